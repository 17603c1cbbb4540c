package org.tickler.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tickler.demo.Cast.Player;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailPart;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;

/**
 * Writes what people's mail programs write: new mails, answers with the old mail quoted, answers to
 * invitations.
 */
final class Pen {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final DateTimeFormatter SAID =
            DateTimeFormatter.ofPattern("EEE, MMM d, yyyy 'at' h:mm a", Locale.ENGLISH);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ENGLISH);

    private final ZoneId zone;

    Pen(ZoneId zone) {
        this.zone = zone;
    }

    byte[] mail(NamedAddress from, EmailAddress to, String subject, String body, Instant now) {
        return text(from, to, subject, body, now, List.of());
    }

    /** An answer as webmail writes it: the words on top, the mail quoted below. */
    byte[] answer(Player from, ParsedMail mail, String words, Instant now) {
        var quoted = new StringBuilder(words).append("\n\nOn ");
        Instant date = mail.date() == null ? now : mail.date().toInstant();
        String sender = mail.from().isEmpty() ? "" : mail.from().getFirst().display();
        quoted.append(SAID.format(date.atZone(zone)))
                .append(' ')
                .append(sender)
                .append(" wrote:\n\n");
        mail.bodyText().lines().forEach(line -> quoted.append("> ").append(line).append('\n'));
        return text(
                named(from),
                replyTo(mail),
                "Re: " + mail.subject(),
                quoted.toString(),
                now,
                thread(mail));
    }

    /** An answer to an invitation as calendar programs write it (RFC 5546, 3.2.3). */
    byte[] answerInvitation(Player from, ParsedMail mail, String partStat, Instant now) {
        String invitation = calendar(mail).text();
        var ics = new ArrayList<String>();
        ics.addAll(
                List.of(
                        "BEGIN:VCALENDAR",
                        "PRODID:-//Tickler demo//Calendar//EN",
                        "VERSION:2.0",
                        "METHOD:REPLY",
                        "BEGIN:VEVENT"));
        for (String line : unfolded(invitation)) {
            String name = line.split("[:;]", 2)[0];
            if (List.of("UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER")
                    .contains(name)) {
                ics.add(line);
            }
        }
        ics.add("DTSTAMP:" + STAMP.format(now.atOffset(java.time.ZoneOffset.UTC)));
        ics.add("ATTENDEE;PARTSTAT=" + partStat + ":mailto:" + from.address());
        ics.addAll(List.of("END:VEVENT", "END:VCALENDAR", ""));
        String word = partStat.substring(0, 1) + partStat.substring(1).toLowerCase(Locale.ROOT);
        var headers =
                headers(
                        named(from),
                        organizer(mail),
                        word + ": " + mail.subject(),
                        now,
                        thread(mail));
        headers.add("Content-Type: text/calendar; charset=UTF-8; method=REPLY");
        headers.add("Content-Transfer-Encoding: base64");
        return join(headers, String.join("\r\n", ics));
    }

    private byte[] text(
            NamedAddress from,
            EmailAddress to,
            String subject,
            String body,
            Instant now,
            List<MessageId> thread) {
        var headers = headers(from, to, subject, now, thread);
        headers.add("Content-Type: text/plain; charset=UTF-8");
        headers.add("Content-Transfer-Encoding: base64");
        return join(headers, body);
    }

    private List<String> headers(
            NamedAddress from,
            EmailAddress to,
            String subject,
            Instant now,
            List<MessageId> thread) {
        var headers = new ArrayList<String>();
        headers.add("From: \"" + from.name() + "\" <" + from.address() + ">");
        headers.add("To: " + to);
        headers.add("Subject: " + encoded(subject));
        headers.add("Date: " + DATE.format(now.atZone(zone)));
        headers.add("Message-ID: <" + UUID.randomUUID() + "@" + from.address().domain() + ">");
        if (!thread.isEmpty()) {
            headers.add("In-Reply-To: " + thread.getLast());
            headers.add(
                    "References: "
                            + String.join("\r\n ", thread.stream().map(MessageId::value).toList()));
        }
        headers.add("MIME-Version: 1.0");
        return headers;
    }

    private static byte[] join(List<String> headers, String body) {
        byte[] bytes =
                body.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        String encoded =
                Base64.getMimeEncoder(76, "\r\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes);
        return (String.join("\r\n", headers) + "\r\n\r\n" + encoded + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String subject) {
        boolean plain = subject.chars().allMatch(c -> c >= ' ' && c < 127);
        return plain
                ? subject
                : "=?UTF-8?B?"
                        + Base64.getEncoder()
                                .encodeToString(subject.getBytes(StandardCharsets.UTF_8))
                        + "?=";
    }

    private static EmailAddress replyTo(ParsedMail mail) {
        return mail.replyTo().isEmpty()
                ? mail.from().getFirst().address()
                : mail.replyTo().getFirst().address();
    }

    /** Calendar programs answer the organizer, not Reply-To. */
    private static EmailAddress organizer(ParsedMail mail) {
        return mail.from().getFirst().address();
    }

    private static List<MessageId> thread(ParsedMail mail) {
        var thread = new ArrayList<>(mail.references());
        if (mail.messageId() != null) {
            thread.add(mail.messageId());
        }
        return thread;
    }

    static @Nullable MailPart invitation(ParsedMail mail) {
        return mail.parts().stream()
                .filter(part -> part.type().equals("text/calendar"))
                .findFirst()
                .orElse(null);
    }

    private static MailPart calendar(ParsedMail mail) {
        MailPart part = invitation(mail);
        if (part == null) {
            throw new IllegalArgumentException("there is no invitation in this mail");
        }
        return part;
    }

    /** RFC 5545, 3.1: a line that starts with white space continues the one before. */
    private static List<String> unfolded(String ics) {
        return ics.replace("\r\n", "\n").replaceAll("\n[ \t]", "").lines().toList();
    }

    private static NamedAddress named(Player player) {
        return new NamedAddress(player.name(), player.address());
    }
}
