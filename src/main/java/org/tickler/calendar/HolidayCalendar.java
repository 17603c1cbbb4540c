package org.tickler.calendar;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tickler.ical.BrokenCalendarException;
import org.tickler.ical.CalendarParser;
import org.tickler.ical.CalendarValues;
import org.tickler.ical.Component;
import org.tickler.ical.ContentLine;
import org.tickler.ical.DayRule;

/**
 * The days off in a calendar that the operator chose, recurrence included. Stateless and safe for
 * use by many threads.
 */
public final class HolidayCalendar {
    private static final int LONGEST = 31;

    private HolidayCalendar() {}

    /**
     * The days between {@code from} and {@code to}, both inclusive, that an event of {@code
     * calendar} covers. Events that cannot be read, of more than 31 days, or that recur more often
     * than daily are left out.
     *
     * @throws UnreadableCalendarException if {@code calendar} is none, or larger than 10 MB
     */
    public static SortedSet<LocalDate> between(byte[] calendar, LocalDate from, LocalDate to) {
        var days = new TreeSet<LocalDate>();
        try {
            Component parsed = CalendarParser.parseWithRules(calendar, StandardCharsets.UTF_8);
            for (Component event : parsed.components("VEVENT")) {
                add(event, from, to, days);
            }
        } catch (BrokenCalendarException broken) {
            throw new UnreadableCalendarException(broken.reason());
        }
        return days;
    }

    private static void add(
            Component event, LocalDate from, LocalDate to, SortedSet<LocalDate> days) {
        LocalDate start = date(event, "DTSTART");
        if (start == null || cancelled(event)) {
            return;
        }
        LocalDate end = date(event, "DTEND");
        long length = end == null ? 1 : Math.max(1, ChronoUnit.DAYS.between(start, end));
        if (length > LONGEST) {
            return;
        }
        SortedSet<LocalDate> starts = starts(event, start, from.minusDays(LONGEST), to);
        for (LocalDate first : starts) {
            for (int i = 0; i < length; i++) {
                LocalDate day = first.plusDays(i);
                if (!day.isBefore(from) && !day.isAfter(to)) {
                    days.add(day);
                }
            }
        }
    }

    private static SortedSet<LocalDate> starts(
            Component event, LocalDate start, LocalDate from, LocalDate to) {
        var starts = new TreeSet<LocalDate>();
        starts.add(start);
        for (ContentLine rule : event.all("RRULE")) {
            DayRule.of(rule.value())
                    .ifPresent(days -> starts.addAll(days.between(start, from, to)));
        }
        event.all("RDATE").forEach(line -> addAll(line, starts));
        var except = new TreeSet<LocalDate>();
        event.all("EXDATE").forEach(line -> addAll(line, except));
        starts.removeAll(except);
        return starts;
    }

    private static void addAll(ContentLine line, SortedSet<LocalDate> days) {
        for (String value : line.value().split(",", 1_000)) {
            CalendarValues.dateTime(value).ifPresent(moment -> days.add(moment.date()));
        }
    }

    private static @Nullable LocalDate date(Component event, String name) {
        return event.first(name)
                .flatMap(line -> CalendarValues.dateTime(line.value()))
                .map(CalendarValues.Moment::date)
                .orElse(null);
    }

    private static boolean cancelled(Component event) {
        return event.first("STATUS")
                .map(line -> line.value().equalsIgnoreCase("CANCELLED"))
                .orElse(false);
    }
}
