package org.tickler.task;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;

/**
 * One action item. Immutable: {@link Transitions} makes the changed copy.
 *
 * @param assigneeId who must act; null means nobody yet; never null while WAITING
 * @param due in the owner's zone; null where there is none
 * @param followUp whether it belongs in a calendar
 * @param repeatRule the rule as its owner wrote it, or null
 * @param snoozedUntil no reminder before this instant, or null
 * @param snoozeCount how often it was put off
 * @param mutedUntil no reminders at all before this instant ({@link Instant#MAX} is stored as the
 *     year 9999), or null
 * @param mergedInto the task it turned out to repeat, or null
 * @param confidence of the extraction, 0 to 1; 1 for what a person entered
 * @param finishedAt set exactly while the state is finished
 * @param version rises with every change
 */
public record Task(
        TaskId id,
        PersonId ownerId,
        String title,
        TaskState state,
        @Nullable PersonId assigneeId,
        @Nullable Due due,
        boolean followUp,
        Priority priority,
        List<String> tags,
        @Nullable String repeatRule,
        @Nullable Instant snoozedUntil,
        int snoozeCount,
        @Nullable Instant mutedUntil,
        @Nullable TaskId mergedInto,
        double confidence,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant finishedAt,
        int version) {
    public Task {
        tags = List.copyOf(tags);
    }

    /** Whether somebody else than the owner must act. */
    public boolean isOthers() {
        return assigneeId != null && !assigneeId.equals(ownerId);
    }

    public boolean isMutedAt(Instant now) {
        return mutedUntil != null && mutedUntil.isAfter(now);
    }
}
