package org.tickler.remind;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tickler.people.Person;
import org.tickler.remind.SlotStore.NewSlot;
import org.tickler.remind.SlotStore.PlannedSlot;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/** Keeps the planned slots of a task in step with it, within the caller's transaction. */
public final class Reminders {
    private static final int MOST_TASKS = 100_000;

    private final ReminderPolicy policy;

    public Reminders(ReminderPolicy policy) {
        this.policy = policy;
    }

    /**
     * A task whose slots are planned anew.
     *
     * @param task as it is now; nobody else can change it
     * @param reader the one who is reminded: the owner
     */
    record Planned(Task task, Person reader) {}

    /**
     * Plans anew what lies ahead of {@code now}; {@code reader} is the one who is reminded: the
     * owner.
     */
    public void replan(Handle handle, Task task, Person reader, Instant now) {
        replan(handle, List.of(new Planned(task, reader)), now);
    }

    /** The same for all unfinished tasks of an owner whose zone, hours or days off have changed. */
    public void replanAll(Handle handle, Person owner, Instant now) {
        replan(
                handle,
                handle.attach(TaskStore.class).unfinished(owner.id(), MOST_TASKS).stream()
                        .map(task -> new Planned(task, owner))
                        .toList(),
                now);
    }

    /** The same for many tasks. Only what differs from the plan is written. */
    void replan(Handle handle, Collection<Planned> planned, Instant now) {
        Map<TaskId, Planned> last = new LinkedHashMap<>();
        planned.forEach(one -> last.put(one.task().id(), one));
        if (last.isEmpty()) {
            return;
        }
        SlotStore store = handle.attach(SlotStore.class);
        Map<TaskId, List<PlannedSlot>> stand =
                store.plannedOf(last.keySet().stream().mapToLong(TaskId::value).toArray()).stream()
                        .collect(Collectors.groupingBy(PlannedSlot::taskId));
        var wrong = new ArrayList<Long>();
        var missing = new ArrayList<NewSlot>();
        for (Planned one : last.values()) {
            Set<NewSlot> wanted = wanted(one, now);
            Set<NewSlot> there = new HashSet<>();
            for (PlannedSlot slot : stand.getOrDefault(one.task().id(), List.of())) {
                var same =
                        new NewSlot(
                                slot.taskId(), slot.recipientId(), slot.slotAt(), slot.reason());
                boolean due = one.task().state().isActive() && !slot.slotAt().isAfter(now);
                if (wanted.contains(same)) {
                    there.add(same);
                } else if (!due) {
                    wrong.add(slot.id());
                }
            }
            wanted.stream().filter(slot -> !there.contains(slot)).forEach(missing::add);
        }
        if (!wrong.isEmpty()) {
            store.cancel(wrong.stream().mapToLong(Long::longValue).toArray());
        }
        if (!missing.isEmpty()) {
            store.plan(missing);
        }
    }

    private Set<NewSlot> wanted(Planned one, Instant now) {
        return ReminderPlan.of(one.task(), one.reader(), policy, now).stream()
                .map(slot ->
                        new NewSlot(
                                one.task().id(),
                                one.reader().id(),
                                slot.at(),
                                slot.reason().word()))
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }
}
