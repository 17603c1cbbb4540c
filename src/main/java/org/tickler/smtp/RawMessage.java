package org.tickler.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * A mail that leaves as the bytes it is stored as. The library would take it apart and write it
 * anew, which costs more than sending it.
 */
final class RawMessage extends SMTPMessage {
    private final byte[] raw;

    RawMessage(Session session, byte[] raw) {
        super(session);
        this.raw = raw;
    }

    /** The addresses of the Cc header (RFC 5322, 3.6.3), which few of our mails have. */
    List<Address> copies() throws MessagingException {
        if (!mayHaveCopies()) {
            return List.of();
        }
        var fields = new InternetHeaders(new ByteArrayInputStream(raw), true);
        String copies = fields.getHeader("Cc", ",");
        return copies == null ? List.of() : List.of(InternetAddress.parseHeader(copies, false));
    }

    /** The library's reading of a header looks its own classes up: a third of sending a mail. */
    private boolean mayHaveCopies() {
        for (int i = 0; i + 3 < raw.length; i++) {
            if (raw[i] == '\n') {
                if (raw[i + 1] == '\r' || raw[i + 1] == '\n') {
                    return false;
                }
                if ((raw[i + 1] | 0x20) == 'c' && (raw[i + 2] | 0x20) == 'c' && raw[i + 3] == ':') {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * @param ignored header fields to be left out (Bcc); we never write such ones
     */
    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
        out.write(raw);
    }
}
