package org.tickler.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.mime.AddressList;
import org.tickler.mime.EncodedWords;
import org.tickler.mime.MailDate;
import org.tickler.mime.MimeEntity;
import org.tickler.mime.MimeParser;
import org.tickler.mime.RawHeader;

/** Reads raw messages. Stateless and safe for use by many threads. */
public final class MailReader {
    /** The largest message that is read, in bytes, whatever else is configured. */
    public static final int LARGEST = 100 * 1024 * 1024;

    private MailReader() {}

    /**
     * Reads any bytes at all: what cannot be understood is left out, never thrown at the caller.
     * Text without any header is read as a body; a bare iCalendar object (RFC 5545) as a mail that
     * holds nothing else. Parts beyond {@value MimeParser#MOST_PARTS} are left out, parts nested
     * deeper than {@value MimeParser#DEEPEST} stay one part. A body of more than two million bytes
     * is cut and says so at its end; the part keeps all of it.
     *
     * @throws UnreadableMailException if there is nothing of a message in the bytes, or they are
     *     more than {@link #LARGEST}
     */
    public static ParsedMail read(byte[] raw) {
        if (raw.length > LARGEST) {
            throw new UnreadableMailException(
                    "The message has %,d bytes; more than %,d are not read."
                            .formatted(raw.length, LARGEST));
        }
        MimeEntity root = MimeParser.parse(isCalendar(raw) ? wrapped(raw) : raw);
        var body = MailBody.of(root);
        boolean nothing = root.headers().isEmpty() && !body.readable();
        if (nothing) {
            throw new UnreadableMailException(
                    raw.length == 0
                            ? "The message is empty."
                            : "There is neither a header nor a readable text in the message.");
        }
        return assemble(new Headers(fields(root.headers())), body);
    }

    private static boolean isCalendar(byte[] raw) {
        int at = raw.length > 3 && (raw[0] & 0xff) == 0xef ? 3 : 0;
        while (at < raw.length && raw[at] <= ' ' && raw[at] >= 0) {
            at++;
        }
        String start =
                new String(raw, at, Math.min(20, raw.length - at), StandardCharsets.ISO_8859_1);
        return start.toUpperCase(Locale.ROOT).startsWith("BEGIN:VCALENDAR");
    }

    /** A blank line in front makes a body of it all. */
    private static byte[] wrapped(byte[] raw) {
        byte[] head = "Content-Type: text/calendar\n\n".getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + raw.length);
        System.arraycopy(raw, 0, all, head.length, raw.length);
        return all;
    }

    private static ParsedMail assemble(Headers headers, MailBody body) {
        return new ParsedMail(
                headers,
                headers.first("Message-ID").flatMap(MailReader::messageId).orElse(null),
                addresses(headers.all("From")),
                firstOf(addresses(headers.all("Sender"))),
                addresses(headers.all("Reply-To")),
                addresses(headers.all("To")),
                addresses(headers.all("Cc")),
                subject(headers),
                headers.first("Date").flatMap(MailDate::parse).orElse(null),
                firstOf(messageIds(headers.first("In-Reply-To").orElse(""))),
                messageIds(String.join(" ", headers.all("References"))),
                body.text(),
                body.html(),
                body.parts(),
                ParsedMail.bodyText(body.text(), body.html()));
    }

    private static List<Headers.Field> fields(List<RawHeader> headers) {
        return headers.stream().map(h -> new Headers.Field(h.name(), h.value())).toList();
    }

    private static String subject(Headers headers) {
        return headers.first("Subject")
                .map(EncodedWords::decode)
                .map(s -> s.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                .orElse("");
    }

    /** The mailboxes of header values; what is no address is left out. */
    public static List<NamedAddress> addresses(List<String> values) {
        var found = new ArrayList<NamedAddress>();
        for (String value : values) {
            for (AddressList.Mailbox mailbox : AddressList.parse(value)) {
                address(mailbox.address())
                        .ifPresent(a -> found.add(new NamedAddress(mailbox.name(), a)));
            }
        }
        return found;
    }

    /** The address, if it is one. */
    static Optional<EmailAddress> address(String text) {
        try {
            return Optional.of(new EmailAddress(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<MessageId> messageId(String text) {
        List<MessageId> ids = messageIds(text);
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.getFirst());
    }

    /** Every Message-ID in a text: what stands in angle brackets, or else looks like one. */
    static List<MessageId> messageIds(String text) {
        var found = new ArrayList<MessageId>();
        int at = 0;
        int open;
        while ((open = text.indexOf('<', at)) >= 0) {
            int close = text.indexOf('>', open);
            if (close < 0) {
                break;
            }
            add(
                    found,
                    text.substring(text.lastIndexOf('<', close), close + 1).replaceAll("\\s", ""));
            at = close + 1;
        }
        if (found.isEmpty()) {
            for (String word : text.split("[\\s,;]+")) {
                if (word.indexOf('@') > 0 && word.indexOf('"') < 0) {
                    add(found, word);
                }
            }
        }
        return found;
    }

    private static void add(List<MessageId> found, String text) {
        try {
            found.add(new MessageId(text));
        } catch (IllegalArgumentException _) {
            return;
        }
    }

    private static <T> @Nullable T firstOf(List<T> values) {
        return values.isEmpty() ? null : values.getFirst();
    }
}
