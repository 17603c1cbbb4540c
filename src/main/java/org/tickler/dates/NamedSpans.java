package org.tickler.dates;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.dates.Numbers.Num;
import org.tickler.words.Kind;
import org.tickler.words.Lexeme;

/** Spans with a name of their own: quarters, halves, seasons, numbered weeks, weekends. */
final class NamedSpans {
    /** "H1". */
    private static final int LETTER_AND_NUMBER = 3;

    private static final int HALF_MONTH = 15;
    private static final int WEEKS_OF_TWO_YEARS = 105;

    private final Scope scope;
    private final Numbers numbers;

    private final NamedDates named;

    NamedSpans(Scope scope, Numbers numbers, NamedDates named) {
        this.scope = scope;
        this.numbers = numbers;
        this.named = named;
    }

    /**
     * The year behind a part of it: "Q1 2027", "H1 next year", "the first quarter of this year".
     */
    private @Nullable Num yearBehind(int i) {
        int at = scope.skip(scope.skip(i, Kind.OF), Kind.THE);
        Num year = numbers.year(at);
        if (year != null) {
            return year;
        }
        int now = scope.today().getYear();
        boolean front = scope.step(at) != Scope.NONE && isYear(at + 1);
        if (front) {
            return new Num(now + scope.step(at), at + 2, false);
        }
        boolean behind = isYear(at) && scope.stepBehind(at + 1) != Scope.NONE;
        return behind
                ? new Num(now + scope.stepBehind(at + 1), scope.endOfStep(at + 1), false)
                : null;
    }

    private boolean isYear(int i) {
        return "year".equals(scope.at(i).value(Kind.UNIT));
    }

    /** "Q1", "the second quarter of 2027", "Q2 2027". */
    @Nullable Day quarter(int i, boolean announced) {
        int number = scope.at(i).number(Kind.QUARTER);
        int end = i + 1;
        if (scope.is(i, "q") && scope.at(end).glued() && scope.at(end).digits() == 1) {
            number = scope.at(end).number();
            end++;
        }
        if (number < 1 || number > 4) {
            return null;
        }
        Num year = yearBehind(scope.skipSign(end, "/"));
        if (year == null && !announced && isTopic(i, end, number)) {
            return null;
        }
        YearMonth first =
                YearMonth.of(year == null ? scope.today().getYear() : year.value(), 3 * number - 2);
        if (year == null && first.plusMonths(2).isBefore(YearMonth.from(scope.today()))) {
            first = first.plusYears(1);
        }
        return Day.span(
                year == null ? end : year.end(),
                first.atDay(1),
                first.plusMonths(2).atEndOfMonth(),
                Grain.QUARTER);
    }

    /** "erste Januarhälfte". */
    @Nullable Day monthHalf(int i) {
        Num half = numbers.nth(scope.skip(i, Kind.THE));
        half = half == null ? numbers.ordinal(scope.skip(i, Kind.THE)) : half;
        int month = half == null ? -1 : scope.at(half.end()).number(Kind.MONTH_HALF);
        if (half == null || month < 0 || half.value() > 2) {
            return null;
        }
        YearMonth now = YearMonth.from(scope.today());
        YearMonth named = YearMonth.of(now.getYear(), month);
        named = named.isBefore(now) ? named.plusYears(1) : named;
        boolean first = half.value() == 1;
        return Day.span(
                half.end() + 1,
                named.atDay(first ? 1 : HALF_MONTH + 1),
                first ? named.atDay(HALF_MONTH) : named.atEndOfMonth(),
                Grain.SPAN);
    }

    /** "Q3 is closed", "the Q4 figures": what is spoken of, and not when. */
    private boolean isTopic(int i, int end, int number) {
        int before = scope.has(i - 1, Kind.THE) ? i - 2 : i - 1;
        Lexeme word = scope.at(before);
        boolean when =
                word.has(Kind.IN)
                        || word.has(Kind.OF)
                        || word.has(Kind.TO)
                        || word.has(Kind.FROM)
                        || word.has(Kind.AND)
                        || word.has(Kind.DURING)
                        || word.has(Kind.BETWEEN);
        Lexeme next = scope.at(end);
        boolean noun = next.isForeign() && !next.has(Kind.HINT);
        boolean over = 3 * number < scope.today().getMonthValue();
        return !when && !scope.isPhrase() && next.isForeign() && (noun || over);
    }

    /** "H1 2027", "im zweiten Halbjahr". */
    @Nullable Day halfYear(int i, boolean supported) {
        int number = scope.at(i).number(Kind.HALF_YEAR);
        Num year = number < 1 ? null : yearBehind(i + 1);
        boolean letter = scope.at(i).text().length() <= LETTER_AND_NUMBER;
        boolean named = !letter && !scope.at(i).isSingleWord() && scope.endsClause(i + 1);
        if (letter && year == null && !scope.at(i).capital() && !scope.isPhrase()) {
            return null;
        }
        if (number < 1 || year == null && !supported && !named && !scope.has(i - 1, Kind.IN)) {
            return null;
        }
        YearMonth now = YearMonth.from(scope.today());
        YearMonth last =
                YearMonth.of(year == null ? now.getYear() : year.value(), number == 1 ? 6 : 12);
        last = year == null && last.isBefore(now) ? last.plusYears(1) : last;
        return Day.span(
                year == null ? i + 1 : year.end(),
                last.minusMonths(5).atDay(1),
                last.atEndOfMonth(),
                Grain.SPAN);
    }

    /** "next spring", "in the summer", "autumn 2027": whole months, by the side of the earth. */
    @Nullable Day season(int i, boolean supported) {
        int at = scope.skip(i, Kind.THE);
        boolean chosen = scope.step(at) != Scope.NONE;
        int name = chosen ? at + 1 : at;
        int month = scope.at(name).number(Kind.SEASON);
        if (month < 0) {
            return null;
        }
        int end = name + 1;
        boolean behind = scope.stepBehind(end) != Scope.NONE;
        int step = chosen ? scope.step(at) : behind ? scope.stepBehind(end) : 0;
        Num year = yearBehind(end);
        boolean announced = supported && !scope.has(i - 1, Kind.AFTER) || scope.has(i - 1, Kind.IN);
        if (year == null
                && !chosen
                && !behind
                && (!announced || scope.at(end).isForeign() || scope.has(end, Kind.FROM))) {
            return null;
        }
        YearMonth now = YearMonth.from(scope.today());
        YearMonth first =
                YearMonth.of(year == null ? now.getYear() - 1 : year.value(), month)
                        .plusMonths(scope.isSouthern() ? 6 : 0);
        while (year == null
                && (step > 0 ? !first.isAfter(now) : first.plusMonths(2).isBefore(now))) {
            first = first.plusYears(1);
        }
        first = year == null && step < 0 ? first.minusYears(1) : first;
        end = year != null ? year.end() : behind ? scope.endOfStep(end) : end;
        return Day.span(end, first.atDay(1), first.plusMonths(2).atEndOfMonth(), Grain.QUARTER);
    }

    /** The nearest ISO week of this number that is not over. */
    @Nullable Day calendarWeek(int i) {
        Lexeme number = scope.at(i);
        boolean fraction = scope.gluedSign(i + 1, ".") && scope.at(i + 2).glued();
        if (fraction || !number.isDigits() || number.number() < 1 || number.number() > 53) {
            return null;
        }
        LocalDate monday = Unit.WEEK.first(scope.today());
        for (int n = 0; n <= WEEKS_OF_TWO_YEARS; n++) {
            LocalDate week = monday.plusWeeks(n);
            if (week.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) == number.number()) {
                return Day.span(i + 1, week, week.plusDays(4), Grain.WEEK);
            }
        }
        return null;
    }

    /** "the weekend", "next weekend", "the weekend of 26/27 September". */
    @Nullable Day weekend(int i, boolean supported) {
        int at = scope.skip(i, Kind.THE);
        int step = scope.step(at);
        at = step == Scope.NONE ? at : at + 1;
        boolean announced =
                at > i
                        || supported
                        || scope.isPhrase()
                        || !scope.at(at).isSingleWord()
                        || scope.has(i - 1, Kind.DURING)
                        || scope.has(i - 1, Kind.AT);
        if (!scope.has(at, Kind.WEEKEND) || !announced) {
            return null;
        }
        Day inside = scope.has(at + 1, Kind.OF) ? named.read(scope.skip(at + 2, Kind.THE)) : null;
        if (inside != null) {
            LocalDate of = Unit.WEEK.first(inside.date()).plusDays(5);
            return Day.span(inside.end(), of, of.plusDays(1), Grain.SPAN).inThe(Day.WEEKEND);
        }
        LocalDate saturday = Unit.WEEK.first(scope.today()).plusDays(5);
        boolean near = scope.has(at - 1, Kind.COMING);
        boolean second = scope.isAfterNext(at + 1);
        LocalDate first =
                second
                        ? saturday.plusWeeks(2)
                        : step == Scope.NONE || near ? saturday : saturday.plusWeeks(step);
        return Day.span(second ? at + 3 : at + 1, first, first.plusDays(1), Grain.SPAN)
                .inThe(Day.WEEKEND);
    }
}
