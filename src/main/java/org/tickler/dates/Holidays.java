package org.tickler.dates;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;

/**
 * Days with a rule: {@code 12-25}, {@code 11/4/4} (the fourth Thursday of November, -1 is the last)
 * or {@code easter}, each with + or - days.
 */
final class Holidays {
    private Holidays() {}

    static LocalDate of(String rule, int year) {
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
