package org.tickler.mail;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What sort of mail it is, with what the sort implies. Immutable. */
public sealed interface MailVerdict {
    /** The kind, as the command line names it. */
    MailKind kind();

    /** A person's mail, or a note: tasks may be in it. */
    record Source() implements MailVerdict {
        @Override
        public MailKind kind() {
            return MailKind.SOURCE;
        }
    }

    /** A person's answer to one of our mails. */
    record Reply() implements MailVerdict {
        @Override
        public MailKind kind() {
            return MailKind.REPLY;
        }
    }

    /**
     * Carries an iMIP message.
     *
     * @param part the iCalendar object; where a mail repeats it, the first one with a method
     * @param besides what sort of mail it would be without
     */
    record Calendar(MailPart part, MailVerdict besides) implements MailVerdict {
        @Override
        public MailKind kind() {
            return MailKind.CALENDAR;
        }
    }

    /**
     * A mail could not be delivered, is late, or (RFC 3464, action delivered) has arrived; a
     * complaint (RFC 5965) counts as not deliverable.
     *
     * @param recipients whom it concerns, as far as it could be read
     * @param originalMessageId the Message-ID of the mail that was sent, if it could be found
     */
    record Bounce(List<Recipient> recipients, @Nullable MessageId originalMessageId)
            implements MailVerdict {
        public Bounce {
            recipients = List.copyOf(recipients);
        }

        @Override
        public MailKind kind() {
            return MailKind.BOUNCE;
        }

        public Optional<MessageId> original() {
            return Optional.ofNullable(originalMessageId);
        }
    }

    /**
     * One recipient of a bounce.
     *
     * @param address the address that failed
     * @param original the address it was sent to, where a forward on the way changed it, else the
     *     same as {@code address}
     * @param status the enhanced status code (RFC 3463); {@code 5.0.0} or {@code 4.0.0} where
     *     nothing better is known
     * @param permanent whether the next mail to this address will fail too: class 5, not delayed
     */
    record Recipient(
            EmailAddress address, EmailAddress original, String status, boolean permanent) {
        /** Whether the notice says that the mail has arrived. */
        public boolean delivered() {
            return status.startsWith("2");
        }
    }

    /**
     * A vacation notice, a receipt, a challenge or another automatic answer (RFC 3834, 8098).
     *
     * @param returns the first day the person is back, if the notice names one
     */
    record AutoReply(@Nullable LocalDate returns) implements MailVerdict {
        @Override
        public MailKind kind() {
            return MailKind.AUTO_REPLY;
        }

        public Optional<LocalDate> back() {
            return Optional.ofNullable(returns);
        }
    }

    /** A newsletter, a notification or a mailing list; no command in it is ever obeyed. */
    record Bulk(Sort sort) implements MailVerdict {
        /** What sort of mail to many. */
        public enum Sort {
            /** Sent to subscribers by a firm or a club. */
            NEWSLETTER,
            /** Sent by a program because something happened. */
            NOTIFICATION,
            /** Written by a person to a list of people, so it may ask them for something. */
            MAILING_LIST
        }

        @Override
        public MailKind kind() {
            return MailKind.LIST;
        }
    }

    /** Written by us. */
    record Own() implements MailVerdict {
        @Override
        public MailKind kind() {
            return MailKind.OWN;
        }
    }
}
