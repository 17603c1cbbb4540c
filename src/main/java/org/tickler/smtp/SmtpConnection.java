package org.tickler.smtp;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * One kept connection to the server, opened and opened again as needed. For one thread at a time.
 * The thread must not be interrupted: that would close the connection in the middle of a mail.
 */
public final class SmtpConnection implements AutoCloseable {
    private static final int LONGEST_ANSWER = 500;
    private static final int CLOSING = 421;

    /** Some servers end a session that brings too many; none minds a new one now and then. */
    private static final int MOST_MAILS = 200;

    private final SmtpSender sender;
    private @Nullable SmtpTransport transport;
    private int mails;

    SmtpConnection(SmtpSender sender) {
        this.sender = sender;
    }

    /**
     * Hands {@code raw} over to its recipient, to the addresses in its Cc, and to {@code copies}.
     * The recipient decides: a copy that is refused is left out.
     *
     * @param envelopeFrom where failures come back to; empty for nowhere (RFC 5321, 4.5.5)
     */
    public Delivery send(
            String envelopeFrom, EmailAddress recipient, byte[] raw, EmailAddress... copies) {
        if (mails >= MOST_MAILS) {
            close();
        }
        boolean kept = transport != null;
        Delivery delivery = sendNow(envelopeFrom, recipient, raw, copies);
        if (outOfStep(delivery)) {
            close();
        }
        // Servers end a session that is kept too long, with 421, without a word or by forgetting
        // it; only a fresh one tells whether they mean the mail. Not behind the dot: it may be
        // there.
        boolean again = kept && !isOpen() && !(delivery instanceof Delivery.Doubtful);
        return again ? sendNow(envelopeFrom, recipient, raw, copies) : delivery;
    }

    private Delivery sendNow(
            String envelopeFrom, EmailAddress recipient, byte[] raw, EmailAddress... copies) {
        try {
            return sendOnce(envelopeFrom, recipient, raw, copies);
        } catch (MessagingException e) {
            return failed(e, recipient);
        }
    }

    /**
     * Whether this may be the answer to something that was said before: a server that once says a
     * line too many is a line behind for the rest of the session, and one mail would get what was
     * meant for another. Only a fresh connection tells whether it was meant.
     */
    private static boolean outOfStep(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Refused _ -> true;
            case Delivery.Deferred(String answer) ->
                    answer.startsWith("2") || answer.startsWith("3");
            case Delivery.Accepted _, Delivery.Doubtful _, Delivery.Unavailable _ -> false;
        };
    }

    /** Whether a session with the server is kept for the next mail. */
    public boolean isOpen() {
        return transport != null;
    }

    private Delivery sendOnce(
            String envelopeFrom, EmailAddress recipient, byte[] raw, EmailAddress... copies)
            throws MessagingException {
        SmtpTransport open = transport;
        if (open == null) {
            try {
                open = sender.connect();
            } catch (MessagingException e) {
                return new Delivery.Unavailable(reason(e), isSignIn(e));
            }
            transport = open;
        }
        var message = new RawMessage(sender.session(), raw);
        message.setEnvelopeFrom(envelopeFrom.isEmpty() ? "<>" : envelopeFrom);
        Address to = new InternetAddress(recipient.value());
        List<Address> all = copies(message, copies);
        open.begin();
        mails++;
        if (all.isEmpty()) {
            return deliver(open, message, to);
        }
        all.add(to);
        try {
            return deliver(open, message, all.toArray(Address[]::new));
        } catch (MessagingException e) {
            if (open.isWhole() || refusal(e, recipient) != null || !hasRefusal(e)) {
                throw e;
            }
            return deliver(open, message, to);
        }
    }

    private static List<Address> copies(RawMessage message, EmailAddress... others)
            throws MessagingException {
        var all = new ArrayList<>(message.copies());
        for (EmailAddress other : others) {
            all.add(new InternetAddress(other.value()));
        }
        return all;
    }

    private static Delivery deliver(SmtpTransport open, RawMessage message, Address... to)
            throws MessagingException {
        open.sendMessage(message, to);
        return new Delivery.Accepted(cut(open.getLastServerResponse()));
    }

    /** Sorts a failure by what the server said (RFC 5321, 4.2.1). */
    private Delivery failed(MessagingException e, EmailAddress recipient) {
        boolean whole = transport != null && transport.isWhole();
        SMTPAddressFailedException address = refusal(e, recipient);
        if (address == null) {
            address = find(e, SMTPAddressFailedException.class);
        }
        if (address != null) {
            return byCode(address.getReturnCode(), answer(address), true, false);
        }
        SMTPSendFailedException send = find(e, SMTPSendFailedException.class);
        if (send != null) {
            return byCode(send.getReturnCode(), answer(send), false, whole);
        }
        close();
        return broken(reason(e), whole);
    }

    private Delivery byCode(int code, String answer, boolean recipient, boolean whole) {
        if (code < 0 || code == CLOSING) {
            close();
        }
        if (code < 0) {
            return broken(answer, whole);
        }
        if (whole && code < 400) {
            // Not what is said to the end of a mail: the server is out of step with us.
            close();
            return new Delivery.Doubtful(answer);
        }
        // 530 and 535 speak of us, not of this mail (RFC 4954, 6).
        if (code == 530 || code == 535) {
            close();
            return new Delivery.Unavailable(answer, true);
        }
        return code >= 500 && code < 600
                ? new Delivery.Refused(answer, recipient)
                : new Delivery.Deferred(answer);
    }

    private static Delivery broken(String reason, boolean whole) {
        return whole ? new Delivery.Doubtful(reason) : new Delivery.Deferred(reason);
    }

    /** Not where the server cannot look the password up for a moment (RFC 4954, 6: 454). */
    private static boolean isSignIn(MessagingException e) {
        return e instanceof AuthenticationFailedException && !answer(e).startsWith("4");
    }

    private static boolean hasRefusal(MessagingException e) {
        return find(e, SMTPAddressFailedException.class) != null;
    }

    private static @Nullable SMTPAddressFailedException refusal(
            MessagingException e, EmailAddress recipient) {
        for (Exception next = e;
                next instanceof MessagingException failure;
                next = failure.getNextException()) {
            if (failure instanceof SMTPAddressFailedException refused
                    && refused.getAddress().getAddress().equalsIgnoreCase(recipient.value())) {
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
        SmtpTransport open = transport;
        transport = null;
        mails = 0;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException e) {
                // It was broken already, and nothing depends on a clean end.
                return;
            }
        }
    }
}
