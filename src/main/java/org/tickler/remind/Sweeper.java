package org.tickler.remind;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.fault.CrashPoint;
import org.tickler.outbox.Outbox;
import org.tickler.outbox.OutboxStore;
import org.tickler.people.People;
import org.tickler.people.PeopleCache;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.remind.SlotStore.PlannedSlot;
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
    private static final int BATCH = 100;
    private static final int LONGEST_LIST = 100;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Outbox outbox;
    private final Reminders reminders;
    private final Digests digests;
    private final MailLimits limits;
    private final PeopleCache people = new PeopleCache();

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

    record Key(TaskId task, PersonId recipient) {}

    /** Sweeps until nothing is due or the run's limit is reached, batch by batch. */
    public SweepReport runOnce() {
        return runOnce(() -> {});
    }

    /**
     * The same.
     *
     * @param mailsWait called whenever there are new mails, which can leave while more are written
     */
    public SweepReport runOnce(Runnable mailsWait) {
        var total = SweepReport.NOTHING;
        while (total.reminded() < limits.perRun()) {
            int left = limits.perRun() - total.reminded();
            SweepReport batch = jdbi.inTransaction(handle -> sweep(handle, Math.min(BATCH, left)));
            if (batch.equals(SweepReport.NOTHING)) {
                break;
            }
            CrashPoint.SWEEP_COMMITTED.pass();
            if (batch.reminded() > 0) {
                mailsWait.run();
            }
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
            due.computeIfAbsent(new Key(slot.taskId(), slot.recipientId()), _ -> new ArrayList<>())
                    .add(slot);
        }
        if (due.isEmpty()) {
            return SweepReport.NOTHING;
        }
        var batch =
                new SweepBatch(handle, people.read(handle), outbox, reminders, now, due.keySet());
        // A task that somebody is at just now keeps its slots for the next run.
        due.keySet().removeIf(key -> !batch.has(key.task()));
        var report = SweepReport.NOTHING;
        Map<PersonId, Integer> left = left(handle, batch.people(), now);
        for (Map<Key, List<PlannedSlot>> wave = wave(due, left);
                !wave.isEmpty();
                wave = wave(due, left)) {
            report = report.plus(batch.remind(wave, left));
        }
        Set<PersonId> overflowing = new LinkedHashSet<>();
        due.keySet().forEach(key -> overflowing.add(key.recipient()));
        for (PersonId person : overflowing) {
            report = report.plus(overflow(handle, person, now));
        }
        CrashPoint.SWEEP_WRITTEN.pass();
        return report;
    }

    /** Takes out of what is due as much as everybody may still get, should all of it be mailed. */
    private static Map<Key, List<PlannedSlot>> wave(
            Map<Key, List<PlannedSlot>> due, Map<PersonId, Integer> left) {
        Map<Key, List<PlannedSlot>> wave = new LinkedHashMap<>();
        Map<PersonId, Integer> room = new HashMap<>(left);
        for (var entry : due.entrySet()) {
            PersonId person = entry.getKey().recipient();
            if (room.getOrDefault(person, 0) > 0) {
                room.merge(person, -1, Integer::sum);
                wave.put(entry.getKey(), entry.getValue());
            }
        }
        due.keySet().removeAll(wave.keySet());
        return wave;
    }

    /** How many mails each of these people may still get today. */
    private Map<PersonId, Integer> left(Handle handle, Collection<Person> people, Instant now) {
        Map<PersonId, Integer> left = new HashMap<>();
        people.forEach(person -> left.put(person.id(), limits.perDay()));
        if (limits.perDay() == Integer.MAX_VALUE) {
            return left;
        }
        long[] midnights =
                people.stream()
                        .map(Person::zone)
                        .mapToLong(zone ->
                                now.atZone(zone).toLocalDate().atStartOfDay(zone).toEpochSecond())
                        .toArray();
        handle.attach(OutboxStore.class)
                .writtenTo(
                        people.stream().mapToLong(person -> person.id().value()).toArray(),
                        midnights)
                .forEach(written -> left.merge(written.personId(), -written.mails(), Integer::sum));
        return left;
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

    static boolean wantsReminder(Task task, Instant now) {
        Instant snoozed = task.snoozedUntil();
        return task.state().isActive()
                && !task.isMutedAt(now)
                && (snoozed == null || !snoozed.isAfter(now));
    }
}
