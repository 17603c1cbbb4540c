package org.tickler.dates;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Completes dates that lack a year or a month: the nearest that can be meant. A day of the last
 * weeks stays in the past, unless the words or the caller say that it lies ahead.
 */
final class Years {
    private static final int RECENT_DAYS = 60;
    private static final int LEAP_CYCLE = 8;
    private static final int MONTHS_AHEAD = 48;

    private final LocalDate today;
    private final boolean ahead;

    /**
     * @param ahead whether a date without a year always lies ahead
     */
    Years(LocalDate today, boolean ahead) {
        this.today = today;
        this.ahead = ahead;
    }

    /** The day of this month and day that is meant, or null if no year has it. */
    @Nullable LocalDate monthDay(int month, int day) {
        LocalDate next = from(month, day, today.getYear(), 1, today);
        if (ahead || next == null) {
            return next;
        }
        LocalDate last = from(month, day, today.getYear(), -1, today.minusDays(1));
        boolean recent = last != null && last.isAfter(today.minusDays(RECENT_DAYS));
        return recent && next.isAfter(today) ? last : next;
    }

    private static @Nullable LocalDate from(
            int month, int day, int year, int step, LocalDate bound) {
        for (int n = 0; n <= LEAP_CYCLE; n++) {
            LocalDate date = NumericDates.date(year + n * step, month, day);
            if (date != null && (step > 0 ? !date.isBefore(bound) : !date.isAfter(bound))) {
                return date;
            }
        }
        return null;
    }

    /** The year of a month named alone: this one's until the month is over. */
    YearMonth month(Month month) {
        YearMonth named = YearMonth.of(today.getYear(), month);
        return named.isBefore(YearMonth.from(today)) ? named.plusYears(1) : named;
    }

    /** "the 14th": the next such day, today included in nothing but the month after. */
    @Nullable LocalDate dayOfMonth(int day) {
        YearMonth month = YearMonth.from(today);
        for (int n = 0; n <= 2; n++) {
            YearMonth candidate = month.plusMonths(n);
            if (candidate.isValidDay(day) && candidate.atDay(day).isAfter(today)) {
                return candidate.atDay(day);
            }
        }
        return null;
    }

    /** "Monday 21": the nearest month from this one on in which the days agree. */
    @Nullable LocalDate weekdayOfMonth(DayOfWeek weekday, int day) {
        YearMonth month = YearMonth.from(today);
        for (int n = 0; n < MONTHS_AHEAD; n++) {
            YearMonth candidate = month.plusMonths(n);
            boolean past =
                    n == 0
                            && ahead
                            && candidate.isValidDay(day)
                            && candidate.atDay(day).isBefore(today);
            if (!past
                    && candidate.isValidDay(day)
                    && candidate.atDay(day).getDayOfWeek() == weekday) {
                return candidate.atDay(day);
            }
        }
        return null;
    }
}
