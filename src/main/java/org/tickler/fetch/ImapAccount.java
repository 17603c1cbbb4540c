package org.tickler.fetch;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.jspecify.annotations.Nullable;
import org.tickler.config.MailboxSettings;
import org.tickler.config.Tls;
import org.tickler.login.Login;
import org.tickler.login.SocketTimeouts;
import org.tickler.login.TrustedCertificates;

/**
 * Opens connections to a mailbox, one after the other. The library looks itself up anew for each
 * session, which costs as much as the rest of a poll that finds nothing: so there is one session,
 * and the certificates to trust are read again for each connection. For one thread at a time.
 */
final class ImapAccount {
    private final MailboxSettings mailbox;
    private final Duration silence;
    private final String protocol;
    private @Nullable Session session;

    /**
     * @param silence how long the server may say nothing
     */
    ImapAccount(MailboxSettings mailbox, Duration silence) {
        this.mailbox = mailbox;
        this.silence = silence;
        this.protocol = mailbox.tls() == Tls.IMPLICIT ? "imaps" : "imap";
    }

    /**
     * Signs in and opens the folder for reading only.
     *
     * @throws ImapFailure if that is not possible now
     */
    ImapConnection open() {
        Store store = null;
        try {
            Session ready = session();
            store =
                    Login.signIn(
                            mailbox.password(),
                            mailbox.oauth(),
                            password -> connected(ready.getStore(protocol), password));
            var folder = (IMAPFolder) store.getFolder(mailbox.folder());
            folder.open(Folder.READ_ONLY);
            return new ImapConnection(mailbox, store, folder);
        } catch (MessagingException | IOException e) {
            close(store);
            throw ImapFailure.of(mailbox, e);
        }
    }

    private Session session() throws IOException {
        Session ready = session;
        if (ready == null) {
            ready = Session.getInstance(properties());
            session = ready;
        } else {
            ready.getProperties().putAll(properties());
        }
        return ready;
    }

    private Store connected(Store store, String password) throws MessagingException {
        store.connect(mailbox.host(), mailbox.port(), mailbox.user(), password);
        return store;
    }

    private Properties properties() throws IOException {
        String prefix = "mail." + protocol + ".";
        var properties = new Properties();
        properties.setProperty("mail.store.protocol", protocol);
        SocketTimeouts.set(properties, prefix, mailbox.timeout(), silence, mailbox.timeout());
        properties.setProperty(prefix + "peek", "true");
        properties.setProperty(prefix + "partialfetch", "false");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", flag(mailbox.tls() == Tls.STARTTLS));
        properties.setProperty(prefix + "starttls.required", flag(mailbox.tls() == Tls.STARTTLS));
        Login.prepare(properties, prefix, mailbox.oauth());
        if (mailbox.caFile() != null) {
            properties.put(
                    prefix + "ssl.socketFactory", TrustedCertificates.with(mailbox.caFile()));
        }
        return properties;
    }

    private static String flag(boolean value) {
        return Boolean.toString(value);
    }

    static void close(@Nullable Store store) {
        if (store != null) {
            try {
                store.close();
            } catch (MessagingException e) {
                // It is gone, which is what we wanted.
            }
        }
    }
}
