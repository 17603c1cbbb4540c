package org.tickler.login;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.tickler.config.OAuthSettings;
import org.tickler.config.Secret;

/**
 * Signs in to a mail server with a password or, where OAuth is set, with an access token in its
 * place.
 */
public final class Login {
    /** How the words of {@link #unkept} begin. */
    public static final String UNKEPT =
            "a renewed refresh token cannot be kept and will be lost at the next stop: ";

    private Login() {}

    /** One sign-in. */
    public interface Attempt<T> {
        T with(String password) throws MessagingException;
    }

    /**
     * @param prefix of the library's properties, such as {@code mail.imap.}
     */
    public static void prepare(
            Properties properties, String prefix, @Nullable OAuthSettings oauth) {
        if (oauth != null) {
            // Each server that takes tokens knows this one, OAUTHBEARER (RFC 7628) only some.
            properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
        }
    }

    /**
     * Makes an attempt, and a second one with a new token if the server does not take one that was
     * kept: it may have been withdrawn before its time.
     *
     * @throws TokenFailure if there is no access token
     */
    public static <T> T signIn(Secret password, @Nullable OAuthSettings oauth, Attempt<T> attempt)
            throws MessagingException, TokenFailure {
        if (oauth == null) {
            return attempt.with(password.reveal());
        }
        AccessTokens tokens = AccessTokens.of(oauth);
        AccessToken token = tokens.current();
        try {
            return attempt.with(token.value());
        } catch (AuthenticationFailedException e) {
            if (token.fresh()) {
                tokens.forget(token);
                throw e;
            }
            return attempt.with(tokens.insteadOf(token).value());
        }
    }

    /**
     * What is to be done lest the next sign-in fail: the server gave another refresh token, and
     * only this process has it. It is tried to keep it first.
     */
    public static Optional<String> unkept(@Nullable OAuthSettings oauth) {
        return oauth == null
                ? Optional.empty()
                : AccessTokens.of(oauth).unkept().map(reason -> UNKEPT + reason);
    }

    /** Whether somebody has signed in anew since the last attempt; never for a password. */
    public static boolean hasNews(@Nullable OAuthSettings oauth) {
        return oauth != null && AccessTokens.of(oauth).hasNews();
    }
}
