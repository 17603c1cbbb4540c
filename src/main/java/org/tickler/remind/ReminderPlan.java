package org.tickler.remind;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tickler.people.Person;
import org.tickler.remind.Slot.Reason;
import org.tickler.task.Due;
import org.tickler.task.Task;

/**
 * Which reminders a task has ahead of it, for the person who is reminded. Pure. Moments are
 * computed in that person's zone; a moment that does not exist on a day of changing clocks is taken
 * as the zone rules say (java.time).
 */
public final class ReminderPlan {
    /** How long before a moment the last reminder comes. */
    private static final int MINUTES_BEFORE_A_MOMENT = 60;

    private static final int HOURS_THAT_ARE_NEAR = 4;

    private ReminderPlan() {}

    /**
     * The slots later than {@code now}, soonest first; none for a task that is finished, proposed
     * or merged.
     */
    public static List<Slot> of(Task task, Person reader, ReminderPolicy policy, Instant now) {
        if (!task.state().isActive()) {
            return List.of();
        }
        var slots = new TreeMap<Instant, Slot>();
        Due due = task.due();
        if (due != null) {
            add(slots, ahead(due, reader, policy), Reason.AHEAD);
            add(slots, onTheDay(due, reader), task.isOthers() ? Reason.CHASE : Reason.DUE);
            add(slots, beforeTheMoment(due, reader), Reason.DUE);
            for (Instant again : overdue(due, reader, policy, now)) {
                add(slots, again, task.isOthers() ? Reason.CHASE : Reason.OVERDUE);
            }
        }
        Instant snoozed = task.snoozedUntil();
        if (snoozed != null) {
            slots.headMap(snoozed, true).clear();
            slots.put(snoozed, new Slot(snoozed, Reason.SNOOZE));
        }
        Instant quiet = task.mutedUntil();
        if (quiet != null) {
            slots.headMap(quiet, true).clear();
        }
        slots.headMap(now, true).clear();
        return new ArrayList<>(
                slots.values().stream().sorted(Comparator.comparing(Slot::at)).toList());
    }

    private static void add(TreeMap<Instant, Slot> slots, @Nullable Instant at, Reason reason) {
        if (at != null) {
            slots.putIfAbsent(at, new Slot(at, reason));
        }
    }

    /** A window is announced when it opens, a day or moment some working days before. */
    private static @Nullable Instant ahead(Due due, Person reader, ReminderPolicy policy) {
        LocalDate start = due.start();
        if (start != null) {
            return at(reader, reader.hours().workDayFrom(start));
        }
        if (policy.aheadWorkDays() == 0) {
            return null;
        }
        return at(reader, reader.hours().plusWorkDays(due.date(), -policy.aheadWorkDays()));
    }

    /** None for a moment of that morning: the reminder an hour before it is near enough. */
    private static @Nullable Instant onTheDay(Due due, Person reader) {
        LocalTime time = due.time();
        boolean soon =
                time != null && time.isBefore(reader.defaultTime().plusHours(HOURS_THAT_ARE_NEAR));
        return soon ? null : at(reader, due.date());
    }

    private static @Nullable Instant beforeTheMoment(Due due, Person reader) {
        LocalTime time = due.time();
        return time == null
                ? null
                : due.date()
                        .atTime(time)
                        .minusMinutes(MINUTES_BEFORE_A_MOMENT)
                        .atZone(reader.zone())
                        .toInstant();
    }

    /**
     * The growing gaps after the due, as far as the first one or two that lie ahead of {@code now}.
     */
    private static List<Instant> overdue(
            Due due, Person reader, ReminderPolicy policy, Instant now) {
        var moments = new ArrayList<Instant>();
        for (int days : policy.overdueDays()) {
            moments.add(at(reader, reader.hours().workDayFrom(due.date().plusDays(days))));
        }
        if (moments.isEmpty()) {
            return moments;
        }
        LocalDate last = due.date().plusDays(policy.overdueDays().getLast());
        long behind =
                Math.max(
                        0,
                        java.time.temporal.ChronoUnit.DAYS.between(
                                last, now.atZone(reader.zone()).toLocalDate()));
        long gaps = behind / policy.lastGapDays() + 1;
        moments.add(
                at(reader, reader.hours().workDayFrom(last.plusDays(gaps * policy.lastGapDays()))));
        return moments;
    }

    private static Instant at(Person reader, LocalDate day) {
        return day.atTime(reader.defaultTime()).atZone(reader.zone()).toInstant();
    }
}
