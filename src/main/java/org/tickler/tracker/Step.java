package org.tickler.tracker;

import java.util.List;
import org.tickler.invite.EventStore;
import org.tickler.invite.Invites;
import org.tickler.people.Person;
import org.tickler.task.TaskChange;
import org.tickler.task.TaskId;

/** What one command comes down to, once its task, day and person are known. */
sealed interface Step {
    TaskId task();

    /**
     * @param remarks sentences for the receipt, such as "moved to the next working day"
     */
    record Change(TaskId task, TaskChange change, Invites.Wish wish, List<String> remarks)
            implements Step {
        Change(TaskId task, TaskChange change) {
            this(task, change, List.of());
        }

        Change(TaskId task, TaskChange change, List<String> remarks) {
            this(task, change, Invites.Wish.NONE, remarks);
        }
    }

    record Note(TaskId task, String words) implements Step {}

    record Nudge(TaskId task, Person person) implements Step {}

    /**
     * @param guests who are invited and no longer shall be
     */
    record Uninvite(TaskId task, List<EventStore.Attendee> guests) implements Step {
        public Uninvite {
            guests = List.copyOf(guests);
        }
    }

    record Undo(TaskId task) implements Step {}

    record Seen(TaskId task) implements Step {}
}
