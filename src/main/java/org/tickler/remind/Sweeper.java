package org.tickler.remind;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tickler.fault.CrashPoint;
import org.tickler.letter.Letter;
import org.tickler.letter.TaskLines;
import org.tickler.outbox.Added;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
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
 * transaction, and the slots that a task missed collapse into one mail. Several nodes may sweep at
 * the same time.
 */
public final class Sweeper {
    private static final int BATCH = 50;

    /** "Drop, delegate or split?" is asked after the fourth time. */
    private static final int SNOOZED_OFTEN = 4;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Outbox outbox;
    private final Reminders reminders;

    public Sweeper(Jdbi jdbi, InstantSource clock, Outbox outbox, Reminders reminders) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.outbox = outbox;
        this.reminders = reminders;
    }

    /**
     * What one run did.
     *
     * @param reminded mails queued
     * @param collapsed slots that were covered by one of those mails
     * @param dropped slots whose task no longer needs a reminder
     */
    public record SweepReport(int reminded, int collapsed, int dropped) {
        SweepReport plus(SweepReport other) {
            return new SweepReport(
                    reminded + other.reminded,
                    collapsed + other.collapsed,
                    dropped + other.dropped);
        }
    }

    private record Key(TaskId task, PersonId recipient) {}

    /** Sweeps until nothing is due, batch by batch. */
    public SweepReport runOnce() {
        var total = new SweepReport(0, 0, 0);
        while (true) {
            SweepReport batch = jdbi.inTransaction(this::sweep);
            if (batch.equals(new SweepReport(0, 0, 0))) {
                return total;
            }
            CrashPoint.SWEEP_COMMITTED.pass();
            total = total.plus(batch);
        }
    }

    private SweepReport sweep(Handle handle) {
        Instant now = clock.instant();
        Map<Key, List<PlannedSlot>> due = new LinkedHashMap<>();
        for (PlannedSlot slot : handle.attach(SlotStore.class).claimDue(now, BATCH)) {
            due.computeIfAbsent(
                            new Key(slot.taskId(), slot.recipientId()),
                            _ -> new java.util.ArrayList<>())
                    .add(slot);
        }
        var report = new SweepReport(0, 0, 0);
        for (var entry : due.entrySet()) {
            report = report.plus(remind(handle, entry.getKey(), entry.getValue(), now));
        }
        if (!due.isEmpty()) {
            CrashPoint.SWEEP_WRITTEN.pass();
        }
        return report;
    }

    private SweepReport remind(Handle handle, Key key, List<PlannedSlot> slots, Instant now) {
        SlotStore store = handle.attach(SlotStore.class);
        Optional<Task> found = handle.attach(TaskStore.class).lock(key.task());
        Person reader = new People(handle).get(key.recipient());
        var mailbox = reader.mailbox();
        if (found.isEmpty() || mailbox.isEmpty() || !wantsReminder(found.get(), now)) {
            store.settle(slots.stream().map(PlannedSlot::id).toList(), "cancelled", null);
            return new SweepReport(0, 0, slots.size());
        }
        Task task = found.get();
        PlannedSlot last = slots.getLast();
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
                outboxId == null ? 0 : 1, outboxId == null ? slots.size() : earlier.size(), 0);
    }

    private static boolean wantsReminder(Task task, Instant now) {
        Instant snoozed = task.snoozedUntil();
        return task.state().isActive()
                && !task.isMutedAt(now)
                && (snoozed == null || !snoozed.isAfter(now));
    }
}
