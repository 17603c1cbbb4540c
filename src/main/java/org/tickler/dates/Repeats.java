package org.tickler.dates;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.Day.Sort;
import org.tickler.dates.Numbers.Num;
import org.tickler.words.Kind;

/**
 * The first coming day of what comes again: "every Friday", "every Monday and Thursday", "every
 * first Monday of the month", "every weekday", "on weekdays at 9". Where it began decides ("every
 * other Friday") there is none.
 */
record Repeats(Scope scope, Numbers numbers) {
    private static final int LAST = -1;
    private static final int MOST_WORDS = 8;

    /** Whether "every" stands at {@code i}, and not "any", which names no day. */
    boolean isEvery(int i) {
        return scope.has(i, Kind.EVERY) && !scope.has(i, Kind.ANY) && !scope.isPhrase();
    }

    /** Whether {@code i} stands within the words of a repeat, which name no day by themselves. */
    boolean isWithin(int i) {
        for (int at = i - 1; at >= Math.max(0, i - MOST_WORDS); at--) {
            if (scope.has(at, Kind.EVERY)) {
                return true;
            }
            if (!isPart(at)) {
                return false;
            }
        }
        return false;
    }

    private boolean isPart(int i) {
        return scope.has(i, Kind.WEEKDAY)
                || scope.has(i, Kind.WEAK_WEEKDAY)
                || scope.has(i, Kind.LAST)
                || scope.has(i, Kind.OTHER)
                || scope.has(i, Kind.AND)
                || scope.is(i, ",") && scope.has(i + 1, Kind.WEEKDAY)
                || numbers.nth(i) != null
                || scope.has(i, Kind.ORDINAL_SUFFIX) && scope.at(i - 1).isDigits();
    }

    /** The index behind a repeat on weekdays that {@link #read} knows no day of, else {@code i}. */
    int undated(int i) {
        if (isWorkday(i + 1)) {
            return i + 2;
        }
        Num count = scope.has(i + 1, Kind.OTHER) ? null : numbers.cardinal(i + 1);
        count = count == null ? numbers.nth(i + 1) : count;
        int unit = count == null ? scope.skip(i + 1, Kind.OTHER) : count.end();
        if (unit > i + 1 && scope.has(unit, Kind.UNIT)) {
            int on = scope.skip(unit + 1, Kind.ON);
            return scope.has(on, Kind.WEEKDAY) ? on + 1 : unit + 1;
        }
        int end = i + 1;
        boolean weekday = false;
        while (isPart(end) && end < i + MOST_WORDS) {
            weekday |= scope.has(end, Kind.WEEKDAY);
            end++;
        }
        return weekday ? end : i;
    }

    @Nullable Day read(int i) {
        if (scope.has(i, Kind.WORKDAYS) && isTimed(i + 1) && !scope.at(i - 1).isDigits()) {
            return Day.of(i + 1, nextWorkday(), Sort.CALENDAR);
        }
        if (!isEvery(i)) {
            return null;
        }
        if (isWorkday(i + 1)) {
            return isBounded(i + 2) ? null : Day.of(i + 2, nextWorkday(), Sort.CALENDAR);
        }
        boolean last = scope.has(i + 1, Kind.LAST);
        Num count = last ? null : numbers.nth(i + 1);
        int name = last ? i + 2 : count == null ? i + 1 : count.end();
        int number = scope.at(name).number(Kind.WEEKDAY);
        if (number < 0) {
            return null;
        }
        DayOfWeek weekday = DayOfWeek.of(number);
        int month = ofMonth(name + 1);
        boolean nth = last || count != null;
        if (!nth) {
            return isBounded(name + 1) ? inMonth(weekday, name + 1) : weekly(weekday, name + 1);
        }
        boolean monthly = month > name + 1 || last || count != null && count.value() == 1;
        if (!monthly
                || isBounded(month)
                || scope.has(month, Kind.OF)
                || scope.has(month, Kind.AND)) {
            return null;
        }
        int place = count == null ? LAST : count.value();
        YearMonth at = YearMonth.from(scope.today());
        for (int n = 0; n < 12; n++) {
            LocalDate date = at.plusMonths(n).atDay(1);
            date = date.with(TemporalAdjusters.dayOfWeekInMonth(place, weekday));
            if (date.isAfter(scope.today()) && YearMonth.from(date).equals(at.plusMonths(n))) {
                return Day.of(month, date, Sort.CALENDAR);
            }
        }
        return null;
    }

    /** Whether an hour follows: "on weekdays" alone names no day. */
    private boolean isTimed(int i) {
        return scope.at(i).isDigits()
                || scope.at(i + 1).isDigits()
                        && (scope.has(i, Kind.AT)
                                || scope.has(i, Kind.FROM)
                                || scope.has(i, Kind.BETWEEN));
    }

    /** "every Friday in March", "every Friday from April on": the first one in that month. */
    private @Nullable Day inMonth(DayOfWeek weekday, int i) {
        int month = scope.at(i + 1).number(Kind.MONTH);
        month = month < 0 ? scope.at(i + 1).number(Kind.WEAK_MONTH) : month;
        if (month < 0 || scope.has(i, Kind.AFTER) || scope.at(i + 2).isDigits()) {
            return null;
        }
        YearMonth at = YearMonth.from(scope.today()).withMonth(month);
        for (int n = 0; n < 2; n++) {
            LocalDate date = at.plusYears(n).atDay(1).with(TemporalAdjusters.nextOrSame(weekday));
            while (!date.isAfter(scope.today()) && date.getMonthValue() == month) {
                date = date.plusWeeks(1);
            }
            if (date.isAfter(scope.today()) && date.getMonthValue() == month) {
                return Day.of(i + 2, date, Sort.CALENDAR);
            }
        }
        return null;
    }

    private boolean isWorkday(int i) {
        return "workday".equals(scope.at(i).value(Kind.UNIT));
    }

    private LocalDate nextWorkday() {
        LocalDate date = scope.today().plusDays(1);
        while (date.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue()) {
            date = date.plusDays(1);
        }
        return date;
    }

    private Day weekly(DayOfWeek weekday, int behind) {
        LocalDate date = scope.next(weekday);
        boolean range = scope.has(behind, Kind.TO) || scope.is(behind, "-");
        int last = range ? scope.at(behind + 1).number(Kind.WEEKDAY) : -1;
        if (last > 0) {
            LocalDate day = scope.today().plusDays(1);
            int length = Math.floorMod(last - weekday.getValue(), 7);
            while (Math.floorMod(day.getDayOfWeek().getValue() - weekday.getValue(), 7) > length) {
                day = day.plusDays(1);
            }
            return Day.of(behind + 2, day, Sort.CALENDAR);
        }
        int end = behind;
        while (true) {
            int at = scope.is(end, ",") ? end + 1 : end;
            at = scope.skip(at, Kind.AND);
            int number = at > end ? scope.at(at).number(Kind.WEEKDAY) : -1;
            if (number < 0) {
                return Day.of(end, date, Sort.CALENDAR);
            }
            LocalDate other = scope.next(DayOfWeek.of(number));
            date = other.isBefore(date) ? other : date;
            end = at + 1;
        }
    }

    /** The index behind "of the month", "im Monat", "of each month", else {@code i}. */
    private int ofMonth(int i) {
        if (!scope.has(i, Kind.OF) && !scope.has(i, Kind.IN)) {
            return i;
        }
        int at = scope.skip(scope.skip(i + 1, Kind.THE), Kind.EVERY);
        return "month".equals(scope.at(at).value(Kind.UNIT)) ? at + 1 : i;
    }

    /** Whether it comes only in a certain time: "every Friday in March", "from April". */
    private boolean isBounded(int i) {
        boolean hour = scope.at(i + 1).isDigits();
        return (scope.has(i, Kind.IN) || scope.has(i, Kind.FROM) || scope.has(i, Kind.AFTER))
                && !hour
                && !scope.has(i + 1, Kind.DAY_PART)
                && !(scope.has(i + 1, Kind.THE) && scope.has(i + 2, Kind.DAY_PART));
    }
}
