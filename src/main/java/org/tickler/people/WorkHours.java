package org.tickler.people;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * When a person works, in their own zone.
 *
 * @param days at least one
 * @param holidays days off that would be working days
 */
public record WorkHours(
        LocalTime start, LocalTime end, Set<DayOfWeek> days, Set<LocalDate> holidays) {
    public static final WorkHours USUAL =
            new WorkHours(
                    LocalTime.of(9, 0),
                    LocalTime.of(17, 0),
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));

    public WorkHours {
        days = Set.copyOf(days);
        holidays = Set.copyOf(holidays);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a person needs one working day at least");
        }
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "working hours must end after they start: " + start + " to " + end);
        }
    }

    /** Without holidays. */
    public WorkHours(LocalTime start, LocalTime end, Set<DayOfWeek> days) {
        this(start, end, days, Set.of());
    }

    public boolean isWorkDay(LocalDate day) {
        return days.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }

    /** {@code day} if it is a working day, else the next one. */
    public LocalDate workDayFrom(LocalDate day) {
        LocalDate next = day;
        while (!isWorkDay(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    /** The working day {@code count} working days before (negative) or after {@code day}. */
    public LocalDate plusWorkDays(LocalDate day, int count) {
        LocalDate moved = day;
        int step = count < 0 ? -1 : 1;
        for (int left = Math.abs(count); left > 0; ) {
            moved = moved.plusDays(step);
            if (isWorkDay(moved)) {
                left--;
            }
        }
        return moved;
    }
}
