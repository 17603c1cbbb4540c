package org.tickler.remind;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.fault.CrashPoint;
import org.tickler.outbox.Outbox;
import org.tickler.outbox.OutboxStore;
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
    private static final int BATCH = 250;

    /**
     * The recipients are shared out, the same way on every node: a share is swept by one at a time,
     * so that nobody gets more mails than a day may have because two counted at once.
     */
    private static final int SHARES = 3;

    private static final int LONGEST_LIST = 100;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Outbox outbox;
    private final Reminders reminders;
    private final Digests digests;
    private final MailLimits limits;
    private final PeopleCache people = new PeopleCache();
    private final AtomicInteger runs = new AtomicInteger();

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
     * @param mailsWait called whenever there are new mails, which can leave while more are written;
     *     by several threads at once
     */
    public SweepReport runOnce(Runnable mailsWait) {
        int due =
                jdbi.withHandle(handle ->
                        handle.attach(SlotStore.class).countDue(clock.instant(), BATCH + 1));
        var left = new AtomicInteger(limits.perRun());
        // Each run begins with another share: what a run may write could be used up by the first.
        int first = runs.getAndUpdate(run -> (run + 1) % SHARES);
        var shares = IntStream.range(0, due == 0 ? 0 : SHARES).map(i -> (first + i) % SHARES);
        // While the database writes the mails of one share, those of another are worded; not where
        // they would take what the run may still write from each other.
        boolean atOnce = due > BATCH && limits.perRun() > SHARES * BATCH;
        SweepReport total =
                (atOnce ? shares.parallel() : shares)
                        .mapToObj(share -> sweep(share, left, mailsWait))
                        .reduce(SweepReport.NOTHING, SweepReport::plus);
        if (total.deferred() > 0) {
            LOG.atInfo()
                    .addKeyValue("slots", total.deferred())
                    .log("More reminders than a day may have; they wait for the morning");
        }
        return total;
    }

    /** Sweeps a share of the recipients until nothing is due or the run may write no more. */
    private SweepReport sweep(int share, AtomicInteger left, Runnable mailsWait) {
        var total = SweepReport.NOTHING;
        while (true) {
            int most = Math.min(BATCH, left.getAndUpdate(n -> n - Math.min(BATCH, n)));
            SweepReport batch =
                    most == 0
                            ? SweepReport.NOTHING
                            : jdbi.inTransaction(handle -> sweep(handle, share, most));
            left.addAndGet(most - batch.reminded());
            if (batch.equals(SweepReport.NOTHING)) {
                return total;
            }
            CrashPoint.SWEEP_COMMITTED.pass();
            if (batch.reminded() > 0) {
                mailsWait.run();
            }
            total = total.plus(batch);
        }
    }

    private SweepReport sweep(Handle handle, int share, int most) {
        Instant now = clock.instant();
        SlotStore slots = handle.attach(SlotStore.class);
        if (!slots.take(share)) {
            return SweepReport.NOTHING;
        }
        Map<Key, List<PlannedSlot>> due = new LinkedHashMap<>();
        for (PlannedSlot slot : slots.claimDue(now, share, SHARES, most)) {
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
        Set<PersonId> overflowing = new HashSet<>();
        due.keySet().forEach(key -> overflowing.add(key.recipient()));
        for (Person person : batch.people()) {
            if (overflowing.contains(person.id())) {
                report = report.plus(overflow(handle, person, now));
            }
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
    private SweepReport overflow(Handle handle, Person reader, Instant now) {
        SlotStore store = handle.attach(SlotStore.class);
        Map<TaskId, List<Long>> due = new LinkedHashMap<>();
        for (PlannedSlot slot : store.claimDueOf(reader.id(), now)) {
            due.computeIfAbsent(slot.taskId(), _ -> new ArrayList<>()).add(slot.id());
        }
        Map<TaskId, Task> free =
                handle
                        .attach(TaskStore.class)
                        .lockFree(due.keySet().stream().mapToLong(TaskId::value).toArray())
                        .stream()
                        .collect(Collectors.toMap(Task::id, task -> task));
        var tasks = new ArrayList<Task>();
        var unwanted = new ArrayList<Long>();
        due.forEach((id, ids) -> {
            Task task = free.get(id);
            if (task != null && wantsReminder(task, now)) {
                tasks.add(task);
            } else if (task != null) {
                unwanted.addAll(ids);
            }
        });
        if (!unwanted.isEmpty()) {
            store.settle(unwanted, "cancelled", null);
        }
        List<Task> first = tasks.stream().limit(LONGEST_LIST).toList();
        Long mail =
                first.isEmpty()
                        ? null
                        : digests.overflow(handle, reader, first, tasks.size() - first.size());
        int settled = 0;
        int deferred = 0;
        for (Task task : tasks) {
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
