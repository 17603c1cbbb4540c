package org.tickler.understand;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.MailKindDetector;
import org.tickler.mail.MailReader;
import org.tickler.mail.MailVerdict;
import org.tickler.mail.OwnIdentity;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.Sha256;

/**
 * A mail as it is understood from its own bytes.
 *
 * @param contentHash the same for two mails that say the same
 * @param prose what it asks for, or null where that was not read ahead
 */
public record Understanding(
        ParsedMail mail, MailVerdict verdict, byte[] contentHash, @Nullable Prose prose) {
    /**
     * Reads a mail, but not yet what it asks for.
     *
     * @throws org.tickler.mail.UnreadableMailException if these bytes are no mail
     */
    public static Understanding of(byte[] raw, OwnIdentity own) {
        ParsedMail mail = MailReader.read(raw);
        return new Understanding(mail, MailKindDetector.detect(mail, own), contentHash(mail), null);
    }

    public Understanding with(@Nullable Prose read) {
        return new Understanding(mail, verdict, contentHash, read);
    }

    private static byte[] contentHash(ParsedMail mail) {
        var chunks = new ArrayList<byte[]>();
        chunks.add(mail.subject().getBytes(StandardCharsets.UTF_8));
        chunks.add(new byte[1]);
        chunks.add(mail.bodyText().strip().getBytes(StandardCharsets.UTF_8));
        for (var part : mail.parts()) {
            if (part.attachment() || part.type().equals("text/calendar")) {
                chunks.add(part.content());
            }
        }
        return Sha256.of(chunks.toArray(byte[][]::new));
    }
}
