package org.tickler.invite;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.people.Person;
import org.tickler.task.Due;
import org.tickler.task.Task;

/**
 * How a task should stand in calendars: a moment becomes a meeting, a day or a window a tentative
 * hold for the owner that blocks no time.
 */
record EventPlan(EventTime time, boolean tentative, String summary) {
    static final Duration USUAL_LENGTH = Duration.ofHours(1);

    /**
     * Empty for a task that does not belong in a calendar or has no date.
     *
     * @param assignee who must act: named in the summary where it is not the owner
     * @param zone the owner's, in which the due is written
     * @param length of a meeting; null means the usual hour
     */
    static Optional<EventPlan> of(
            Task task, @Nullable Person assignee, ZoneId zone, @Nullable Duration length) {
        Due due = task.due();
        if (!task.state().isActive() || !task.followUp() || due == null) {
            return Optional.empty();
        }
        LocalTime time = due.time();
        if (time != null) {
            Instant start = due.date().atTime(time).atZone(zone).toInstant();
            return Optional.of(
                    new EventPlan(
                            new EventTime.Timed(
                                    start, start.plus(length == null ? USUAL_LENGTH : length)),
                            false,
                            summary(task, assignee)));
        }
        LocalDate first = due.start() != null ? due.start() : due.date();
        return Optional.of(
                new EventPlan(
                        new EventTime.AllDay(first, due.date().plusDays(1)),
                        true,
                        summary(task, assignee)));
    }

    private static String summary(Task task, @Nullable Person assignee) {
        String name = assignee == null ? "" : assignee.name();
        return assignee == null
                        || !task.isOthers()
                        || task.title().regionMatches(true, 0, name, 0, name.length())
                ? task.title()
                : assignee.name() + ": " + task.title();
    }

    /** Whether it is over at {@code now}; days end with the day in {@code zone}. */
    static boolean isPast(EventTime time, ZoneId zone, Instant now) {
        return switch (time) {
            case EventTime.Timed(_, Instant end) -> !end.isAfter(now);
            case EventTime.AllDay(_, LocalDate end) ->
                    !end.atStartOfDay(zone).toInstant().isAfter(now);
        };
    }
}
