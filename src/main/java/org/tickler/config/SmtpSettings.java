package org.tickler.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server that our mail leaves by.
 *
 * @param host empty when none is configured
 * @param user empty for a server that asks for no sign-in
 * @param fromName the display name of our mails; the address is the mailbox's
 * @param connections how many are open at once, at most
 * @param caFile certificates in PEM to trust besides the usual ones, or null
 * @param timeout for connecting, reading and writing, each
 * @param oauth how it is signed in to instead of with the password, or null
 */
public record SmtpSettings(
        String host,
        int port,
        Tls tls,
        String user,
        Secret password,
        String fromName,
        int connections,
        boolean allowPlain,
        @Nullable Path caFile,
        Duration timeout,
        Politeness politeness,
        @Nullable OAuthSettings oauth) {
    /**
     * How the server and the recipients' domains are spared.
     *
     * @param domainConnections the most connections at work for one domain
     * @param domainPerMinute the most mails a minute to one domain; 0 for any number
     * @param copyToSelf a blind copy of each mail to our own mailbox, to look up what may have left
     */
    public record Politeness(int domainConnections, int domainPerMinute, boolean copyToSelf) {
        public static final Politeness USUAL = new Politeness(2, 120, false);
    }

    /** No server: nothing can be sent, the outbox waits. */
    public static final SmtpSettings MISSING = of("", 465, Tls.IMPLICIT, "", Secret.NONE);

    /** A server with the usual settings; tests and the demo use it. */
    public static SmtpSettings of(String host, int port, Tls tls, String user, Secret password) {
        return new SmtpSettings(
                host,
                port,
                tls,
                user,
                password,
                "Tickler",
                2,
                false,
                null,
                Duration.ofSeconds(60),
                Politeness.USUAL,
                null);
    }

    /** The same server, signed in to otherwise. */
    public SmtpSettings signedInBy(OAuthSettings other) {
        return new SmtpSettings(
                host,
                port,
                tls,
                user,
                Secret.NONE,
                fromName,
                connections,
                allowPlain,
                caFile,
                timeout,
                politeness,
                other);
    }

    public boolean isConfigured() {
        return !host.isEmpty();
    }
}
