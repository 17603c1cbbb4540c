package org.tickler.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * A mailbox that is read.
 *
 * @param name names it in logs, on the page and in the database; unique
 * @param address the address whose mail arrives here and that our mails come from
 * @param owner the name of the person the mailbox works for, as in {@code people}
 * @param subAddressing whether mail to {@code local+anything@domain} arrives too (RFC 5233)
 * @param poll how often it is looked at; IDLE only shortens the wait
 * @param authservIds the servers whose Authentication-Results are believed (RFC 8601, 5)
 * @param allowPlain lets {@link Tls#NONE} leave this machine
 * @param accept whose mail may become proposals
 * @param trusted addresses, or {@code @domain} for all of a domain, that count as known
 * @param caFile certificates in PEM to trust besides the usual ones, or null
 * @param dkim whether signatures are checked where none of {@code authservIds} speaks (RFC 6376)
 * @param timeout for connecting, reading and writing, each
 * @param model the model endpoint that is asked what its mails want, or null for none
 * @param sentFolder where the server files a copy of what we send; empty if it does not
 * @param oauth how it is signed in to instead of with the password, or null
 */
public record MailboxSettings(
        String name,
        String host,
        int port,
        Tls tls,
        String user,
        Secret password,
        String folder,
        EmailAddress address,
        String owner,
        boolean subAddressing,
        Duration poll,
        boolean idle,
        List<String> authservIds,
        boolean allowPlain,
        Accept accept,
        List<String> trusted,
        @Nullable Path caFile,
        boolean dkim,
        Duration timeout,
        @Nullable ModelSettings model,
        String sentFolder,
        @Nullable OAuthSettings oauth) {

    /** Whose mail may become proposals; the configured people's always may. */
    public enum Accept {
        KNOWN,
        ANYONE
    }

    public MailboxSettings {
        authservIds = List.copyOf(authservIds);
        trusted = List.copyOf(trusted);
    }

    /** A mailbox with the usual settings; tests and the demo use it. */
    public static MailboxSettings of(
            String name,
            String host,
            int port,
            Tls tls,
            String user,
            Secret password,
            EmailAddress address,
            String owner) {
        return new MailboxSettings(
                name,
                host,
                port,
                tls,
                user,
                password,
                "INBOX",
                address,
                owner,
                true,
                Duration.ofSeconds(60),
                true,
                List.of(),
                false,
                Accept.KNOWN,
                List.of(),
                null,
                false,
                Duration.ofSeconds(30),
                null,
                "",
                null);
    }

    /** The same account with another folder. */
    public MailboxSettings inFolder(String other) {
        return with(other, password, oauth);
    }

    /** The same account, signed in to otherwise. */
    public MailboxSettings signedInBy(OAuthSettings other) {
        return with(folder, Secret.NONE, other);
    }

    private MailboxSettings with(String inbox, Secret secret, @Nullable OAuthSettings signIn) {
        return new MailboxSettings(
                name,
                host,
                port,
                tls,
                user,
                secret,
                inbox,
                address,
                owner,
                subAddressing,
                poll,
                idle,
                authservIds,
                allowPlain,
                accept,
                trusted,
                caFile,
                dkim,
                timeout,
                model,
                sentFolder,
                signIn);
    }

    /** Whether mail from {@code sender} is trusted by the allow-list. */
    public boolean trusts(EmailAddress sender) {
        return trusted.contains(sender.value()) || trusted.contains("@" + sender.domain());
    }
}
