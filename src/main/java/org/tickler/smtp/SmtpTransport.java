package org.tickler.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Remembers whether a mail was sent whole: from the final dot on the server may have taken it, and
 * is waited for longer.
 */
final class SmtpTransport extends SMTPTransport {
    /**
     * How many time-outs the answer to the end of a mail may take. Servers look a mail through
     * before they take it: who is gone by then sends it again, and it was taken each time. Ten
     * minutes are asked for by RFC 5321, 4.5.3.2.6.
     */
    static final int PATIENCE = 5;

    private boolean whole;

    SmtpTransport(Session session) {
        super(session, new URLName("smtp", null, -1, null, null, null));
    }

    /** A new mail begins. */
    synchronized void begin() {
        whole = false;
    }

    synchronized boolean isWhole() {
        return whole;
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        for (int i = 1; ; i++) {
            try {
                return super.readServerResponse();
            } catch (MessagingException e) {
                boolean late = e.getCause() instanceof SocketTimeoutException;
                if (!late || !isWhole() || i >= PATIENCE) {
                    throw e;
                }
            }
        }
    }

    @Override
    protected synchronized void finishData() throws IOException, MessagingException {
        whole = true;
        super.finishData();
    }
}
