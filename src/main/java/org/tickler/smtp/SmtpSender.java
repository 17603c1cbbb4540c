package org.tickler.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.tickler.config.SmtpSettings;
import org.tickler.config.Tls;
import org.tickler.login.Login;
import org.tickler.login.SocketTimeouts;
import org.tickler.login.TokenFailure;
import org.tickler.login.TrustedCertificates;
import org.tickler.mail.EmailAddress;

/** Hands mails to the configured server. Safe for use by many threads. */
public final class SmtpSender {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    /** An address literal, for a machine without a full name (RFC 5321, 4.1.4). */
    private static final String NAMELESS = "[127.0.0.1]";

    /** Of a server that goes on talking, where it does not take a token. */
    private static final String CHALLENGE = "334 ";

    private final SmtpSettings settings;
    private final Session session;

    public SmtpSender(SmtpSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings));
    }

    private static Properties properties(SmtpSettings settings) {
        var properties = new Properties();
        Duration timeout = settings.timeout();
        Duration connect = timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT;
        SocketTimeouts.set(properties, "mail.smtp.", connect, timeout, timeout);
        put(properties, "localhost", greeting());
        put(properties, "auth", !settings.user().isEmpty());
        Login.prepare(properties, "mail.smtp.", settings.oauth());
        put(properties, "ssl.enable", settings.tls() == Tls.IMPLICIT);
        put(properties, "starttls.enable", settings.tls() == Tls.STARTTLS);
        put(properties, "starttls.required", settings.tls() == Tls.STARTTLS);
        put(properties, "ssl.checkserveridentity", true);
        put(properties, "ssl.protocols", "TLSv1.3 TLSv1.2");
        // All or nothing per mail: SmtpConnection decides what to do about a refused copy.
        put(properties, "sendpartial", false);
        put(properties, "quitwait", false);
        properties.put(
                "mail.smtp.socketFactory",
                new PromptSockets(timeout.multipliedBy(SmtpTransport.PATIENCE)));
        put(properties, "socketFactory.fallback", false);
        if (settings.caFile() != null) {
            properties.put("mail.smtp.ssl.socketFactory", trusting(settings.caFile()));
        }
        return properties;
    }

    private static SSLSocketFactory trusting(Path caFile) {
        try {
            return TrustedCertificates.with(caFile);
        } catch (IOException e) {
            throw new UncheckedIOException("The certificates to trust cannot be read", e);
        }
    }

    /** What we say in EHLO. Left to the library it would ask the name server, which may be slow. */
    private static String greeting() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.contains(".") ? name : NAMELESS;
        } catch (UnknownHostException e) {
            return NAMELESS;
        }
    }

    private static void put(Properties properties, String name, Object value) {
        properties.setProperty("mail.smtp." + name, value.toString());
    }

    /** How many connections may be open at once. */
    public int connections() {
        return settings.connections();
    }

    /** A connection that is opened by its first mail. */
    public SmtpConnection connection() {
        return new SmtpConnection(this);
    }

    Session session() {
        return session;
    }

    /**
     * @throws MessagingException if there is no connection, no TLS, or the sign-in is refused
     */
    SmtpTransport connect() throws MessagingException {
        if (settings.user().isEmpty()) {
            return connect(null, null);
        }
        try {
            return Login.signIn(
                    settings.password(),
                    settings.oauth(),
                    password -> connect(settings.user(), password));
        } catch (TokenFailure e) {
            String words = String.valueOf(e.getMessage());
            throw e.refused()
                    ? new AuthenticationFailedException(words)
                    : new MessagingException(words);
        }
    }

    private SmtpTransport connect(@Nullable String user, @Nullable String password)
            throws MessagingException {
        var transport = new SmtpTransport(session);
        try {
            transport.connect(settings.host(), settings.port(), user, password);
        } catch (AuthenticationFailedException e) {
            throw settings.oauth() == null ? e : refusal(e);
        }
        return transport;
    }

    /** The library shows what a server says to a token as the server writes it, in Base64. */
    private static AuthenticationFailedException refusal(AuthenticationFailedException e) {
        String answer = String.valueOf(e.getMessage()).strip();
        if (!answer.startsWith(CHALLENGE)) {
            return e;
        }
        String words;
        try {
            byte[] said = Base64.getDecoder().decode(answer.substring(CHALLENGE.length()).strip());
            words = new String(said, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            words = answer;
        }
        return new AuthenticationFailedException(
                "a new access token is not taken: check user and scope, or whether SMTP is allowed for"
                        + " the account ("
                        + words
                        + ")");
    }

    /** Whether somebody has signed in anew since the last attempt. */
    public boolean hasNewSignIn() {
        return Login.hasNews(settings.oauth());
    }

    /** What is to be done lest a sign-in after the next stop fail. */
    public Optional<String> warning() {
        return Login.unkept(settings.oauth());
    }

    /** Connects, signs in and leaves again; nothing is sent. */
    public Check check() {
        try (SmtpTransport transport = connect()) {
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
                case Delivery.Doubtful(String reason) -> new Check.Failed(reason);
                case Delivery.Refused(String answer, _) -> new Check.Failed(answer);
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
