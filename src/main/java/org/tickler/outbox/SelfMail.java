package org.tickler.outbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.mail.TicklerHeader;

/**
 * A small mail by the machine about the machine. It is marked as automatic, so that nothing answers
 * it (RFC 3834, 5), and as ours by its own header.
 */
public final class SelfMail {
    private SelfMail() {}

    /**
     * The message as it leaves.
     *
     * @param loop the value of our header
     * @param subject one line
     * @param text in lines; what servers said may stand in it, in any script and length
     */
    public static byte[] write(
            EmailAddress from,
            EmailAddress to,
            MessageId id,
            String loop,
            Instant now,
            String subject,
            String text) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
        var raw = new ByteArrayOutputStream();
        String header =
                String.join(
                        "\r\n",
                        "From: " + from,
                        "To: " + to,
                        "Subject: " + Composer.encode(subject),
                        "Date: " + date,
                        "Message-ID: " + id.value(),
                        "Auto-Submitted: auto-generated",
                        TicklerHeader.LOOP.field() + ": " + loop,
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=UTF-8",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "");
        raw.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        MimeBody.quotedPrintable(raw, (text + "\n").getBytes(StandardCharsets.UTF_8));
        return raw.toByteArray();
    }
}
