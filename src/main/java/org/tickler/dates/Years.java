package org.tickler.dates;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Completes dates that lack a year or a month: the nearest that can be meant. A day of the last
 * weeks stays in the past, unless the words or the caller say that it lies ahead.
 */
final class Years {
    private static final int RECENT_DAYS = 60;
    private static final int RECENT_MONTHS = 3;
    private static final int RECENT_HOLIDAY_DAYS = 7;
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

    LocalDate today() {
        return today;
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

    /** The same day in the years around, as far as a date without a year may lie away. */
    List<LocalDate> nearby(LocalDate date) {
        return Stream.of(date.minusYears(1), date.plusYears(1))
                .filter(day -> day.getDayOfMonth() == date.getDayOfMonth())
                .filter(day -> day.isAfter(today.minusDays(RECENT_DAYS)))
                .filter(day -> day.isBefore(today.plusYears(1)))
                .toList();
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

    /**
     * The holiday of this rule that is meant.
     *
     * @param step -1 for the last one; otherwise one of the last days, or the next
     */
    LocalDate nearestHoliday(String rule, int step) {
        LocalDate date = holiday(rule, today.getYear());
        LocalDate last = date.isBefore(today) ? date : holiday(rule, today.getYear() - 1);
        LocalDate next = date.isBefore(today) ? holiday(rule, today.getYear() + 1) : date;
        boolean recent = step < 0 && !ahead && last.isAfter(today.minusDays(RECENT_HOLIDAY_DAYS));
        return step == -1 || recent && !next.equals(today) ? last : next;
    }

    /** The year of a month named alone: the running one, a recent one, or the next. */
    YearMonth month(Month month) {
        YearMonth now = YearMonth.from(today);
        YearMonth named = YearMonth.of(now.getYear(), month);
        named = named.isBefore(now) ? named.plusYears(1) : named;
        boolean recent = !ahead && named.minusYears(1).isAfter(now.minusMonths(RECENT_MONTHS + 1L));
        return recent ? named.minusYears(1) : named;
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

    /**
     * The day of a rule: {@code 12-25}, {@code 11/4/4} (the fourth Thursday of November, -1 is the
     * last) or {@code easter}, each with + or - days.
     */
    static LocalDate holiday(String rule, int year) {
        int plus = Math.max(rule.indexOf('+'), rule.startsWith("easter") ? rule.indexOf('-') : -1);
        int shift = plus < 0 ? 0 : Integer.parseInt(rule.substring(plus));
        String base = plus < 0 ? rule : rule.substring(0, plus);
        return day(base, year).plusDays(shift);
    }

    private static LocalDate day(String base, int year) {
        if (base.equals("easter")) {
            return easter(year);
        }
        if (base.contains("/")) {
            String[] parts = base.split("/", -1);
            return YearMonth.of(year, Integer.parseInt(parts[0]))
                    .atDay(1)
                    .with(
                            TemporalAdjusters.dayOfWeekInMonth(
                                    Integer.parseInt(parts[1]),
                                    DayOfWeek.of(Integer.parseInt(parts[2]))));
        }
        String[] parts = base.split("-", -1);
        return LocalDate.of(year, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Western Easter by the anonymous Gregorian algorithm. */
    private static LocalDate easter(int year) {
        if (year < 1583) {
            throw new DateTimeException("no Gregorian Easter in " + year);
        }
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1);
    }
}
