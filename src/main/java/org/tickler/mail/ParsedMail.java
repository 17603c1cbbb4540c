package org.tickler.mail;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message, read once and completely; nothing downstream sees MIME. Every text is decoded, with
 * {@code \n} line ends and without NUL. Lists are never null; missing things are empty or null as
 * said.
 *
 * @param messageId null where the header is missing or unusable
 * @param from the From addresses in order; more than one is suspicious, none is possible
 * @param sender the Sender header, where there is one
 * @param replyTo the Reply-To addresses
 * @param subject decoded and unfolded, possibly empty
 * @param date the Date header with its own offset, or null
 * @param references References, oldest first, without what could not be read
 * @param text the text/plain body (all inline text/plain parts joined), or the empty string
 * @param html the text/html body, or the empty string
 * @param parts all leaves of the MIME tree in order, the bodies included
 * @param bodyText the body as text: text/plain where it says anything, else the HTML as text
 *     ({@link HtmlText#renderQuoting}), quoted parts included
 */
public record ParsedMail(
        Headers headers,
        @Nullable MessageId messageId,
        List<NamedAddress> from,
        @Nullable NamedAddress sender,
        List<NamedAddress> replyTo,
        List<NamedAddress> to,
        List<NamedAddress> cc,
        String subject,
        @Nullable OffsetDateTime date,
        @Nullable MessageId inReplyTo,
        List<MessageId> references,
        String text,
        String html,
        List<MailPart> parts,
        String bodyText) {
    public ParsedMail {
        from = List.copyOf(from);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        references = List.copyOf(references);
        parts = List.copyOf(parts);
    }

    /** The {@code bodyText} of a mail with these bodies. */
    static String bodyText(String text, String html) {
        return text.isBlank() ? HtmlText.renderQuoting(html) : text;
    }

    /** A text without any header, as if it were a mail's. */
    public static ParsedMail ofText(String text) {
        return new ParsedMail(
                new Headers(List.of()),
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                "",
                null,
                null,
                List.of(),
                text,
                "",
                List.of(),
                text);
    }

    /**
     * The mails this one answers, as far as its headers tell: References, oldest first, then
     * In-Reply-To (RFC 5322, 3.6.4).
     */
    public List<MessageId> ancestors() {
        var ancestors = new ArrayList<>(references);
        if (inReplyTo != null) {
            ancestors.add(inReplyTo);
        }
        return ancestors;
    }
}
