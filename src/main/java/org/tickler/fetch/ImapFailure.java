package org.tickler.fetch;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.tickler.config.MailboxSettings;
import org.tickler.login.TokenFailure;

/**
 * A mailbox could not be read; the message says why and what helps, without secrets. The world's
 * fault, not ours: trying later is right, except when {@link #refused}.
 */
public final class ImapFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 400;
    private static final List<String> PASSING =
            List.of("UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG");

    /** How the message of a refused sign-in begins. */
    static final String SIGN_IN = "the server refuses the sign-in of ";

    private static final String PASSWORD =
            ": check user and password, or whether it wants an app password";
    private static final String TOKEN =
            " with a new access token: check user and scope, whether IMAP is allowed for the account, or"
                    + " run 'tickler mailbox sign-in'";

    private final boolean refused;

    private ImapFailure(String message, boolean refused, @Nullable Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    /** Whether the server does not let us in: trying often only locks the account. */
    public boolean refused() {
        return refused;
    }

    static ImapFailure of(MailboxSettings mailbox, Exception failure) {
        String server = mailbox.host() + ":" + mailbox.port();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case TokenFailure token when token.refused() -> {
                    return new ImapFailure(
                            SIGN_IN + mailbox.user() + ": " + said(token), true, failure);
                }
                case TokenFailure token -> {
                    return unreachable(said(token), failure);
                }
                case AuthenticationFailedException refusal when isPassing(said(refusal)) -> {
                    return unreachable(
                            server + " lets nobody in now (" + said(refusal) + ")", failure);
                }
                case AuthenticationFailedException _ -> {
                    return new ImapFailure(
                            SIGN_IN
                                    + mailbox.user()
                                    + (mailbox.oauth() == null ? PASSWORD : TOKEN)
                                    + " ("
                                    + said(cause)
                                    + ")",
                            true,
                            failure);
                }
                case FolderNotFoundException _ -> {
                    return new ImapFailure(
                            "there is no folder '" + mailbox.folder() + "': check its name",
                            true,
                            failure);
                }
                case UnknownHostException _ -> {
                    return unreachable(
                            "the name " + mailbox.host() + " is not known: check host", failure);
                }
                case SSLException _ -> {
                    return unreachable(
                            "TLS with "
                                    + server
                                    + " fails: check tls and port, or name its certificate as caFile ("
                                    + said(cause)
                                    + ")",
                            failure);
                }
                case SocketTimeoutException _ -> {
                    return unreachable(
                            server + " does not answer in time: check host, port and tls", failure);
                }
                case ConnectException _ -> {
                    return unreachable(
                            server
                                    + " cannot be reached: check host and port ("
                                    + said(cause)
                                    + ")",
                            failure);
                }
                default -> {}
            }
        }
        return unreachable(
                "the connection to " + server + " failed (" + said(failure) + ")", failure);
    }

    /** Whether it is the server that is in trouble, not our password (RFC 5530, 3). */
    private static boolean isPassing(String said) {
        String upper = said.toUpperCase(Locale.ROOT);
        return PASSING.stream().anyMatch(code -> upper.contains("[" + code + "]"));
    }

    static ImapFailure withheld(MailboxSettings mailbox, long uid) {
        return new ImapFailure(
                "the server "
                        + mailbox.host()
                        + " lists the message with UID "
                        + uid
                        + " but does not give it out",
                false,
                null);
    }

    private static ImapFailure unreachable(String message, Exception failure) {
        return new ImapFailure(message, false, failure);
    }

    private static String said(Throwable cause) {
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message;
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
