package org.tickler.fetch;

import org.tickler.config.MailboxSettings;

/** Tries a mailbox out without changing anything. */
public final class MailboxCheck {
    private MailboxCheck() {}

    /**
     * Signs in and opens the folder.
     *
     * @return how many messages it holds
     * @throws ImapFailure with the reason and a remedy
     */
    public static int open(MailboxSettings mailbox) {
        try (ImapConnection connection = ImapConnection.open(mailbox)) {
            return connection.count();
        }
    }

    /**
     * Whether a message with this Message-ID lies in the folder now.
     *
     * @throws ImapFailure with the reason and a remedy
     */
    public static boolean holds(MailboxSettings mailbox, String messageId) {
        try (ImapConnection connection = ImapConnection.open(mailbox)) {
            return connection.holds(messageId);
        }
    }
}
