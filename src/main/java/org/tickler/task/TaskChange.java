package org.tickler.task;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;

/** What can be done to a task; each is one line of its history. */
public sealed interface TaskChange {
    /** A proposed task is taken on. */
    record Confirm() implements TaskChange {}

    /** The task is none, or no longer wanted. */
    record Drop(@Nullable String reason) implements TaskChange {}

    record Complete() implements TaskChange {}

    record Reopen() implements TaskChange {}

    /** Moves the reminder, not the due. */
    record Snooze(Instant until) implements TaskChange {}

    /** Sets the due, or takes it away with null. */
    record SetDue(@Nullable Due due) implements TaskChange {}

    record Assign(PersonId assignee) implements TaskChange {}

    record SetPriority(Priority priority) implements TaskChange {}

    record SetTags(List<String> added, List<String> removed) implements TaskChange {
        public SetTags {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    record Rename(String title) implements TaskChange {}

    record SetFollowUp(boolean followUp) implements TaskChange {}

    /** Sets the recurrence rule, or takes it away with null. */
    record Repeat(@Nullable String rule) implements TaskChange {}

    /** No reminders until then. */
    record Mute(Instant until) implements TaskChange {}

    record MergeInto(TaskId target) implements TaskChange {}

    /** Puts the named fields back to earlier values (see {@link TaskFields}). */
    record Restore(Map<String, String> fields) implements TaskChange {
        public Restore {
            fields = Map.copyOf(fields);
        }
    }

    /** The word of the history line, such as {@code set-due}. */
    default String action() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
