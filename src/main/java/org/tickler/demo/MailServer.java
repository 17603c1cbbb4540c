package org.tickler.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.tickler.mail.EmailAddress;

/**
 * A mail server in this process, on the loopback address only, and the mail programs of the people
 * who use it: what they send goes by SMTP, what they read comes by IMAP.
 */
final class MailServer implements AutoCloseable {
    static final String PASSWORD = "demo";
    private static final String HOST = "127.0.0.1";

    private final GreenMail server;

    MailServer(List<EmailAddress> users) {
        server =
                new GreenMail(
                        new ServerSetup[] {
                            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP),
                            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP)
                        });
        server.start();
        users.forEach(user -> server.setUser(user.value(), user.value(), PASSWORD));
    }

    String host() {
        return HOST;
    }

    int smtpPort() {
        return server.getSmtp().getPort();
    }

    int imapPort() {
        return server.getImap().getPort();
    }

    /** Hands a raw message over by SMTP. */
    void send(EmailAddress from, EmailAddress to, byte[] raw) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", HOST);
        properties.setProperty("mail.smtp.port", Integer.toString(smtpPort()));
        properties.setProperty("mail.smtp.from", from.value());
        properties.setProperty("mail.smtp.connectiontimeout", "10000");
        properties.setProperty("mail.smtp.timeout", "10000");
        properties.setProperty("mail.smtp.allow8bitmime", "true");
        try {
            var session = Session.getInstance(properties);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect();
                transport.sendMessage(
                        new MimeMessage(session, new ByteArrayInputStream(raw)),
                        new InternetAddress[] {new InternetAddress(to.value())});
            }
        } catch (MessagingException failure) {
            throw new IllegalStateException(
                    "the demo's mail server did not take a mail: " + failure.getMessage(), failure);
        }
    }

    /**
     * The raw messages in somebody's inbox, oldest first, without the first {@code known}; read as
     * their mail program would.
     */
    List<byte[]> inbox(EmailAddress user, int known) {
        var properties = new Properties();
        properties.setProperty("mail.imap.partialfetch", "false");
        properties.setProperty("mail.imap.connectiontimeout", "10000");
        properties.setProperty("mail.imap.timeout", "10000");
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect(HOST, imapPort(), user.value(), PASSWORD);
            var messages = new ArrayList<byte[]>();
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (int i = known + 1; i <= inbox.getMessageCount(); i++) {
                    Message message = inbox.getMessage(i);
                    var raw = new ByteArrayOutputStream();
                    message.writeTo(raw);
                    messages.add(raw.toByteArray());
                }
            }
            return messages;
        } catch (MessagingException | IOException failure) {
            throw new IllegalStateException(
                    "the demo's mail server did not answer: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
