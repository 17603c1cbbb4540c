package org.tickler.remind;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.fault.CrashPoint;
import org.tickler.letter.Letter;
import org.tickler.letter.TaskLines;
import org.tickler.outbox.Added;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.outbox.OutboxStore;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.remind.SlotStore.PlannedSlot;
import org.tickler.task.Cause;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/**
 * Turns due slots into mail, each at most once: a slot and its outbox row are settled in one
 * transaction, and the slots that a task missed collapse into one mail. What exceeds a person's
 * limit of the day comes in one list, or waits for the morning. Several nodes may sweep at the same
 * time.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int BATCH = 50;
    private static final int LONGEST_LIST = 100;

    /** "Drop, delegate or split?" is asked after the fourth time. */
    private static final int SNOOZED_OFTEN = 4;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Outbox outbox;
    private final Reminders reminders;
    private final Digests digests;
    private final MailLimits limits;

    public Sweeper(
            Jdbi jdbi,
            InstantSource clock,
            Outbox outbox,
            Reminders reminders,
            Digests digests,
            MailLimits limits) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.outbox = outbox;
        this.reminders = reminders;
        this.digests = digests;
        this.limits = limits;
    }

    /**
     * What one run did.
     *
     * @param reminded mails queued
     * @param collapsed slots that were covered by one of those mails
     * @param dropped slots whose task no longer needs a reminder
     * @param deferred slots that wait for the next morning
     */
    public record SweepReport(int reminded, int collapsed, int dropped, int deferred) {
        static final SweepReport NOTHING = new SweepReport(0, 0, 0, 0);

        SweepReport plus(SweepReport other) {
            return new SweepReport(
                    reminded + other.reminded,
                    collapsed + other.collapsed,
                    dropped + other.dropped,
                    deferred + other.deferred);
        }
    }

    private record Key(TaskId task, PersonId recipient) {}

    /** Sweeps until nothing is due or the run's limit is reached, batch by batch. */
    public SweepReport runOnce() {
        var total = SweepReport.NOTHING;
        while (total.reminded() < limits.perRun()) {
            int left = limits.perRun() - total.reminded();
            SweepReport batch = jdbi.inTransaction(handle -> sweep(handle, Math.min(BATCH, left)));
            if (batch.equals(SweepReport.NOTHING)) {
                break;
            }
            CrashPoint.SWEEP_COMMITTED.pass();
            total = total.plus(batch);
        }
        if (total.deferred() > 0) {
            LOG.atInfo()
                    .addKeyValue("slots", total.deferred())
                    .log("More reminders than a day may have; they wait for the morning");
        }
        return total;
    }

    private SweepReport sweep(Handle handle, int limit) {
        Instant now = clock.instant();
        Map<Key, List<PlannedSlot>> due = new LinkedHashMap<>();
        for (PlannedSlot slot : handle.attach(SlotStore.class).claimDue(now, limit)) {
            due.computeIfAbsent(
                            new Key(slot.taskId(), slot.recipientId()),
                            _ -> new java.util.ArrayList<>())
                    .add(slot);
        }
        var report = SweepReport.NOTHING;
        Map<PersonId, Integer> left = new HashMap<>();
        for (var entry : due.entrySet()) {
            PersonId person = entry.getKey().recipient();
            if (left.computeIfAbsent(person, _ -> left(handle, person, now)) > 0) {
                SweepReport one = remind(handle, entry.getKey(), entry.getValue(), now);
                left.merge(person, -one.reminded(), Integer::sum);
                report = report.plus(one);
            } else {
                left.put(person, Integer.MIN_VALUE);
            }
        }
        for (var entry : left.entrySet()) {
            if (entry.getValue() == Integer.MIN_VALUE) {
                report = report.plus(overflow(handle, entry.getKey(), now));
            }
        }
        if (!due.isEmpty()) {
            CrashPoint.SWEEP_WRITTEN.pass();
        }
        return report;
    }

    /** How many mails the person may still get today. */
    private int left(Handle handle, PersonId id, Instant now) {
        if (limits.perDay() == Integer.MAX_VALUE) {
            return Integer.MAX_VALUE;
        }
        ZoneId zone = new People(handle).get(id).zone();
        Instant midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        int written = handle.attach(OutboxStore.class).writtenTo(id, midnight);
        return Math.max(0, limits.perDay() - written);
    }

    /** All that is due for a person in one list; what has no room in it waits for the morning. */
    private SweepReport overflow(Handle handle, PersonId id, Instant now) {
        SlotStore store = handle.attach(SlotStore.class);
        Person reader = new People(handle).get(id);
        Map<TaskId, List<Long>> due = new LinkedHashMap<>();
        var unwanted = new ArrayList<Long>();
        Map<TaskId, Task> tasks = new LinkedHashMap<>();
        for (PlannedSlot slot : store.claimDueOf(id, now)) {
            Optional<Task> task = handle.attach(TaskStore.class).lock(slot.taskId());
            if (task.isPresent() && wantsReminder(task.get(), now)) {
                due.computeIfAbsent(slot.taskId(), _ -> new ArrayList<>()).add(slot.id());
                tasks.put(slot.taskId(), task.get());
            } else {
                unwanted.add(slot.id());
            }
        }
        if (!unwanted.isEmpty()) {
            store.settle(unwanted, "cancelled", null);
        }
        List<Task> first = tasks.values().stream().limit(LONGEST_LIST).toList();
        Long mail =
                first.isEmpty()
                        ? null
                        : digests.overflow(handle, reader, first, tasks.size() - first.size());
        int settled = 0;
        int deferred = 0;
        for (Task task : tasks.values()) {
            List<Long> ids = due.getOrDefault(task.id(), List.of());
            if (mail != null && first.contains(task)) {
                store.settle(ids, "queued", mail);
                reminders.replan(handle, task, reader, now);
                settled += ids.size();
            } else {
                store.defer(ids, morning(reader, now));
                deferred += ids.size();
            }
        }
        return new SweepReport(mail == null ? 0 : 1, settled, unwanted.size(), deferred);
    }

    private static Instant morning(Person reader, Instant now) {
        LocalDate tomorrow = now.atZone(reader.zone()).toLocalDate().plusDays(1);
        return reader.hours()
                .workDayFrom(tomorrow)
                .atTime(reader.defaultTime())
                .atZone(reader.zone())
                .toInstant();
    }

    private SweepReport remind(Handle handle, Key key, List<PlannedSlot> slots, Instant now) {
        SlotStore store = handle.attach(SlotStore.class);
        Optional<Task> found = handle.attach(TaskStore.class).lock(key.task());
        Person reader = new People(handle).get(key.recipient());
        var mailbox = reader.mailbox();
        if (found.isEmpty() || mailbox.isEmpty() || !wantsReminder(found.get(), now)) {
            store.settle(slots.stream().map(PlannedSlot::id).toList(), "cancelled", null);
            return new SweepReport(0, 0, slots.size(), 0);
        }
        Task task = found.get();
        PlannedSlot last = slots.getLast();
        Long covered = store.coveredBy(task.id(), reader.id(), last.slotAt());
        if (covered != null) {
            store.settle(slots.stream().map(PlannedSlot::id).toList(), "collapsed", covered);
            reminders.replan(handle, task, reader, now);
            return new SweepReport(0, slots.size(), 0, 0);
        }
        var letter =
                new Letter.Reminder(
                        reader,
                        TaskLines.of(handle, 1, task, new People(handle).get(task.ownerId())),
                        Letter.Reason.of(last.reason()),
                        task.snoozeCount() >= SNOOZED_OFTEN);
        var draft =
                Draft.of(
                        "task:" + task.id() + ":reminder",
                        MailPurpose.REMINDER,
                        letter,
                        mailbox.get(),
                        reader.id(),
                        List.of(task),
                        List.of());
        Added added = outbox.add(handle, draft);
        Long outboxId = added instanceof Added.Queued(long id, _) ? id : null;
        List<Long> earlier = slots.stream().limit(slots.size() - 1L).map(PlannedSlot::id).toList();
        if (!earlier.isEmpty()) {
            store.settle(earlier, "collapsed", outboxId);
        }
        // A reminder that waits in the outbox already says what this one would say.
        store.settle(List.of(last.id()), outboxId == null ? "collapsed" : "queued", outboxId);
        if (outboxId != null) {
            handle.attach(HistoryStore.class)
                    .remark(task.id(), now, "reminded", Cause.tickler(), last.reason());
        }
        reminders.replan(handle, task, reader, now);
        return new SweepReport(
                outboxId == null ? 0 : 1, outboxId == null ? slots.size() : earlier.size(), 0, 0);
    }

    private static boolean wantsReminder(Task task, Instant now) {
        Instant snoozed = task.snoozedUntil();
        return task.state().isActive()
                && !task.isMutedAt(now)
                && (snoozed == null || !snoozed.isAfter(now));
    }
}
