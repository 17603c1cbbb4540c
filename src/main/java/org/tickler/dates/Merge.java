package org.tickler.dates;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.Day.Sort;
import org.tickler.dates.FoundDate.Grain;

/** Joins two names of the same day, such as a weekday and a date, or both ends of a range. */
final class Merge {
    private final Years years;

    Merge(Years years) {
        this.years = years;
    }

    /** The day that both mean together, or null if the second is another day. */
    @Nullable Day join(Day first, Day second) {
        int end = Math.max(first.end(), second.end());
        if (first.isWeek() && second.sort() == Sort.WEEKDAY) {
            return inWeek(first, second, end);
        }
        if (second.isWeek() && first.sort() == Sort.WEEKDAY) {
            return inWeek(second, first, end);
        }
        LocalDate from = first.from();
        if (from != null && first.isSevenDays() && second.sort() == Sort.WEEKDAY) {
            int ahead = dayOfWeek(second).getValue() - from.getDayOfWeek().getValue();
            return second.on(from.plusDays(Math.floorMod(ahead, 7)), Sort.CHOSEN_WEEKDAY, end);
        }
        if (second.sort() == Sort.DEADLINE && first.sort() != Sort.SPAN) {
            return first.until(end);
        }
        boolean vague = first.isWeek() || Day.WEEKEND.equals(first.part());
        if (vague && isExact(second)) {
            return second.until(end);
        }
        return switch (first.sort()) {
            case DEADLINE -> second.until(end);
            case WEEKDAY, CHOSEN_WEEKDAY -> afterWeekday(first, second, end);
            case WORD -> afterWord(first, second, end);
            case CALENDAR, YEARLESS, NUMBERED ->
                    second.isWeekday() ? withWeekday(first, second, end) : null;
            case OFFSET, LONG_OFFSET ->
                    second.sort() == Sort.WEEKDAY ? shifted(first, second, end) : null;
            case MOMENT, SPAN, END -> null;
        };
    }

    /** Whether it is a day or a range of days with their numbers. */
    private static boolean isExact(Day day) {
        return switch (day.sort()) {
            case CALENDAR, YEARLESS -> true;
            case SPAN -> day.grain() == Grain.SPAN && day.part() == null;
            case WORD, WEEKDAY, CHOSEN_WEEKDAY, NUMBERED, OFFSET, LONG_OFFSET -> false;
            case MOMENT, DEADLINE, END -> false;
        };
    }

    /**
     * "Feb 3 - Feb 5", "Monday to Wednesday", "Aug 10 - Nov 12, 2027": null if it runs backwards.
     */
    static @Nullable Day range(Day first, Day last) {
        if (!mayBound(first) || !mayBound(last)) {
            return null;
        }
        LocalDate from = first.date();
        LocalDate to = last.date();
        if (last.isWeekday()) {
            to = from.with(TemporalAdjusters.next(to.getDayOfWeek()));
        } else if (last.sort() == Sort.YEARLESS) {
            to = first.sort() == Sort.CALENDAR ? to.withYear(from.getYear()) : to;
            to = to.isBefore(from) ? to.plusYears(1) : to;
        } else if (first.sort() == Sort.YEARLESS && last.sort() == Sort.CALENDAR) {
            from = from.withYear(to.getYear());
            from = from.isAfter(to) ? from.minusYears(1) : from;
        }
        return from.isBefore(to) ? Day.span(last.end(), from, to, Grain.SPAN) : null;
    }

    private static boolean mayBound(Day day) {
        return switch (day.sort()) {
            case WORD, WEEKDAY, CHOSEN_WEEKDAY, CALENDAR, YEARLESS, NUMBERED -> day.part() == null;
            case OFFSET, LONG_OFFSET, MOMENT, DEADLINE, END, SPAN -> false;
        };
    }

    private static Day inWeek(Day week, Day weekday, int end) {
        LocalDate monday = Unit.WEEK.first(week.date());
        return weekday.on(
                monday.plusDays(dayOfWeek(weekday).getValue() - 1L), Sort.CHOSEN_WEEKDAY, end);
    }

    private @Nullable Day afterWeekday(Day weekday, Day second, int end) {
        return switch (second.sort()) {
            case CALENDAR, YEARLESS -> withWeekday(second, weekday, end);
            case NUMBERED -> {
                LocalDate date =
                        years.weekdayOfMonth(dayOfWeek(weekday), second.date().getDayOfMonth());
                yield date == null ? null : weekday.on(date, Sort.CALENDAR, end);
            }
            case OFFSET, LONG_OFFSET -> shifted(second, weekday, end);
            case WORD ->
                    second.date().getDayOfWeek() == dayOfWeek(weekday) ? second.until(end) : null;
            case SPAN -> second.grain() == Grain.SPAN ? second.until(end) : null;
            case DEADLINE -> weekday.until(end);
            case WEEKDAY, CHOSEN_WEEKDAY, MOMENT, END -> null;
        };
    }

    /** A weekday decides which reading of 7/6 is meant, and which year. */
    private Day withWeekday(Day date, Day weekday, int end) {
        var readings = new ArrayList<LocalDate>();
        readings.add(date.date());
        if (date.other() != null) {
            readings.add(date.other());
        }
        if (date.sort() == Sort.YEARLESS) {
            for (LocalDate reading : List.copyOf(readings)) {
                readings.addAll(years.nearby(reading));
            }
        }
        var fitting =
                readings.stream()
                        .filter(reading -> reading.getDayOfWeek() == dayOfWeek(weekday))
                        .distinct()
                        .toList();
        boolean clear = fitting.size() == 1 || !fitting.isEmpty() && fitting.contains(date.date());
        return clear ? date.on(fitting.getFirst(), Sort.CALENDAR, end) : date.until(end);
    }

    private @Nullable Day afterWord(Day word, Day second, int end) {
        return switch (second.sort()) {
            case CALENDAR, YEARLESS -> second.until(end);
            case WEEKDAY, CHOSEN_WEEKDAY, NUMBERED, WORD ->
                    second.date().equals(word.date())
                                    || second.isWeekday()
                                            && dayOfWeek(second) == word.date().getDayOfWeek()
                            ? word.until(end)
                                    .inThe(word.part() == null ? second.part() : word.part())
                            : null;
            case DEADLINE -> word.until(end);
            case OFFSET, LONG_OFFSET ->
                    word.date().equals(years.today()) ? second.until(end) : null;
            case MOMENT, SPAN, END -> null;
        };
    }

    /** "Monday two weeks from now" lies in that week; with months or years it is the next one. */
    private static Day shifted(Day offset, Day weekday, int end) {
        DayOfWeek wanted = dayOfWeek(weekday);
        LocalDate date = offset.date();
        int ahead = Math.floorMod(wanted.getValue() - date.getDayOfWeek().getValue(), 7);
        LocalDate found =
                offset.sort() == Sort.OFFSET
                        ? Unit.WEEK.first(date).plusDays(wanted.getValue() - 1L)
                        : date.plusDays(ahead);
        return weekday.on(found, Sort.CALENDAR, end);
    }

    private static DayOfWeek dayOfWeek(Day day) {
        return day.date().getDayOfWeek();
    }
}
