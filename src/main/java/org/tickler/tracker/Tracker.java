package org.tickler.tracker;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.invite.EventStore;
import org.tickler.invite.FreeTimes;
import org.tickler.invite.Invites;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.remind.Reminders;
import org.tickler.task.Cause;
import org.tickler.task.Due;
import org.tickler.task.HistoryEntry;
import org.tickler.task.HistoryStore;
import org.tickler.task.NewTask;
import org.tickler.task.Task;
import org.tickler.task.TaskChange;
import org.tickler.task.TaskFields;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;
import org.tickler.task.Transition;
import org.tickler.task.Transitions;

/**
 * Changes tasks with every consequence: the row, the line of history, the reminder slots, the event
 * and its mails, all in the caller's transaction. Nothing else changes a task. Safe for use by many
 * threads.
 */
public final class Tracker {
    /** How long a change can be taken back. */
    private static final Period UNDO = Period.ofDays(7);

    private final InstantSource clock;
    private final Reminders reminders;
    private final Invites invites;

    public Tracker(InstantSource clock, Reminders reminders, Invites invites) {
        this.clock = clock;
        this.reminders = reminders;
        this.invites = invites;
    }

    /**
     * What became of a change.
     *
     * @param remarks sentences for the receipt, such as who was invited
     */
    public record Applied(Transition transition, List<String> remarks) {
        public Applied {
            remarks = List.copyOf(remarks);
        }
    }

    /** Writes down a new task. */
    public Task add(Handle handle, NewTask fresh, Cause cause, String detail) {
        Instant now = clock.instant();
        TaskStore tasks = handle.attach(TaskStore.class);
        Task task = tasks.find(tasks.insert(fresh, now)).orElseThrow();
        handle.attach(HistoryStore.class)
                .append(task.id(), now, "created", cause, detail, Map.of(), TaskFields.of(task));
        follow(handle, task, Invites.Wish.NONE, now);
        return task;
    }

    public Applied apply(Handle handle, TaskId id, TaskChange change, Cause cause) {
        return apply(handle, id, change, Invites.Wish.NONE, cause);
    }

    /**
     * @throws IllegalArgumentException if there is no such task
     */
    public Applied apply(
            Handle handle, TaskId id, TaskChange change, Invites.Wish wish, Cause cause) {
        Instant now = clock.instant();
        Task task = lock(handle, id);
        Transition transition = Transitions.apply(task, change, now);
        return switch (transition) {
            case Transition.Changed(Task before, Task after) -> {
                write(handle, before, after, change.action(), cause, now);
                var remarks = new ArrayList<String>();
                remarks.addAll(follow(handle, after, wish, now));
                remarks.addAll(clash(handle, before, after, cause, now));
                if (change instanceof TaskChange.Complete) {
                    remarks.addAll(repeat(handle, after, cause));
                }
                yield new Applied(transition, remarks);
            }
            case Transition.Unchanged(Task same, _) when !wish.equals(Invites.Wish.NONE) ->
                    new Applied(transition, follow(handle, same, wish, now));
            case Transition.Unchanged _, Transition.Refused _ -> new Applied(transition, List.of());
        };
    }

    /**
     * Takes guests off the event of a task; they alone are told.
     *
     * @return a sentence for the receipt
     */
    public String uninvite(
            Handle handle, TaskId id, List<EventStore.Attendee> guests, Cause cause) {
        Task task = lock(handle, id);
        for (EventStore.Attendee guest : guests) {
            note(handle, id, "uninvited", guest.address().value(), cause);
        }
        return invites.uninvite(handle, task, guests, clock.instant());
    }

    /** Keeps words with a task; nothing else changes. */
    public void note(Handle handle, TaskId id, String action, String words, Cause cause) {
        handle.attach(HistoryStore.class).remark(id, clock.instant(), action, cause, words);
    }

    /**
     * Takes back what {@code actor} last did to these tasks with one message, as far as nothing
     * else has changed the same fields since.
     *
     * @return what was put back; empty if there was nothing to undo
     */
    public List<Applied> undo(
            Handle handle, Collection<TaskId> tasks, PersonId actor, Cause cause) {
        Instant now = clock.instant();
        HistoryStore history = handle.attach(HistoryStore.class);
        Instant since = now.minus(UNDO);
        var candidates = new ArrayList<HistoryEntry>();
        for (TaskId id : new LinkedHashSet<>(tasks)) {
            candidates.addAll(history.undoable(id, actor, since));
        }
        HistoryEntry last =
                candidates.stream().max((a, b) -> Long.compare(a.id(), b.id())).orElse(null);
        if (last == null) {
            return List.of();
        }
        var undone = new ArrayList<Applied>();
        candidates.stream()
                .filter(entry -> sameCause(entry, last))
                .sorted((a, b) -> Long.compare(b.id(), a.id()))
                .forEach(entry ->
                        takeBack(handle, history, entry, cause, now).ifPresent(undone::add));
        return undone;
    }

    private static boolean sameCause(HistoryEntry entry, HistoryEntry last) {
        return last.messageRow() == null
                ? entry.id() == last.id()
                : last.messageRow().equals(entry.messageRow());
    }

    private java.util.Optional<Applied> takeBack(
            Handle handle, HistoryStore history, HistoryEntry entry, Cause cause, Instant now) {
        Task task = lock(handle, entry.taskId());
        Map<String, String> current = TaskFields.of(task);
        boolean untouched =
                entry.after().entrySet().stream()
                        .allMatch(field -> field.getValue().equals(current.get(field.getKey())));
        if (!untouched) {
            return java.util.Optional.empty();
        }
        Transition transition =
                Transitions.apply(task, new TaskChange.Restore(entry.before()), now);
        if (transition instanceof Transition.Changed(Task before, Task after)) {
            history.markUndone(entry.id());
            write(handle, before, after, "undo", cause, now);
            return java.util.Optional.of(
                    new Applied(transition, follow(handle, after, Invites.Wish.NONE, now)));
        }
        return java.util.Optional.empty();
    }

    private void write(
            Handle handle, Task before, Task after, String action, Cause cause, Instant now) {
        if (handle.attach(TaskStore.class).update(after) != 1) {
            throw new IllegalStateException(after.id() + " was changed by somebody else meanwhile");
        }
        handle.attach(HistoryStore.class)
                .append(
                        after.id(),
                        now,
                        action,
                        cause,
                        "",
                        TaskFields.difference(before, after),
                        TaskFields.difference(after, before));
    }

    /** Only the owner is told what stands in the owner's calendar. */
    private static List<String> clash(
            Handle handle, Task before, Task after, Cause cause, Instant now) {
        boolean told =
                after.ownerId().equals(cause.actorId())
                        && !Objects.equals(before.due(), after.due());
        return told
                ? FreeTimes.remarks(handle, after, new People(handle).get(after.ownerId()), now)
                : List.of();
    }

    /** Slots and events follow the task. */
    private List<String> follow(Handle handle, Task task, Invites.Wish wish, Instant now) {
        var people = new People(handle);
        Person owner = people.get(task.ownerId());
        PersonId assigneeId = task.assigneeId();
        @Nullable Person assignee = assigneeId == null ? null : people.get(assigneeId);
        reminders.replan(handle, task, owner, now);
        return invites.sync(handle, task, owner, assignee, wish, now);
    }

    /** A repeated task that is done comes again as a new one. */
    private List<String> repeat(Handle handle, Task done, Cause cause) {
        String rule = done.repeatRule();
        if (rule == null) {
            return List.of();
        }
        Person owner = new People(handle).get(done.ownerId());
        Due due = done.due();
        LocalDate from =
                due != null ? due.date() : clock.instant().atZone(owner.zone()).toLocalDate();
        var next = Recurrence.next(rule, from);
        if (next.isEmpty()) {
            return List.of(
                    "The rule \""
                            + rule
                            + "\" was not understood, so the task does not come again.");
        }
        Due again =
                due != null && due.time() != null
                        ? Due.moment(next.get(), due.time())
                        : Due.day(next.get());
        TaskStore tasks = handle.attach(TaskStore.class);
        Task fresh =
                add(
                        handle,
                        new NewTask(
                                done.ownerId(),
                                done.title(),
                                tasks.fingerprint(done.id()),
                                done.isOthers()
                                        ? org.tickler.task.TaskState.WAITING
                                        : org.tickler.task.TaskState.OPEN,
                                done.assigneeId(),
                                again,
                                done.followUp(),
                                done.priority(),
                                done.tags(),
                                1),
                        cause,
                        "repeats " + done.id());
        apply(handle, fresh.id(), new TaskChange.Repeat(rule), cause);
        return List.of("It comes again as " + fresh.id() + ", due " + next.get() + ".");
    }

    private static Task lock(Handle handle, TaskId id) {
        return handle.attach(TaskStore.class)
                .lock(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no task " + id));
    }
}
