package org.tickler.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Remembers whether a mail was sent whole: from the final dot on the server may have taken it. */
final class SmtpTransport extends SMTPTransport {
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
    protected synchronized void finishData() throws IOException, MessagingException {
        whole = true;
        super.finishData();
    }
}
