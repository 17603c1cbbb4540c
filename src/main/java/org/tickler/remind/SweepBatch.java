package org.tickler.remind;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.Letter;
import org.tickler.letter.TaskLine;
import org.tickler.letter.TaskLines;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.Added;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.people.Everybody;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.remind.SlotStore.PlannedSlot;
import org.tickler.remind.Sweeper.Key;
import org.tickler.remind.Sweeper.SweepReport;
import org.tickler.task.Cause;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/**
 * The tasks and people of some due slots, read at once, and the mails they become, written at once:
 * the database is asked as often for a hundred reminders as for one. Within the caller's
 * transaction, in which the tasks are locked.
 */
final class SweepBatch {
    /** "Drop, delegate or split?" is asked after the fourth time. */
    private static final int SNOOZED_OFTEN = 4;

    private final Handle handle;
    private final Outbox outbox;
    private final Reminders reminders;
    private final Instant now;
    private final SlotStore slots;
    private final Map<TaskId, Task> tasks = new HashMap<>();
    private final Everybody everybody;
    private final Map<PersonId, Person> people = new HashMap<>();

    SweepBatch(
            Handle handle,
            Everybody everybody,
            Outbox outbox,
            Reminders reminders,
            Instant now,
            Collection<Key> keys) {
        this.handle = handle;
        this.everybody = everybody;
        this.outbox = outbox;
        this.reminders = reminders;
        this.now = now;
        this.slots = handle.attach(SlotStore.class);
        handle.attach(TaskStore.class)
                .lockFree(keys.stream().mapToLong(key -> key.task().value()).distinct().toArray())
                .forEach(task -> tasks.put(task.id(), task));
        keys.forEach(key ->
                everybody
                        .byId(key.recipient())
                        .ifPresent(person -> people.put(person.id(), person)));
    }

    /** Whether the task is ours to speak of. */
    boolean has(TaskId task) {
        return tasks.containsKey(task);
    }

    /** Those to whom the slots belong. */
    Collection<Person> people() {
        return people.values();
    }

    /** What becomes of each slot. */
    private static final class Fates {
        private final List<Long> ids = new ArrayList<>();
        private final List<String> states = new ArrayList<>();
        private final List<Long> mails = new ArrayList<>();

        void add(PlannedSlot slot, String state, @Nullable Long mail) {
            ids.add(slot.id());
            states.add(state);
            mails.add(mail == null ? 0 : mail);
        }

        void write(SlotStore store) {
            store.settle(
                    ids.stream().mapToLong(Long::longValue).toArray(),
                    states.toArray(String[]::new),
                    mails.stream().mapToLong(Long::longValue).toArray());
        }
    }

    /** The slots of a task for one person, and whom and what they are about. */
    private record Group(Task task, Person reader, NamedAddress mailbox, List<PlannedSlot> due) {
        PlannedSlot last() {
            return due.getLast();
        }
    }

    /**
     * Writes a mail for each of these, unless one has said the same or it is not wanted any more.
     *
     * @param left how many more mails each person may get; counted down
     */
    SweepReport remind(Map<Key, List<PlannedSlot>> wave, Map<PersonId, Integer> left) {
        var fates = new Fates();
        var groups = new ArrayList<Group>();
        int dropped = 0;
        for (var entry : wave.entrySet()) {
            Task task = tasks.get(entry.getKey().task());
            Person reader = people.get(entry.getKey().recipient());
            NamedAddress mailbox = reader == null ? null : reader.mailbox().orElse(null);
            if (task == null
                    || reader == null
                    || mailbox == null
                    || !Sweeper.wantsReminder(task, now)) {
                entry.getValue().forEach(slot -> fates.add(slot, "cancelled", null));
                dropped += entry.getValue().size();
            } else {
                groups.add(new Group(task, reader, mailbox, entry.getValue()));
            }
        }
        int collapsed = 0;
        var open = new ArrayList<Group>();
        Map<Long, Long> covered = covered(groups);
        for (Group group : groups) {
            Long mail = covered.get(group.last().id());
            if (mail == null) {
                open.add(group);
            } else {
                group.due().forEach(slot -> fates.add(slot, "collapsed", mail));
                collapsed += group.due().size();
            }
        }
        var remarks = new ArrayList<HistoryStore.Remark>();
        List<Added> results = outbox.addAll(handle, drafts(open));
        for (int i = 0; i < open.size(); i++) {
            Group group = open.get(i);
            Long mail = results.get(i) instanceof Added.Queued(long id, _) ? id : null;
            List<PlannedSlot> earlier = group.due().subList(0, group.due().size() - 1);
            earlier.forEach(slot -> fates.add(slot, "collapsed", mail));
            // A reminder that waits in the outbox already says what this one would say.
            fates.add(group.last(), mail == null ? "collapsed" : "queued", mail);
            collapsed += mail == null ? group.due().size() : earlier.size();
            if (mail != null) {
                remarks.add(new HistoryStore.Remark(group.task().id(), group.last().reason()));
                left.merge(group.reader().id(), -1, Integer::sum);
            }
        }
        fates.write(slots);
        if (!remarks.isEmpty()) {
            handle.attach(HistoryStore.class).remarkAll(remarks, now, "reminded", Cause.tickler());
        }
        reminders.replan(
                handle,
                groups.stream()
                        .map(group -> new Reminders.Planned(group.task(), group.reader()))
                        .toList(),
                now);
        return new SweepReport(remarks.size(), collapsed, dropped, 0);
    }

    /** The mails that have said already what these would say, by the last slot. */
    private Map<Long, Long> covered(List<Group> groups) {
        Map<Long, Long> mails = new HashMap<>();
        if (!groups.isEmpty()) {
            slots.covered(groups.stream().mapToLong(group -> group.last().id()).toArray())
                    .forEach(found -> mails.put(found.slot(), found.mail()));
        }
        return mails;
    }

    private List<Draft> drafts(List<Group> groups) {
        if (groups.isEmpty()) {
            return List.of();
        }
        Map<TaskId, TaskLine> lines =
                TaskLines.single(
                        handle, Set.copyOf(groups.stream().map(Group::task).toList()), everybody);
        var drafts = new ArrayList<Draft>();
        for (Group group : groups) {
            Task task = group.task();
            TaskLine line = lines.get(task.id());
            if (line == null) {
                throw new IllegalStateException("no line of task " + task.id());
            }
            drafts.add(
                    Draft.of(
                            "task:" + task.id() + ":reminder",
                            MailPurpose.REMINDER,
                            new Letter.Reminder(
                                    group.reader(),
                                    line,
                                    Letter.Reason.of(group.last().reason()),
                                    task.snoozeCount() >= SNOOZED_OFTEN),
                            group.mailbox(),
                            group.reader().id(),
                            List.of(task),
                            List.of()));
        }
        return drafts;
    }
}
