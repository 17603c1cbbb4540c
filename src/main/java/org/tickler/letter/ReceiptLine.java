package org.tickler.letter;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.tickler.task.Task;
import org.tickler.task.TaskId;

/** What an answer did to one task. */
public sealed interface ReceiptLine {
    TaskId taskId();

    String title();

    /**
     * The task was changed; the letter names the fields that differ, before and after.
     *
     * @param assigneeBefore the assignee's name, or empty where nobody was it
     * @param assigneeAfter the same of {@code after}
     * @param zone the owner's, in which a due stands; null means the reader's
     */
    record Changed(
            Task before,
            Task after,
            String assigneeBefore,
            String assigneeAfter,
            @Nullable ZoneId zone)
            implements ReceiptLine {
        public Changed(Task before, Task after, String assigneeBefore, String assigneeAfter) {
            this(before, after, assigneeBefore, assigneeAfter, null);
        }

        @Override
        public TaskId taskId() {
            return after.id();
        }

        @Override
        public String title() {
            return after.title();
        }
    }

    /**
     * Nothing changed.
     *
     * @param why a whole sentence, such as "It was already done on Monday 12 January 2026."
     */
    record Unchanged(TaskId taskId, String title, String why) implements ReceiptLine {}

    /**
     * Something happened that is no field of the task: a nudge was sent, a note was kept.
     *
     * @param what a whole sentence
     */
    record Happened(TaskId taskId, String title, String what) implements ReceiptLine {}
}
