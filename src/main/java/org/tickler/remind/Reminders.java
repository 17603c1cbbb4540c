package org.tickler.remind;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.tickler.people.Person;
import org.tickler.task.Task;

/** Keeps the planned slots of a task in step with it, within the caller's transaction. */
public final class Reminders {
    private final ReminderPolicy policy;

    public Reminders(ReminderPolicy policy) {
        this.policy = policy;
    }

    /**
     * Plans anew what lies ahead of {@code now}; {@code reader} is the one who is reminded: the
     * owner.
     */
    public void replan(Handle handle, Task task, Person reader, Instant now) {
        SlotStore slots = handle.attach(SlotStore.class);
        if (task.state().isActive()) {
            slots.cancelAhead(task.id(), now);
        } else {
            slots.cancelAll(task.id());
        }
        for (Slot slot : ReminderPlan.of(task, reader, policy, now)) {
            slots.plan(task.id(), reader.id(), slot.at(), slot.reason().word());
        }
    }
}
