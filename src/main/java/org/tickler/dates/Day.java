package org.tickler.dates;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.FoundDate.Grain;

/**
 * A day or span that words name.
 *
 * @param end index of the first lexeme behind them
 * @param time set only where the words name a moment by themselves ("in 2 hours")
 * @param part the part of the day they name ("tonight"), or null
 */
record Day(
        int end,
        LocalDate date,
        @Nullable LocalDate from,
        Grain grain,
        Sort sort,
        @Nullable LocalDate other,
        @Nullable LocalTime time,
        @Nullable String part) {
    /** The part of a week, not of a day, that a weekend is. */
    static final String WEEKEND = "weekend";

    /** How the day is named, which decides what may be added to it. */
    enum Sort {
        /** "today", "tomorrow". */
        WORD,
        /** "Friday". */
        WEEKDAY,
        /** "next Friday". */
        CHOSEN_WEEKDAY,
        /** "4 March 2026", "2026-03-04", "Easter". */
        CALENDAR,
        /** "4 March": the year is inferred. */
        YEARLESS,
        /** "the 14th". */
        NUMBERED,
        /** "in three days", "in two weeks". */
        OFFSET,
        /** "in two months", "in a year". */
        LONG_OFFSET,
        /** "now", "in 2 hours". */
        MOMENT,
        /** "EOD". */
        DEADLINE,
        /** "end of the month": nothing is added to it. */
        END,
        /** "next week", "Jan 8-10". */
        SPAN
    }

    static Day of(int end, LocalDate date, Sort sort) {
        return new Day(end, date, null, Grain.DAY, sort, null, null, null);
    }

    static Day span(int end, LocalDate from, LocalDate to, Grain grain) {
        return new Day(end, to, from, grain, Sort.SPAN, null, null, null);
    }

    static Day moment(int end, LocalDate date, LocalTime time) {
        return new Day(end, date, null, Grain.MINUTE, Sort.MOMENT, null, time, null);
    }

    Day until(int newEnd) {
        return new Day(newEnd, date, from, grain, sort, other, time, part);
    }

    Day on(LocalDate newDate, Sort newSort, int newEnd) {
        return new Day(newEnd, newDate, null, Grain.DAY, newSort, null, null, part);
    }

    Day with(@Nullable LocalDate otherReading) {
        return new Day(end, date, from, grain, sort, otherReading, time, part);
    }

    Day yearless() {
        return new Day(end, date, from, grain, Sort.YEARLESS, other, time, part);
    }

    Day inThe(@Nullable String newPart) {
        return new Day(end, date, from, grain, sort, other, time, newPart);
    }

    /** What "before" it means: the day before, but the end of a span or of a distance stays. */
    Day dayBefore() {
        if (from != null) {
            return of(end, from.minusDays(1), Sort.CALENDAR);
        }
        if (sort == Sort.DEADLINE || sort == Sort.OFFSET || sort == Sort.END) {
            return this;
        }
        LocalDate othersEve = other == null ? null : other.minusDays(1);
        return new Day(end, date.minusDays(1), null, grain, sort, othersEve, null, part);
    }

    /** Whether day and month are named. */
    boolean isWritten() {
        return sort == Sort.CALENDAR || sort == Sort.YEARLESS;
    }

    boolean isWeekday() {
        return sort == Sort.WEEKDAY || sort == Sort.CHOSEN_WEEKDAY;
    }

    /** Seven days that need not begin on a Monday, such as the first week of a month. */
    boolean isSevenDays() {
        return grain == Grain.SPAN && from != null && from.plusDays(6).equals(date);
    }

    boolean isWeek() {
        return sort == Sort.SPAN && grain == Grain.WEEK;
    }
}
