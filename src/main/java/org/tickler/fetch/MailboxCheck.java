package org.tickler.fetch;

import java.util.ArrayList;
import java.util.List;
import org.tickler.config.MailboxSettings;

/** Tries a mailbox out without changing anything. */
public final class MailboxCheck {
    /** In bytes. */
    public static final int LARGEST = 5 << 20;

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

    /** A whole message and its UID. */
    public record Found(long uid, byte[] raw) {}

    /**
     * The UID of the last message in the folder, or 0.
     *
     * @throws ImapFailure with the reason and a remedy
     */
    public static long lastUid(MailboxSettings mailbox) {
        try (ImapConnection connection = ImapConnection.open(mailbox)) {
            return connection.after(0).stream()
                    .mapToLong(ImapConnection.Listed::uid)
                    .max()
                    .orElse(0);
        }
    }

    /**
     * What came after {@code uid}, lowest first, without what is larger than {@link #LARGEST}.
     *
     * @throws ImapFailure with the reason and a remedy
     */
    public static List<Found> after(MailboxSettings mailbox, long uid) {
        try (ImapConnection connection = ImapConnection.open(mailbox)) {
            List<Long> uids =
                    connection.after(uid).stream()
                            .filter(listed -> listed.size() <= LARGEST)
                            .map(ImapConnection.Listed::uid)
                            .limit(50)
                            .toList();
            var found = new ArrayList<Found>();
            if (!uids.isEmpty()) {
                for (ImapConnection.Fetched fetched : connection.fetch(uids)) {
                    byte[] raw = fetched.raw();
                    if (raw != null) {
                        found.add(new Found(fetched.uid(), raw));
                    }
                }
            }
            return found;
        }
    }
}
