package org.tickler.dates;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.Day.Sort;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.words.Kind;
import org.tickler.words.Languages.Order;
import org.tickler.words.Lexeme;

/**
 * Dates written in digits alone: 2026-01-12, 12.01.2026, 12/01, 20260112, 20260112T093000Z (ISO
 * 8601-1:2019, 5.2.2). Version numbers, addresses and scores are none: a date without a year needs
 * a word that says so.
 */
final class NumericDates {
    private static final int FAR = 10;
    private static final int NEAR = 3;

    /** Behind that year it is rather a number of another kind. */
    private static final int FAR_AHEAD = 100;

    private final Scope scope;
    private final Years years;

    NumericDates(Scope scope, Years years) {
        this.scope = scope;
        this.years = years;
    }

    /**
     * @param supported whether the words before announce a date ("on", "by", a weekday)
     */
    @Nullable Day read(int i, boolean supported) {
        Lexeme first = scope.at(i);
        if (!first.isDigits() || first.number() < 0) {
            return null;
        }
        if (first.digits() == 8) {
            return compact(i);
        }
        Lexeme sign = scope.at(i + 1);
        Lexeme second = scope.at(i + 2);
        if (first.digits() == 4 && sign.isDigits()) {
            return spaced(i, supported);
        }
        if (!second.isDigits() || second.number() < 0) {
            return null;
        }
        if (sign.is("/") && second.digits() == 4 && supported) {
            return month(i);
        }
        boolean spaced = !sign.glued() || !second.glued();
        if (spaced || !(sign.is("-") || sign.is("/") || sign.is("."))) {
            return null;
        }
        boolean third =
                scope.gluedSign(i + 3, sign.text())
                        && scope.at(i + 4).isDigits()
                        && scope.at(i + 4).glued()
                        && scope.at(i + 4).number() >= 0;
        if (third) {
            return continues(i + 5) ? null : complete(i, sign.text(), supported);
        }
        return continues(i + 3) || startsInside(i) ? null : withoutYear(i, sign.text(), supported);
    }

    /** Whether more digits or letters hang on, so that it is a part number, an address, a phone. */
    private boolean continues(int i) {
        Lexeme next = scope.at(i);
        if (!next.glued()) {
            return false;
        }
        if (next.is("t") && scope.at(i + 1).isDigits()) {
            return false;
        }
        Lexeme after = scope.at(i + 1);
        boolean part = next.is("-") && after.glued() && after.upper() && after.text().length() <= 2;
        return part
                || next.isAlphanumeric()
                || !next.is(",") && !next.is(":") && after.glued() && after.isDigits();
    }

    /** Whether it is glued to something before it, other than a bracket or a quotation mark. */
    private boolean startsInside(int i) {
        return scope.at(i).glued()
                && (scope.at(i - 1).isAlphanumeric()
                        || switch (scope.at(i - 1).text()) {
                            case "-", "/", ".", "_", "+", "#", "$", "€", "£" -> true;
                            default -> false;
                        });
    }

    private boolean startsInsideNumber(int i) {
        return startsInside(i)
                && !(scope.at(i - 2).isWord() && scope.at(i - 1).glued()
                        || scope.at(i - 2) == Lexeme.NONE
                        || !scope.at(i - 1).glued());
    }

    private @Nullable Day compact(int i) {
        int digits = scope.at(i).number();
        int year = digits / 10_000;
        if (startsInsideNumber(i) || Math.abs(year - scope.today().getYear()) > FAR) {
            return null;
        }
        LocalDate date = date(year, digits / 100 % 100, digits % 100);
        Day moment = date == null ? null : compactTime(i + 1, date);
        return moment == null ? day(i + 1, date, null) : moment;
    }

    /** {@code T140000}, {@code T1400Z} directly behind a compact date. */
    private @Nullable Day compactTime(int i, LocalDate date) {
        Lexeme digits = scope.at(i + 1);
        boolean time = scope.gluedSign(i, "t") && digits.glued();
        if (!time || digits.digits() != 4 && digits.digits() != 6 || digits.number() < 0) {
            return null;
        }
        int clock = digits.digits() == 6 ? digits.number() / 100 : digits.number();
        if (clock / 100 >= 24 || clock % 100 >= 60) {
            return null;
        }
        LocalDateTime moment = date.atTime(clock / 100, clock % 100);
        boolean utc = scope.gluedSign(i + 2, "z");
        if (utc) {
            moment =
                    moment.atZone(ZoneOffset.UTC)
                            .withZoneSameInstant(scope.zone())
                            .toLocalDateTime();
        }
        return Day.moment(utc ? i + 3 : i + 2, moment.toLocalDate(), moment.toLocalTime());
    }

    /** "2016 10 16" behind a word that announces a date. */
    private @Nullable Day spaced(int i, boolean supported) {
        Lexeme month = scope.at(i + 1);
        Lexeme day = scope.at(i + 2);
        boolean plausible = supported && month.digits() == 2 && day.digits() == 2 && !day.glued();
        return plausible && scope.endsClause(i + 3)
                ? day(i + 3, date(scope.at(i).number(), month.number(), day.number()), null)
                : null;
    }

    /** "by 06/2027": a month behind a word that announces a date. */
    private @Nullable Day month(int i) {
        int month = scope.at(i).number();
        int year = scope.at(i + 2).number();
        boolean plausible =
                scope.at(i).digits() <= 2
                        && month >= 1
                        && month <= 12
                        && Math.abs(year - scope.today().getYear()) <= FAR
                        && (scope.has(i - 1, Kind.BY) || scope.has(i - 1, Kind.BEFORE));
        if (!plausible || continues(i + 3) || startsInside(i)) {
            return null;
        }
        YearMonth named = YearMonth.of(year, month);
        return Day.span(i + 3, named.atDay(1), named.atEndOfMonth(), Grain.MONTH);
    }

    private @Nullable Day complete(int i, String sign, boolean supported) {
        Lexeme a = scope.at(i);
        Lexeme b = scope.at(i + 2);
        Lexeme c = scope.at(i + 4);
        if (a.digits() == 4) {
            boolean near = a.number() <= scope.today().getYear() + FAR_AHEAD;
            boolean plausible =
                    b.digits() <= 2
                            && c.digits() <= 2
                            && !startsInsideNumber(i)
                            && (near || !sign.equals("."));
            return plausible ? day(i + 5, date(a.number(), b.number(), c.number()), null) : null;
        }
        boolean dotted = sign.equals(".");
        boolean wide = a.digits() == 2 && b.digits() == 2;
        boolean said = dotted && (supported || wholeText(i, 5));
        boolean shortYear = c.digits() == 2 && (sign.equals("/") || wide || said);
        if (startsInside(i) || a.digits() > 2 || b.digits() > 2 || c.digits() != 4 && !shortYear) {
            return null;
        }
        int year = c.digits() == 4 ? c.number() : Numbers.century(c.number());
        boolean version = dotted && shortYear && !wide && isFar(year);
        return version || year < 1000 || year > scope.today().getYear() + FAR_AHEAD
                ? null
                : choose(i + 5, year, a.number(), b.number(), dotted);
    }

    /** "3.9.10" of some years ago is rather a version. */
    private boolean isFar(int year) {
        return Math.abs(year - scope.today().getYear()) > NEAR;
    }

    private @Nullable Day withoutYear(int i, String sign, boolean supported) {
        int a = scope.at(i).number();
        int b = scope.at(i + 2).number();
        boolean short2 = scope.at(i).digits() <= 2 && scope.at(i + 2).digits() <= 2;
        boolean closed = sign.equals(".") && scope.gluedSign(i + 3, ".");
        boolean dayFirst = closed && (scope.order() == Order.DAY_FIRST || supported);
        boolean wide = scope.at(i).digits() == 2 && scope.at(i + 2).digits() == 2;
        boolean timed = sign.equals("/") && isTimed(i + 3, wide);
        boolean enough = supported || timed || dayFirst || scope.isPhrase() || wholeText(i, 3);
        if (sign.equals("/") && scope.has(i + 3, Kind.OF) && !wide
                || sign.equals(".") && isDecimal(i, closed)) {
            return null;
        }
        boolean hours =
                sign.equals("-") && (scope.has(i - 1, Kind.FROM) || scope.has(i - 1, Kind.AT));
        if (!short2 || hours || !enough || sign.equals("-") && !supported || scope.is(i + 3, "%")) {
            return null;
        }
        boolean europe = closed && !scope.isEnd(i + 4) || closed && scope.isPhrase();
        int end = europe || dayFirst && scope.order() == Order.DAY_FIRST ? i + 4 : i + 3;
        LocalDate us = years.monthDay(a, b);
        LocalDate eu = years.monthDay(b, a);
        if (sign.equals(".") && !closed && isDottedTime(i, eu)) {
            return null;
        }
        boolean day = europe && scope.order() != Order.MONTH_FIRST;
        Order order = day ? Order.DAY_FIRST : scope.order();
        Day picked = pick(end, us, eu, byWeekday(weekdayBefore(i), us, eu, order));
        return picked == null ? null : picked.yearless();
    }

    /** "4/16 2pm", "12/04 at 9". */
    private boolean isTimed(int i, boolean wide) {
        int at = scope.skip(i, Kind.AT);
        Lexeme mark = scope.at(at + 1);
        boolean minutes = mark.glued() && mark.is(":") && scope.at(at + 2).isDigits();
        boolean half = mark.has(Kind.MERIDIEM) && mark.text().length() > 1;
        return scope.at(at).isDigits() && (wide && at > i || minutes || half);
    }

    /** In English "before 5.8" is a version or an amount, unless a weekday makes it a day. */
    private boolean isDecimal(int i, boolean closed) {
        Lexeme next = scope.at(i + 4);
        boolean goesOn = closed && next.isAlphanumeric() && !next.capital();
        boolean said = scope.has(i - 1, Kind.ON) && !closed && scope.endsThought(i + 3);
        return scope.language().equals("en")
                && scope.order() != Order.DAY_FIRST
                && weekdayBefore(i) < 1
                && !goesOn
                && !said
                && !scope.isPhrase()
                && !wholeText(i, 3);
    }

    /**
     * "at 12.30", "Friday 9.15": with a dot the day comes first, and minutes have two digits; where
     * no such day is meant, it is a time.
     */
    private boolean isDottedTime(int i, @Nullable LocalDate dayFirst) {
        boolean minutes = scope.at(i + 2).digits() == 2 && scope.at(i + 2).number() < 60;
        if (!minutes || scope.at(i).number() >= 24) {
            return false;
        }
        int weekday = weekdayBefore(i);
        return dayFirst == null
                || scope.has(i - 1, Kind.AT)
                || weekday > 0 && dayFirst.getDayOfWeek().getValue() != weekday;
    }

    private int weekdayBefore(int i) {
        boolean sign = scope.is(i - 1, ",") || scope.gluedSign(i - 1, ".");
        int before = sign ? i - 2 : i - 1;
        int weekday = scope.at(before).number(Kind.WEEKDAY);
        return weekday > 0 ? weekday : scope.at(before).number(Kind.WEAK_WEEKDAY);
    }

    /** "Tue 10/11": the day that is a Tuesday, whichever number comes first elsewhere. */
    private Order byWeekday(
            int weekday, @Nullable LocalDate us, @Nullable LocalDate eu, Order order) {
        if (weekday < 1 || us == null || eu == null) {
            return order;
        }
        boolean monthFirst = isOn(weekday, us);
        boolean dayFirst = isOn(weekday, eu);
        return monthFirst == dayFirst ? order : monthFirst ? Order.MONTH_FIRST : Order.DAY_FIRST;
    }

    private boolean isOn(int weekday, LocalDate date) {
        return date.getDayOfWeek().getValue() == weekday
                || years.nearby(date).stream()
                        .anyMatch(other -> other.getDayOfWeek().getValue() == weekday);
    }

    /** Whether nothing else stands there, or in the cell of a table. */
    private boolean wholeText(int i, int length) {
        int end = scope.skipSign(i + length, ".");
        return (i == 0 || scope.is(i - 1, "|")) && (scope.isEnd(end) || scope.is(end, "|"));
    }

    private @Nullable Day choose(int end, int year, int a, int b, boolean dotted) {
        Order order = dotted ? Order.DAY_FIRST : scope.order();
        LocalDate us = date(year, a, b);
        LocalDate eu = date(year, b, a);
        int weekday = weekdayBefore(end - 5);
        boolean monthFirst = us != null && us.getDayOfWeek().getValue() == weekday;
        boolean dayFirst = eu != null && eu.getDayOfWeek().getValue() == weekday;
        return pick(
                end,
                us,
                eu,
                monthFirst == dayFirst ? order : monthFirst ? Order.MONTH_FIRST : Order.DAY_FIRST);
    }

    private static @Nullable Day pick(
            int end, @Nullable LocalDate us, @Nullable LocalDate eu, Order order) {
        if (us == null || eu == null) {
            return day(end, us == null ? eu : us, null);
        }
        return switch (order) {
            case MONTH_FIRST -> day(end, us, null);
            case DAY_FIRST -> day(end, eu, null);
            case UNKNOWN -> day(end, us, us.equals(eu) ? null : eu);
        };
    }

    private static @Nullable Day day(int end, @Nullable LocalDate date, @Nullable LocalDate other) {
        return date == null ? null : Day.of(end, date, Sort.CALENDAR).with(other);
    }

    static @Nullable LocalDate date(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return null;
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
