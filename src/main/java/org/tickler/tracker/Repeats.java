package org.tickler.tracker;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;
import org.tickler.task.TaskStore.Known;

/**
 * Which known task a candidate of a source repeats: told loosely among those of the same thing,
 * such as an earlier version of a note, and strictly among all others.
 */
final class Repeats {
    private static final int SIMILAR = 20;

    private final TaskStore tasks;
    private final PersonId owner;
    private final List<Known> group;

    /**
     * @param groupKey what the source and its other versions share; may be empty
     */
    Repeats(TaskStore tasks, PersonId owner, String groupKey) {
        this.tasks = tasks;
        this.owner = owner;
        this.group = groupKey.isEmpty() ? List.of() : tasks.ofGroup(owner, groupKey);
    }

    /**
     * The task most alike, if one is alike enough.
     *
     * @param taken tasks that another candidate of this source repeats already
     */
    Optional<TaskId> of(@Nullable PersonId assignee, String fingerprint, Set<TaskId> taken) {
        var best = new Best(assignee, fingerprint, taken);
        for (Known task : group) {
            best.offer(task, Likeness.SAME_SOURCE);
        }
        for (Known task : tasks.similar(owner, fingerprint, SIMILAR)) {
            best.offer(task, Likeness.ANY_SOURCE);
        }
        return Optional.ofNullable(best.task);
    }

    /** The most alike task so far; two different assignees never share a task. */
    private static final class Best {
        private final @Nullable PersonId assignee;
        private final String fingerprint;
        private final Set<TaskId> taken;
        private double score;
        @Nullable TaskId task;

        Best(@Nullable PersonId assignee, String fingerprint, Set<TaskId> taken) {
            this.assignee = assignee;
            this.fingerprint = fingerprint;
            this.taken = taken;
        }

        void offer(Known offered, double threshold) {
            boolean others =
                    assignee != null
                            && offered.assigneeId() != null
                            && !assignee.equals(offered.assigneeId());
            if (others || taken.contains(offered.id())) {
                return;
            }
            double likeness = Likeness.of(fingerprint, offered.fingerprint());
            if (likeness >= threshold && likeness > score) {
                score = likeness;
                task = offered.id();
            }
        }
    }
}
