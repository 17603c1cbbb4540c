package org.tickler.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.task.Due;
import org.tickler.task.Priority;

/**
 * Something that may become a task.
 *
 * @param title imperative, names resolved, no greeting; never blank, at most 200 characters
 * @param evidence the exact words of the source, white space normalised
 * @param line the 1-based line of the body or note where the evidence starts, or 0 where unknown
 * @param due null where the text names none
 * @param followUp whether it belongs in a calendar: a visit, meeting, call, trip
 * @param confidence 0 to 1
 */
public record Candidate(
        String title,
        String evidence,
        int line,
        AssigneeRef assignee,
        @Nullable Due due,
        boolean followUp,
        CandidateStatus status,
        Priority priority,
        List<String> tags,
        double confidence) {
    public Candidate {
        tags = List.copyOf(tags);
        if (title.isBlank()) {
            throw new IllegalArgumentException("a candidate needs a title");
        }
    }
}
