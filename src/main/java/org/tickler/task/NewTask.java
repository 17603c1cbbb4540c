package org.tickler.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;

/** What is known of a task when it is first written down. */
public record NewTask(
        PersonId ownerId,
        String title,
        String fingerprint,
        TaskState state,
        @Nullable PersonId assigneeId,
        @Nullable Due due,
        boolean followUp,
        Priority priority,
        List<String> tags,
        double confidence) {
    public NewTask {
        tags = List.copyOf(tags);
    }
}
