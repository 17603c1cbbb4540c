package org.tickler.dates;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.dates.Numbers.Num;
import org.tickler.words.Kind;

/** Parts of a year: quarters, halves and seasons. */
final class Seasons {
    private final Scope scope;
    private final Numbers numbers;

    Seasons(Scope scope, Numbers numbers) {
        this.scope = scope;
        this.numbers = numbers;
    }

    /** "Q1", "the second quarter of 2027", "Q2 2027". */
    @Nullable Day quarter(int i) {
        int number = scope.at(i).number(Kind.QUARTER);
        int end = i + 1;
        if (scope.is(i, "q") && scope.at(end).glued() && scope.at(end).digits() == 1) {
            number = scope.at(end).number();
            end++;
        }
        if (number < 1 || number > 4) {
            return null;
        }
        Num year = numbers.year(scope.has(end, Kind.OF) || scope.is(end, "/") ? end + 1 : end);
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

    /** "H1 2027", "im zweiten Halbjahr". */
    @Nullable Day halfYear(int i, boolean supported) {
        int number = scope.at(i).number(Kind.HALF_YEAR);
        Num year = number < 1 ? null : numbers.year(scope.skip(i + 1, Kind.OF));
        boolean named = !scope.at(i).isSingleWord() && scope.endsClause(i + 1);
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
        Num year = numbers.year(scope.skip(end, Kind.OF));
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
}
