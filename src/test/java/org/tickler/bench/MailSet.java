package org.tickler.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * Seeded mails of the usual sizes: half with an HTML part, every tenth with an attachment of 5 to
 * 60 kB, every fourth an answer; on average about 9 kB. One in five asks for something.
 */
final class MailSet {
    private static final String[] SUBJECTS =
            "The budget,The contract,The supplier,Our customer,The first draft,The invoice,The delivery,The new version,The office,The schedule"
                    .split(",");
    private static final String[] VERBS =
            "was,has been,looked,seemed,became,stayed,turned out".split(",");
    private static final String[] STATES =
            "late,complete,as good as expected,larger than last year,in the hands of finance,the same as before,a surprise to everybody,cheaper than we thought"
                    .split(",");
    private static final String[] ENDS =
            "in the second quarter,after the review,because of the weather,according to the team,in spite of the delay,for the third time,in most offices"
                    .split(",");
    private static final String[] REQUESTS = {
        "Please send the quarterly report to finance by Friday.",
        "Could you review the supplier contract before the end of the month?",
        "I will update the slides tomorrow.",
        "Can you call the customer about the invoice on Thursday at 3pm?",
        "Please book the travel for the project meeting next week."
    };
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private MailSet() {}

    /** Puts {@code count} mails into a user's maildir, as a delivery agent would. */
    static void deliver(Path dovecot, String user, int count, int seed) throws IOException {
        Path maildir = dovecot.resolve("mail").resolve(user).resolve("Maildir");
        for (String part : new String[] {"cur", "new", "tmp"}) {
            Files.createDirectories(maildir.resolve(part));
        }
        for (int i = 0; i < count; i++) {
            Path file = maildir.resolve("cur").resolve(1_767_225_600L + i + ".M" + i + ".bench:2,");
            Files.write(file, mail(i, seed));
        }
        own(dovecot.resolve("mail").resolve(user));
    }

    /** Puts {@code count} small mails there, older than Tickler looks back. */
    static void deliverSmall(Path dovecot, String user, int count) throws IOException {
        Path cur = Files.createDirectories(dovecot.resolve("mail/" + user + "/Maildir/cur"));
        Files.createDirectories(cur.resolveSibling("new"));
        Files.createDirectories(cur.resolveSibling("tmp"));
        for (int i = 0; i < count; i++) {
            String mail =
                    "From: Ann Sample <ann@example.net>\r\nTo: box@example.org\r\nSubject: Old\r\n"
                            + "Date: Thu, 1 Jan 2015 10:00:00 +0000\r\nMessage-ID: <old"
                            + i
                            + "@mail.example.net>\r\n\r\nAn old mail.\r\n";
            Files.writeString(cur.resolve(1_420_106_400L + i + ".M" + i + ".old:2,S"), mail);
        }
        own(dovecot.resolve("mail").resolve(user));
    }

    /** Puts one mail with an attachment of {@code bytes} there. */
    static void deliverLarge(Path dovecot, String user, int bytes) throws IOException {
        Path maildir = dovecot.resolve("mail").resolve(user).resolve("Maildir");
        byte[] content = new byte[bytes];
        new Random(7).nextBytes(content);
        String mail =
                "From: Ann Sample <ann@example.net>\r\nTo: box0@example.org\r\nSubject: A film\r\nDate: "
                        + DATE.format(Instant.now())
                        + "\r\nMessage-ID: <large@mail.example.net>\r\nMIME-Version: 1.0\r\nContent-Type:"
                        + " video/mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(maildir.resolve("cur").resolve("1767225599.M0.large:2,"), mail);
        own(dovecot.resolve("mail").resolve(user));
    }

    /** Dovecot reads as the user mail when it was started by root. */
    private static void own(Path folder) throws IOException {
        if (Files.getOwner(Path.of("/proc/self")).getName().equals("root")) {
            Rig.run(
                    java.util.Map.of(),
                    java.util.List.of("chown", "-R", "mail:mail", folder.toString()));
        }
    }

    static byte[] mail(int i, int seed) {
        var random = new Random(seed * 1_000_003L + i);
        var text = new StringBuilder();
        int lines = 5 + random.nextInt(56);
        int request = i % 5 == 0 ? random.nextInt(lines) : -1;
        for (int line = 0; line < lines; line++) {
            if (line == request) {
                text.append(REQUESTS[random.nextInt(REQUESTS.length)]).append("\r\n");
            } else {
                text.append(sentence(random)).append("\r\n");
            }
        }
        String id = "<m" + seed + "." + i + "@mail.example.net>";
        var mail = new StringBuilder();
        mail.append("From: Ann Sample <ann").append(i % 50).append("@example.net>\r\n");
        mail.append("To: box0@example.org\r\nSubject: ").append(sentence(random)).append("\r\n");
        mail.append("Date: ").append(DATE.format(Instant.now().minusSeconds(i))).append("\r\n");
        mail.append("Message-ID: ").append(id).append("\r\nMIME-Version: 1.0\r\n");
        if (i % 4 == 3) {
            String earlier = "<m" + seed + "." + (i - 1) + "@mail.example.net>\r\n";
            mail.append("In-Reply-To: ").append(earlier).append("References: ").append(earlier);
        }
        boolean html = i % 2 == 0;
        boolean attached = i % 10 == 0;
        if (attached) {
            mail.append("Content-Type: multipart/mixed; boundary=\"mixed\"\r\n\r\n--mixed\r\n");
        }
        if (html) {
            mail.append("Content-Type: multipart/alternative; boundary=\"alt\"\r\n\r\n--alt\r\n");
        }
        mail.append("Content-Type: text/plain; charset=utf-8\r\n\r\n").append(text);
        if (html) {
            mail.append("\r\n--alt\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>");
            text.toString()
                    .lines()
                    .forEach(line -> mail.append("<p>").append(line).append("</p>\r\n"));
            mail.append("</body></html>\r\n--alt--\r\n");
        }
        if (attached) {
            byte[] content = new byte[5_000 + random.nextInt(55_000)];
            random.nextBytes(content);
            mail.append("\r\n--mixed\r\nContent-Type: application/octet-stream; name=a.bin\r\n")
                    .append("Content-Disposition: attachment; filename=a.bin\r\n")
                    .append("Content-Transfer-Encoding: base64\r\n\r\n")
                    .append(Base64.getMimeEncoder().encodeToString(content))
                    .append("\r\n--mixed--\r\n");
        }
        return mail.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String sentence(Random random) {
        return any(SUBJECTS, random)
                + " "
                + any(VERBS, random)
                + " "
                + any(STATES, random)
                + " "
                + any(ENDS, random)
                + ".";
    }

    private static String any(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }
}
