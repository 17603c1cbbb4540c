package org.tickler.dates;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.Day.Sort;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.dates.Numbers.Num;
import org.tickler.words.Kind;
import org.tickler.words.Lexeme;

/** Dates with the name of a month: "4 March 2026", "Mar 4", "05-Aug-2016", "January 2026". */
final class NamedDates {
    private static final int FIRST_YEAR = 1900;

    private final Scope scope;
    private final Numbers numbers;
    private final Years years;

    NamedDates(Scope scope, Numbers numbers, Years years) {
        this.scope = scope;
        this.numbers = numbers;
        this.years = years;
    }

    /** A month's name, strong or weak, or -1. */
    int month(int i) {
        int month = scope.at(i).number(Kind.MONTH);
        if (month < 0) {
            month = scope.at(i).number(Kind.WEAK_MONTH);
        }
        boolean ticker = scope.gluedSign(i - 1, "$") || scope.is(i - 1, "$");
        return ticker || month > 0 && isWeekday(i) ? -1 : month;
    }

    /** "mar 10 jan": a word for a month and a weekday before a day and its month. */
    private boolean isWeekday(int i) {
        int day = scope.is(i + 1, ",") || scope.gluedSign(i + 1, ".") ? i + 2 : i + 1;
        return scope.has(i, Kind.WEAK_WEEKDAY)
                && scope.at(day).isDigits()
                && (scope.has(day + 1, Kind.MONTH) || scope.has(day + 1, Kind.WEAK_MONTH));
    }

    /** The index behind a month's name and the dot of its abbreviation. */
    int afterMonth(int i) {
        boolean abbreviated = scope.at(i).text().length() <= 5 && scope.gluedSign(i + 1, ".");
        boolean goesOn =
                scope.at(i + 2).isDigits()
                        || numbers.dayOfMonth(i + 2) != null
                        || numbers.year(i + 2) != null
                        || scope.gluedSign(i + 2, ",")
                        || scope.is(i + 2, "-")
                        || scope.has(i + 2, Kind.ON);
        return abbreviated && goesOn ? i + 2 : i + 1;
    }

    @Nullable Day read(int i) {
        Day day = range(i);
        day = day == null ? joined(i) : day;
        day = day == null ? yearFirst(i) : day;
        day = day == null ? dayFirst(i) : day;
        return day == null ? monthFirst(i) : day;
    }

    /** "2009 May 22nd". */
    private @Nullable Day yearFirst(int i) {
        Num year = scope.at(i).digits() == 4 ? numbers.year(i) : null;
        Day day = year == null ? null : monthFirst(year.end());
        if (year == null || day == null || day.sort() != Sort.YEARLESS) {
            return null;
        }
        LocalDate date =
                NumericDates.date(
                        year.value(), day.date().getMonthValue(), day.date().getDayOfMonth());
        return date == null ? null : Day.of(day.end(), date, Sort.CALENDAR);
    }

    /** Three or two parts with the same sign between them: 05-Aug-2016, 2019/aug/01, Oct/2. */
    private @Nullable Day joined(int i) {
        Lexeme sign = scope.at(i + 1);
        boolean joins = sign.glued() && (sign.is("-") || sign.is("/")) && scope.at(i + 2).glued();
        if (!joins || month(i) < 0 && month(i + 2) < 0 && month(i + 4) < 0) {
            return null;
        }
        boolean three =
                scope.gluedSign(i + 3, sign.text())
                        && scope.at(i + 4).glued()
                        && scope.at(i + 4).isAlphanumeric();
        Num first = part(i);
        Num second = part(i + 2);
        if (three) {
            return threeParts(i, first, second, part(i + 4));
        }
        int month = Math.max(month(i), month(i + 2));
        Num day = month(i) > 0 ? second : first;
        if (month(i) > 0 && scope.at(i + 2).digits() == 4) {
            return ofYear(i + 2, month);
        }
        if (day == null || month < 0 || month(i) > 0 && month(i + 2) > 0 || day.value() > 31) {
            return null;
        }
        return withYear(month(i) > 0 ? day.end() : i + 3, month, day.value());
    }

    /** "Sep-2027". */
    private @Nullable Day ofYear(int i, int month) {
        Num year = numbers.year(i);
        if (year == null || year.value() < FIRST_YEAR) {
            return null;
        }
        YearMonth named = YearMonth.of(year.value(), month);
        return Day.span(year.end(), named.atDay(1), named.atEndOfMonth(), Grain.MONTH);
    }

    private @Nullable Num part(int i) {
        Num ordinal = numbers.ordinal(i);
        Lexeme digits = scope.at(i);
        boolean plain = digits.isDigits() && digits.digits() <= 4;
        return ordinal != null ? ordinal : plain ? new Num(digits.number(), i + 1, true) : null;
    }

    private @Nullable Day threeParts(int i, @Nullable Num a, @Nullable Num b, @Nullable Num c) {
        int month = Math.max(month(i), Math.max(month(i + 2), month(i + 4)));
        Num first = a != null ? a : b;
        Num last = c != null ? c : b;
        if (first == null || last == null || first == last) {
            return null;
        }
        boolean yearFirst = scope.at(first.end() - 1).digits() == 4;
        int year = yearFirst ? first.value() : last.value();
        int day = yearFirst ? last.value() : first.value();
        int full = year < 100 ? Numbers.century(year) : year;
        LocalDate date = NumericDates.date(full, month, day);
        return date == null ? null : Day.of(i + 5, date, Sort.CALENDAR);
    }

    /** "4 March", "the 4th of March 2026", "zum 4. März". */
    private @Nullable Day dayFirst(int i) {
        Num day = numbers.dayOfMonth(scope.skip(i, Kind.THE));
        boolean address = scope.has(i - 1, Kind.AT) && scope.at(i - 1).isWord();
        boolean article = day != null && !day.inDigits() && scope.has(day.end() - 1, Kind.A);
        if (day == null || address && day.end() == i + 1 || article) {
            return null;
        }
        boolean dayOf = "day".equals(scope.at(day.end()).value(Kind.UNIT));
        int next = dayOf ? day.end() + 1 : day.end();
        next = scope.gluedSign(next, ".") && day.inDigits() ? next + 1 : next;
        next = scope.is(next, "-") ? next + 1 : next;
        boolean of = scope.has(next, Kind.OF) && !scope.has(next, Kind.IN);
        int at = of ? scope.skip(next + 1, Kind.THE) : next;
        int month = month(at);
        boolean verb = scope.has(at, Kind.WEAK_MONTH) && !scope.at(at).capital();
        if (month < 0 || verb && !day.inDigits() && !of) {
            return null;
        }
        return withYear(afterMonth(at), month, day.value());
    }

    /** "March 4", "March the 4th, 2026", "May twenty nine". */
    private @Nullable Day monthFirst(int i) {
        int month = month(i);
        if (month < 0) {
            return null;
        }
        int at = afterMonth(i);
        at = scope.is(at, ",") && numbers.ordinal(at + 1) != null ? at + 1 : at;
        at = scope.skip(at, Kind.THE);
        Num day = numbers.dayOfMonth(at);
        if (day == null || day.inDigits() && isTime(at) || isVerb(i, day)) {
            return null;
        }
        return withYear(day.end(), month, day.value());
    }

    private boolean isTime(int i) {
        return scope.gluedSign(i + 1, ":") && scope.at(i + 2).glued()
                || scope.has(i + 1, Kind.MERIDIEM) && scope.at(i + 1).text().length() > 1;
    }

    /** "march 3 miles", "may 20 people": in small letters and with a thing that is counted. */
    private boolean isVerb(int i, Num day) {
        boolean done = !day.inDigits() && isModal(scope.at(i - 1));
        return scope.has(i, Kind.WEAK_MONTH)
                && !scope.at(i).capital()
                && (done || scope.at(day.end()).isForeign() || scope.has(day.end(), Kind.UNIT));
    }

    /** Whether a verb follows: "may march second", "will march first". */
    private static boolean isModal(Lexeme before) {
        return before.has(Kind.HINT) && before.isForeign() || before.has(Kind.WEAK_MONTH);
    }

    private @Nullable Day withYear(int i, int month, int day) {
        Num year = yearBehind(i);
        LocalDate date =
                year == null
                        ? years.monthDay(month, day)
                        : NumericDates.date(year.value(), month, day);
        return date == null
                ? null
                : year == null
                        ? Day.of(i, date, Sort.YEARLESS)
                        : Day.of(year.end(), date, Sort.CALENDAR);
    }

    private @Nullable Num yearBehind(int i) {
        int of = scope.has(i, Kind.OF) || scope.has(i, Kind.IN) ? i + 1 : i;
        int unit = scope.skip(of, Kind.THE);
        boolean year = of > i && "year".equals(scope.at(unit).value(Kind.UNIT));
        Num plain = numbers.year(year ? unit + 1 : i);
        if (plain == null && (scope.is(i, ",") || scope.has(i, Kind.OF) || scope.is(i, "'"))) {
            plain = numbers.year(i + 1);
            if (plain == null && scope.has(i, Kind.OF)) {
                plain = twoDigits(i + 1);
            }
        }
        if (plain == null && scope.at(i - 1).isDigits() == false) {
            plain = twoDigits(i);
        }
        return plain;
    }

    /** "15 April of 87", "January first 12": two digits where no hour can stand. */
    private @Nullable Num twoDigits(int i) {
        Lexeme year = scope.at(i);
        boolean alone =
                year.digits() == 2 && (scope.endsClause(i + 1) || scope.at(i + 1).isForeign());
        boolean hour = year.number() <= 24 && scope.has(i + 1, Kind.MERIDIEM);
        return alone && !hour ? new Num(Numbers.century(year.number()), i + 1, true) : null;
    }

    /** "Jan 8-10", "8-10 January", "between 21 and 23 April", "from 8 to 10 January". */
    private @Nullable Day range(int i) {
        boolean between = scope.has(i, Kind.BETWEEN) || scope.has(i, Kind.FROM);
        int at = scope.skip(between ? i + 1 : i, Kind.THE);
        int month = month(at);
        if (month > 0) {
            Num first = numbers.dayOfMonth(afterMonth(at));
            Num last = first == null ? null : rangeEnd(first.end(), between);
            return last == null ? null : span(last.end(), month, first, last);
        }
        Num first = numbers.dayOfMonth(at);
        Num last =
                first == null
                        ? null
                        : rangeEnd(
                                scope.gluedSign(first.end(), ".") ? first.end() + 1 : first.end(),
                                between);
        if (last == null) {
            return null;
        }
        int next = scope.gluedSign(last.end(), ".") ? last.end() + 1 : last.end();
        next = scope.skip(next, Kind.OF);
        int name = month(next);
        if (name < 0) {
            return null;
        }
        return span(afterMonth(next), name, first, last);
    }

    private @Nullable Num rangeEnd(int i, boolean between) {
        boolean joins =
                scope.is(i, "-")
                        || scope.gluedSign(i, "/")
                                && scope.at(i + 1).number() == scope.at(i - 1).number() + 1
                        || scope.has(i, Kind.TO)
                        || between && scope.has(i, Kind.AND);
        int at = scope.skip(i + 1, Kind.THE);
        return !joins || month(i + 1) > 0 || isTime(at) ? null : numbers.dayOfMonth(at);
    }

    private @Nullable Day span(int end, int month, @Nullable Num first, Num last) {
        if (first == null || first.value() >= last.value()) {
            return null;
        }
        Day to = withYear(end, month, last.value());
        if (to == null) {
            return null;
        }
        LocalDate from = to.date().withDayOfMonth(first.value());
        return Day.span(to.end(), from, to.date(), Grain.SPAN);
    }

    /** A month alone or with its year, as the whole span; none behind a day that it lacks. */
    @Nullable Day wholeMonth(int i) {
        int month = month(i);
        Lexeme before = scope.at(i - 1);
        boolean impossible = before.isDigits() && before.digits() <= 2 && !scope.at(i).glued();
        if (month < 0 || impossible) {
            return null;
        }
        int next = afterMonth(i);
        int at = scope.has(next, Kind.OF) || scope.is(next, ",") ? next + 1 : next;
        Num year = numbers.year(at);
        year = year == null || year.value() < FIRST_YEAR || !year.inDigits() ? null : year;
        YearMonth named =
                year == null ? years.month(Month.of(month)) : YearMonth.of(year.value(), month);
        int end = year == null ? next : year.end();
        return Day.span(end, named.atDay(1), named.atEndOfMonth(), Grain.MONTH);
    }
}
