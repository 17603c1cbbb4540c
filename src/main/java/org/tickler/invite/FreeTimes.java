package org.tickler.invite;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tickler.availability.BusyStore;
import org.tickler.availability.BusyStore.Reading;
import org.tickler.availability.FreeSlots;
import org.tickler.calendar.BusyTime;
import org.tickler.calendar.EventTime;
import org.tickler.letter.Letter;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.task.Due;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/**
 * Whether the owner is free, by the calendar they keep elsewhere and by our own events, and when
 * everybody could. Reads the database only. What it says is for the owner alone: it names their
 * private appointments.
 */
public final class FreeTimes {
    /** What a calendar said longer ago may be wrong. */
    private static final Duration TRUSTED = Duration.ofDays(3);

    private static final int SLOTS = 3;
    private static final int DAYS_AROUND = 14;
    private static final int MOST_EVENTS = 1_000;
    private static final int NAMED = 3;
    private static final DateTimeFormatter ANSWER =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private FreeTimes() {}

    /** The answer that moves a task to {@code start}, as the owner would type it. */
    public static String answer(Instant start, ZoneId zone) {
        return "due " + ANSWER.format(start.atZone(zone)).toLowerCase(Locale.ROOT);
    }

    /** The same, to be numbered in a mail. */
    public static Letter.Offer offer(Instant start, ZoneId zone) {
        return new Letter.Offer(new EventTime.Timed(start, start), answer(start, zone));
    }

    /**
     * Up to three times within a window at which everybody concerned works and the owner is free;
     * none where the owner's own calendar is unknown.
     *
     * @param last inclusive, as {@code first}
     */
    public static List<Instant> slots(
            Handle handle, Task task, Person owner, LocalDate first, LocalDate last, Instant now) {
        Optional<Reading> reading = handle.attach(BusyStore.class).reading(owner.id());
        Instant readAt = reading.map(Reading::readAt).orElse(null);
        Instant covered = reading.map(Reading::coversUntil).orElse(null);
        if (readAt == null || covered == null || readAt.plus(TRUSTED).isBefore(now)) {
            return List.of();
        }
        ZoneId zone = owner.zone();
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate known = covered.atZone(zone).toLocalDate().minusDays(1);
        LocalDate from = first.isBefore(today) ? today : first;
        LocalDate to = last.isAfter(known) ? known : last;
        Instant start = from.atStartOfDay(zone).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(zone).toInstant();
        if (!start.isBefore(end)) {
            return List.of();
        }
        return FreeSlots.find(
                people(handle, task, owner),
                busy(handle, task, owner, start, end),
                from,
                to,
                length(handle, task),
                SLOTS,
                now);
    }

    /** A sentence that names what the owner has at that time; empty if they are free. */
    public static Optional<String> clash(
            Handle handle, Task task, Person owner, Instant start, Instant end) {
        List<BusyTime> busy = busy(handle, task, owner, start, end);
        if (busy.isEmpty()) {
            return Optional.empty();
        }
        String names =
                busy.stream()
                        .limit(NAMED)
                        .map(time -> name(time, owner.zone()))
                        .collect(Collectors.joining(", "));
        String more = busy.size() > NAMED ? ", and " + (busy.size() - NAMED) + " more" : "";
        return Optional.of("You are not free then: " + names + more + ".");
    }

    /**
     * What to say to the owner about the moment a task was given: a clash, and other times. Nothing
     * for a task without a moment, and where the owner is free.
     */
    public static List<String> remarks(Handle handle, Task task, Person owner, Instant now) {
        Due due = task.due();
        LocalTime time = due == null ? null : due.time();
        if (due == null || time == null || !task.followUp() || !task.state().isActive()) {
            return List.of();
        }
        Instant start = due.date().atTime(time).atZone(owner.zone()).toInstant();
        Instant end = start.plus(length(handle, task));
        var remarks = new ArrayList<String>();
        clash(handle, task, owner, start, end).ifPresent(remarks::add);
        if (!remarks.isEmpty()) {
            List<Instant> slots =
                    slots(handle, task, owner, due.date(), due.date().plusDays(DAYS_AROUND), now);
            if (!slots.isEmpty()) {
                remarks.add(offer(slots, owner.zone()));
            }
        }
        return remarks;
    }

    /**
     * What the owner should know about a time that somebody proposes.
     *
     * @param clash a sentence, or empty where the owner is free
     * @param slots other times, if there is a clash
     */
    public record Offer(String clash, List<Instant> slots) {
        public Offer {
            slots = List.copyOf(slots);
        }
    }

    /** Whether the owner is free at a proposed time, and when else. Days clash with nothing. */
    public static Offer about(
            Handle handle, Task task, Person owner, EventTime proposed, Instant now) {
        if (proposed instanceof EventTime.Timed(Instant start, Instant end)) {
            Optional<String> clash = clash(handle, task, owner, start, end);
            LocalDate day = start.atZone(owner.zone()).toLocalDate();
            if (clash.isPresent()) {
                return new Offer(
                        clash.get(),
                        slots(handle, task, owner, day, day.plusDays(DAYS_AROUND), now));
            }
        }
        return new Offer("", List.of());
    }

    /** A sentence with the answers that would take these times. */
    private static String offer(List<Instant> slots, ZoneId zone) {
        return slots.stream()
                .map(start -> "\"" + answer(start, zone) + "\"")
                .collect(
                        Collectors.joining(
                                ", ", "Everybody works and you are free at these times: ", "."));
    }

    private static String name(BusyTime time, ZoneId zone) {
        ZonedDateTime start = time.start().atZone(zone);
        ZonedDateTime end = time.end().atZone(zone);
        boolean whole =
                start.toLocalTime().equals(LocalTime.MIDNIGHT)
                        && end.toLocalTime().equals(LocalTime.MIDNIGHT);
        String what = time.summary().isBlank() ? "an appointment" : "“" + time.summary() + "”";
        if (whole) {
            return what + " (all day)";
        }
        boolean sameDay = start.toLocalDate().equals(end.toLocalDate());
        return what
                + " ("
                + (sameDay ? TIME : DAY_AND_TIME).format(start)
                + " to "
                + (sameDay ? TIME : DAY_AND_TIME).format(end)
                + ")";
    }

    /**
     * The task's own event may stand in the owner's calendar too; it does not clash with itself.
     */
    private static List<BusyTime> busy(
            Handle handle, Task task, Person owner, Instant from, Instant to) {
        EventStore events = handle.attach(EventStore.class);
        Set<String> own = new HashSet<>();
        events.of(task.id()).forEach(event -> own.add(event.uid().toLowerCase(Locale.ROOT)));
        Map<String, BusyTime> busy = new LinkedHashMap<>();
        for (BusyTime time : handle.attach(BusyStore.class).busy(owner.id(), from, to)) {
            if (!own.contains(time.uid())) {
                busy.put(time.uid() + time.start(), time);
            }
        }
        for (BusyTime time : planned(handle, events, task, owner, from, to)) {
            busy.putIfAbsent(time.uid() + time.start(), time);
        }
        return List.copyOf(busy.values());
    }

    /** What other tasks have put into the owner's calendar. */
    private static List<BusyTime> planned(
            Handle handle, EventStore events, Task task, Person owner, Instant from, Instant to) {
        Map<TaskId, BusyTime> times = new HashMap<>();
        LocalDate day = from.atZone(owner.zone()).toLocalDate();
        for (CalendarEvent event : events.standing(from, to, day, day, MOST_EVENTS)) {
            if (event.time() instanceof EventTime.Timed(Instant start, Instant end)
                    && start.isBefore(end)
                    && event.state() == CalendarEvent.State.ACTIVE
                    && !event.tentative()
                    && !event.taskId().equals(task.id())) {
                times.put(
                        event.taskId(),
                        new BusyTime(
                                start, end, event.uid().toLowerCase(Locale.ROOT), event.summary()));
            }
        }
        if (times.isEmpty()) {
            return List.of();
        }
        return handle.attach(TaskStore.class).all(List.copyOf(times.keySet())).stream()
                .filter(other -> other.ownerId().equals(owner.id()))
                .map(other -> times.get(other.id()))
                .toList();
    }

    private static List<Person> people(Handle handle, Task task, Person owner) {
        var ids = new java.util.LinkedHashSet<PersonId>();
        ids.add(owner.id());
        PersonId assignee = task.assigneeId();
        if (assignee != null) {
            ids.add(assignee);
        }
        EventStore events = handle.attach(EventStore.class);
        events.active(task.id())
                .ifPresent(event ->
                        events.attendees(event.id()).stream()
                                .filter(one -> one.state().equals("invited"))
                                .forEach(one -> {
                                    if (one.personId() != null) {
                                        ids.add(one.personId());
                                    }
                                }));
        var people = new People(handle);
        return ids.stream().map(people::get).toList();
    }

    private static Duration length(Handle handle, Task task) {
        return handle.attach(EventStore.class)
                .active(task.id())
                .filter(event -> event.time() instanceof EventTime.Timed)
                .map(event ->
                        event.time() instanceof EventTime.Timed(Instant start, Instant end)
                                ? Duration.between(start, end)
                                : EventPlan.USUAL_LENGTH)
                .filter(Duration::isPositive)
                .orElse(EventPlan.USUAL_LENGTH);
    }
}
