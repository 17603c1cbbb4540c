package org.tickler.outbox;

import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.tickler.mail.EmailAddress;
import org.tickler.outbox.SmtpConnection.Delivery;
import org.tickler.outbox.SmtpSettings.Tls;

/** Hands mails to the configured server. Safe for use by many threads. */
public final class SmtpSender {
    private final SmtpSettings settings;
    private final Session session;

    public SmtpSender(SmtpSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings));
    }

    /**
     * @param tls trusts what the server shows besides the usual authorities
     */
    public SmtpSender(SmtpSettings settings, SSLSocketFactory tls) {
        this.settings = settings;
        Properties properties = properties(settings);
        properties.put("mail.smtp.ssl.socketFactory", tls);
        this.session = Session.getInstance(properties);
    }

    private static Properties properties(SmtpSettings settings) {
        var properties = new Properties();
        put(properties, "connectiontimeout", settings.connectTimeout().toMillis());
        put(properties, "timeout", settings.readTimeout().toMillis());
        put(properties, "writetimeout", settings.writeTimeout().toMillis());
        put(properties, "auth", !settings.user().isEmpty());
        put(properties, "ssl.enable", settings.tls() == Tls.IMPLICIT);
        put(properties, "starttls.enable", settings.tls() == Tls.STARTTLS);
        put(properties, "starttls.required", settings.tls() == Tls.STARTTLS);
        put(properties, "ssl.checkserveridentity", true);
        put(properties, "ssl.protocols", "TLSv1.3 TLSv1.2");
        // All or nothing per mail: SmtpConnection decides what to do about a refused copy.
        put(properties, "sendpartial", false);
        put(properties, "quitwait", false);
        return properties;
    }

    private static void put(Properties properties, String name, Object value) {
        properties.setProperty("mail.smtp." + name, value.toString());
    }

    int connections() {
        return settings.connections();
    }

    /** A connection that is opened by its first mail. */
    SmtpConnection connection() {
        return new SmtpConnection(this);
    }

    Session session() {
        return session;
    }

    /**
     * @throws MessagingException if there is no connection, no TLS, or the sign-in is refused
     */
    SMTPTransport connect() throws MessagingException {
        SMTPTransport transport = transport();
        boolean signIn = !settings.user().isEmpty();
        transport.connect(
                settings.host(),
                settings.port(),
                signIn ? settings.user() : null,
                signIn ? settings.password().reveal() : null);
        return transport;
    }

    private SMTPTransport transport() {
        try {
            return (SMTPTransport) session.getTransport("smtp");
        } catch (NoSuchProviderException e) {
            throw new IllegalStateException("the mail library lacks SMTP", e);
        }
    }

    /** Connects, signs in and leaves again; nothing is sent. */
    public Check check() {
        try (SMTPTransport transport = connect()) {
            return new Check.Ready(
                    settings.host()
                            + ":"
                            + settings.port()
                            + (transport.isSSL() ? ", TLS" : ", no TLS")
                            + (settings.user().isEmpty() ? "" : ", signed in"));
        } catch (MessagingException e) {
            return new Check.Failed(SmtpConnection.reason(e));
        }
    }

    /** Hands one mail over at once, past the outbox: for trying the server out only. */
    public Check send(EmailAddress from, EmailAddress to, byte[] raw) {
        try (SmtpConnection connection = connection()) {
            return switch (connection.send(from.value(), to, raw)) {
                case Delivery.Accepted(String answer) -> new Check.Ready(answer);
                case Delivery.Deferred(String answer) -> new Check.Failed(answer);
                case Delivery.Refused(String answer) -> new Check.Failed(answer);
                case Delivery.Unavailable(String reason, _) -> new Check.Failed(reason);
            };
        }
    }

    /** What came of {@link #check}. */
    public sealed interface Check {
        /**
         * @param detail such as the server's name, for people
         */
        record Ready(String detail) implements Check {}

        /**
         * @param reason what to look at, in a sentence
         */
        record Failed(String reason) implements Check {}
    }
}
