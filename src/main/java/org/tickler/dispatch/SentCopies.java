package org.tickler.dispatch;

import org.tickler.mail.MessageId;

/** Looks for a mail of ours where copies of what was sent lie: the account's Sent folder. */
@FunctionalInterface
public interface SentCopies {
    /** What came of looking. */
    enum Found {
        YES,
        NO,
        /** The place could not be looked into now. */
        UNKNOWN,
        /** There is no such place. */
        NOWHERE
    }

    /** For an account that keeps no copies. */
    SentCopies NONE = _ -> Found.NOWHERE;

    /** May take as long as the mailbox's timeout; must not throw. */
    Found find(MessageId id);
}
