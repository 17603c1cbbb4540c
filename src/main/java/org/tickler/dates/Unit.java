package org.tickler.dates;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.tickler.dates.FoundDate.Grain;

/** A calendar unit, and the span of it that a day lies in. */
enum Unit {
    MINUTE,
    HOUR,
    DAY,
    WORKDAY,
    WEEK,
    FORTNIGHT,
    MONTH,
    QUARTER,
    YEAR;

    static Unit of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** {@code date} moved by {@code count} of this unit; minutes and hours do not move a day. */
    LocalDate move(LocalDate date, long count) {
        return switch (this) {
            case MINUTE, HOUR -> date;
            case DAY -> date.plusDays(count);
            case WORKDAY -> moveWorkdays(date, count);
            case WEEK -> date.plusWeeks(count);
            case FORTNIGHT -> date.plusWeeks(2 * count);
            case MONTH -> date.plusMonths(count);
            case QUARTER -> date.plusMonths(3 * count);
            case YEAR -> date.plusYears(count);
        };
    }

    private static LocalDate moveWorkdays(LocalDate date, long count) {
        LocalDate day = date.plusWeeks(count / 5);
        long step = Long.signum(count);
        for (long left = Math.abs(count % 5); left > 0 || isFree(day); ) {
            day = day.plusDays(step == 0 ? 1 : step);
            left -= isFree(day) ? 0 : 1;
        }
        return day;
    }

    private static boolean isFree(LocalDate day) {
        return day.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
    }

    /** The first day of the span of this unit that holds {@code date}; weeks start on Monday. */
    LocalDate first(LocalDate date) {
        return switch (this) {
            case MINUTE, HOUR, DAY, WORKDAY -> date;
            case WEEK, FORTNIGHT -> date.minusDays(date.getDayOfWeek().getValue() - 1L);
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> date.withDayOfYear(1);
        };
    }

    /** The last day of the span that holds {@code date}; of a week the last working day. */
    LocalDate last(LocalDate date) {
        return switch (this) {
            case MINUTE, HOUR, DAY, WORKDAY -> date;
            case WEEK, FORTNIGHT -> first(date).plusDays(4);
            case MONTH -> YearMonth.from(date).atEndOfMonth();
            case QUARTER -> YearMonth.from(first(date)).plusMonths(2).atEndOfMonth();
            case YEAR -> first(date).plusYears(1).minusDays(1);
        };
    }

    Grain grain() {
        return switch (this) {
            case MINUTE, HOUR -> Grain.MINUTE;
            case DAY, WORKDAY -> Grain.DAY;
            case WEEK, FORTNIGHT -> Grain.WEEK;
            case MONTH -> Grain.MONTH;
            case QUARTER -> Grain.QUARTER;
            case YEAR -> Grain.YEAR;
        };
    }
}
