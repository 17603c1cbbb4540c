package org.tickler.task;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;

/**
 * One line of a task's history: what changed, when and why.
 *
 * @param actorId the person who caused it, or null for Tickler itself
 * @param messageRow the number of the inbound message that caused it, or null
 * @param command the words of the command, or null
 * @param verdict how the sender was recognised (such as "token", "dmarc"), or null
 * @param before the fields that changed, with their values before ({@link TaskFields})
 * @param undone whether a later undo took it back
 */
public record HistoryEntry(
        long id,
        TaskId taskId,
        Instant at,
        String action,
        @Nullable PersonId actorId,
        @Nullable Long messageRow,
        @Nullable String command,
        @Nullable String verdict,
        String detail,
        Map<String, String> before,
        Map<String, String> after,
        boolean undone) {
    public HistoryEntry {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
