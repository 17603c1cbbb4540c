package org.tickler.outbox;

import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;

/** What became of a draft. */
public sealed interface Added {
    /** It leaves once the transaction is committed. */
    record Queued(long outboxId, MessageId id) implements Added {}

    /** A mail of this cause to this recipient waits already; nothing was added. */
    record AlreadyOpen() implements Added {}

    /**
     * Mail to this address came back, and the owner has not allowed it again; nothing was added.
     */
    record Unreachable(EmailAddress address) implements Added {}

    /** The owner has not approved this address; nothing was added. */
    record NotApproved(EmailAddress address) implements Added {}
}
