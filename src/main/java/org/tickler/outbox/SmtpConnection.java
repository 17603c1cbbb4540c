package org.tickler.outbox;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * One kept connection to the server, opened and opened again as needed. For one thread at a time.
 * The thread must not be interrupted: that would close the connection in the middle of a mail.
 */
final class SmtpConnection implements AutoCloseable {
    private static final int LONGEST_ANSWER = 500;
    private static final int CLOSING = 421;

    private final SmtpSender sender;
    private @Nullable SMTPTransport transport;

    SmtpConnection(SmtpSender sender) {
        this.sender = sender;
    }

    /**
     * Hands {@code raw} over to its recipient and to the addresses in its Cc. The recipient
     * decides: a copy that is refused is left out.
     */
    Delivery send(String envelopeFrom, EmailAddress recipient, byte[] raw) {
        boolean kept = transport != null;
        try {
            return sendOnce(envelopeFrom, recipient, raw);
        } catch (MessagingException e) {
            if (!kept || !isGoodbyeBeforeMail(e)) {
                return failed(e);
            }
            close();
        }
        try {
            return sendOnce(envelopeFrom, recipient, raw);
        } catch (MessagingException e) {
            return failed(e);
        }
    }

    /** A server may end a kept connection between two mails, with 421 or without a word. */
    private static boolean isGoodbyeBeforeMail(MessagingException e) {
        return e instanceof SMTPSendFailedException failure
                && (failure.getReturnCode() == CLOSING || failure.getReturnCode() < 0)
                && failure.getCommand() != null
                && failure.getCommand().toUpperCase(Locale.ROOT).startsWith("MAIL");
    }

    private Delivery sendOnce(String envelopeFrom, EmailAddress recipient, byte[] raw)
            throws MessagingException {
        SMTPTransport open = transport;
        if (open == null) {
            try {
                open = sender.connect();
            } catch (MessagingException e) {
                return new Delivery.Unavailable(
                        reason(e), e instanceof AuthenticationFailedException);
            }
            transport = open;
        }
        var message = new SMTPMessage(sender.session(), new ByteArrayInputStream(raw));
        message.setEnvelopeFrom(envelopeFrom.isEmpty() ? "<>" : envelopeFrom);
        Address to = new jakarta.mail.internet.InternetAddress(recipient.value());
        Address @Nullable [] copies = message.getRecipients(RecipientType.CC);
        if (copies == null) {
            return deliver(open, message, to);
        }
        try {
            return deliver(open, message, withCopies(to, copies));
        } catch (MessagingException e) {
            if (refusal(e, to) != null || !hasRefusal(e)) {
                throw e;
            }
            return deliver(open, message, to);
        }
    }

    private static Address[] withCopies(Address to, Address[] copies) {
        Address[] all = Arrays.copyOf(copies, copies.length + 1);
        all[copies.length] = to;
        return all;
    }

    private static Delivery deliver(SMTPTransport open, SMTPMessage message, Address... to)
            throws MessagingException {
        open.sendMessage(message, to);
        return new Delivery.Accepted(cut(open.getLastServerResponse()));
    }

    /** Sorts a failure by what the server said (RFC 5321, 4.2.1). */
    private Delivery failed(MessagingException e) {
        SMTPAddressFailedException address = find(e, SMTPAddressFailedException.class);
        if (address != null) {
            return byCode(address.getReturnCode(), answer(address));
        }
        SMTPSendFailedException send = find(e, SMTPSendFailedException.class);
        if (send != null) {
            return byCode(send.getReturnCode(), answer(send));
        }
        close();
        return new Delivery.Deferred(reason(e));
    }

    private Delivery byCode(int code, String answer) {
        if (code < 0 || code == CLOSING) {
            close();
        }
        // 530 and 535 speak of us, not of this mail (RFC 4954, 6).
        if (code == 530 || code == 535) {
            return new Delivery.Unavailable(answer, true);
        }
        return code >= 500 && code < 600
                ? new Delivery.Refused(answer)
                : new Delivery.Deferred(answer);
    }

    private static boolean hasRefusal(MessagingException e) {
        return find(e, SMTPAddressFailedException.class) != null;
    }

    private static @Nullable SMTPAddressFailedException refusal(
            MessagingException e, Address address) {
        for (Exception next = e;
                next instanceof MessagingException failure;
                next = failure.getNextException()) {
            if (failure instanceof SMTPAddressFailedException refused
                    && address.equals(refused.getAddress())) {
                return refused;
            }
        }
        return null;
    }

    private static <T extends MessagingException> @Nullable T find(
            MessagingException e, Class<T> type) {
        for (Exception next = e;
                next instanceof MessagingException failure;
                next = failure.getNextException()) {
            if (type.isInstance(failure)) {
                return type.cast(failure);
            }
        }
        return null;
    }

    private static String answer(MessagingException e) {
        String message = e.getMessage();
        return cut(message == null ? e.getClass().getSimpleName() : message);
    }

    /**
     * The words of the deepest cause, such as "Connection refused", behind those of the failure.
     */
    static String reason(MessagingException e) {
        String text = answer(e);
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest != e && deepest.getMessage() != null && !text.contains(deepest.getMessage())) {
            text = text + " (" + deepest.getMessage() + ")";
        }
        return cut(text);
    }

    /** A server's answer may be long and of several lines. */
    private static String cut(@Nullable String answer) {
        String line =
                answer == null ? "" : answer.replace("\0", "").replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_ANSWER ? line : line.substring(0, LONGEST_ANSWER) + "…";
    }

    @Override
    public void close() {
        SMTPTransport open = transport;
        transport = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException e) {
                // It was broken already, and nothing depends on a clean end.
                return;
            }
        }
    }

    /** What came of handing one mail over. */
    sealed interface Delivery {
        /** The server has taken it and is responsible now (RFC 5321, 6.1). */
        record Accepted(String answer) implements Delivery {}

        /** Not now: a 4xx answer, or the connection broke. */
        record Deferred(String answer) implements Delivery {}

        /** Never: a 5xx answer to this mail or its recipient. */
        record Refused(String answer) implements Delivery {}

        /**
         * Nothing can be sent at present: no connection, no TLS, or the server does not know us.
         *
         * @param signIn the password is wrong or the account closed: trying again soon makes it
         *     worse
         */
        record Unavailable(String reason, boolean signIn) implements Delivery {}
    }
}
