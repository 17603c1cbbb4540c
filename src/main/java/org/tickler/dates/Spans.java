package org.tickler.dates;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.Day.Sort;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.dates.Numbers.Num;
import org.tickler.words.Kind;
import org.tickler.words.Lexeme;

/** Weeks, months, quarters and years, their ends, and vague windows. */
final class Spans {
    private static final int FAR = 10;
    private static final int SHORT = 3;
    private static final int EARLY_END = 10;
    private static final int MIDDLE_END = 20;

    private final Scope scope;
    private final Numbers numbers;
    private final NamedDates named;
    private final NamedSpans spans;

    Spans(Scope scope, Numbers numbers, NamedDates named) {
        this.scope = scope;
        this.numbers = numbers;
        this.named = named;
        this.spans = new NamedSpans(scope, numbers, named);
    }

    /**
     * @param supported whether the words before announce a date
     */
    @Nullable Day read(int i, boolean supported) {
        Day day = fixed(i, supported);
        day = day == null ? partOf(i, supported) : day;
        day = day == null ? spans.weekend(i, supported) : day;
        day = day == null ? unit(i, false) : day;
        day = day == null ? spans.quarter(i, supported) : day;
        day = day == null ? spans.halfYear(i, supported) : day;
        day = day == null ? spans.monthHalf(i) : day;
        day = day == null ? spans.season(i, supported) : day;
        day = day == null ? month(i, supported) : day;
        return day == null && scope.has(i - 1, Kind.IN) ? comingYear(i) : day;
    }

    /** "in 2028"; the running year, one that is over, or a number of things, is none. */
    private @Nullable Day comingYear(int i) {
        int ahead = scope.at(i).number() - scope.today().getYear();
        Lexeme next = scope.at(i + 1);
        boolean counted = next.isAlphanumeric() && !(next.isForeign() && next.has(Kind.HINT));
        return ahead < 1 || ahead > FAR || counted || scope.is(i + 1, "%") ? null : year(i);
    }

    /** Windows with a name of their own, and "EOD" and the like. */
    private @Nullable Day fixed(int i, boolean supported) {
        if (scope.has(i, Kind.COMING_WEEKS)) {
            return Day.span(
                    i + 1, scope.today().plusWeeks(2), scope.today().plusWeeks(4), Grain.SPAN);
        }
        if (scope.has(i, Kind.NEW_YEAR)) {
            int year = scope.today().getYear() + 1;
            return Day.span(i + 1, LocalDate.of(year, 1, 2), LocalDate.of(year, 1, 15), Grain.SPAN);
        }
        boolean plainWeek = supported || scope.has(i - 1, Kind.IN) && !scope.has(i + 2, Kind.OF);
        boolean week = plainWeek && "week".equals(scope.at(i).value(Kind.UNIT));
        if (week || scope.has(i, Kind.CALENDAR_WEEK)) {
            return spans.calendarWeek(i + 1);
        }
        String deadline = scope.at(i).value(Kind.DEADLINE);
        if (deadline == null) {
            return null;
        }
        Unit unit = Unit.of(deadline);
        if (unit != Unit.DAY && !supported && scope.at(i + 1).isForeign()) {
            return null;
        }
        if (unit != Unit.DAY && isAdjective(i, i + 1)) {
            return null;
        }
        int behind = unit == Unit.DAY ? Scope.NONE : scope.stepBehind(i + 1);
        if (behind != Scope.NONE) {
            Day whole = shifted(scope.endOfStep(i + 1), unit, behind, true);
            return Day.of(whole.end(), whole.date(), Sort.END);
        }
        int named = unit == Unit.MONTH ? monthOf(i, i + 1) : i;
        Day month = named > i ? this.named.wholeMonth(named) : null;
        if (month != null) {
            return Day.of(month.end(), month.date(), Sort.END);
        }
        return switch (unit) {
            case DAY -> Day.of(i + 1, scope.today(), Sort.DEADLINE);
            case YEAR -> yearEnd(i + 1);
            case WEEK, MONTH, QUARTER, MINUTE, HOUR, WORKDAY, FORTNIGHT ->
                    Day.of(i + 1, endOf(unit, scope.today()), Sort.END);
        };
    }

    /** "the end of year exam", "the month-end close": the words only tell which exam. */
    private boolean isAdjective(int i, int behind) {
        boolean said = scope.has(i - 1, Kind.THE) || scope.has(i - 1, Kind.A);
        return said && isNoun(behind);
    }

    private boolean isNoun(int i) {
        return scope.at(i).isForeign() && !scope.has(i, Kind.HINT);
    }

    /** The index of the name in "month of August", "mois d'août", or {@code i} if there is none. */
    private int monthOf(int i, int behind) {
        int name = scope.skip(behind, Kind.OF);
        return named.month(name) > 0 ? name : i;
    }

    private int monthName(int i) {
        boolean month = "month".equals(scope.at(i).value(Kind.UNIT));
        return month ? monthOf(i, i + 1) : i;
    }

    /** "year end 2027". */
    private Day yearEnd(int i) {
        Num year = numbers.year(i);
        return year == null || !year.inDigits()
                ? Day.of(i, Unit.YEAR.last(scope.today()), Sort.END)
                : Day.of(year.end(), LocalDate.of(year.value(), 12, 31), Sort.END);
    }

    /** The last day of the unit; on a weekend "end of the week" is the coming Friday's. */
    private LocalDate endOf(Unit unit, LocalDate date) {
        LocalDate end = unit.last(date);
        return end.isBefore(date) ? end.plusWeeks(1) : end;
    }

    /** "end of next month", "early March", "mid-July", "late next week", "start of 2027". */
    private @Nullable Day partOf(int i, boolean supported) {
        Lexeme part = scope.at(i);
        boolean any =
                part.has(Kind.END)
                        || part.has(Kind.START)
                        || part.has(Kind.MIDDLE)
                        || part.has(Kind.LATE)
                        || part.has(Kind.HALF_OF);
        if (!any) {
            return null;
        }
        int at = scope.is(i + 1, "-") ? i + 2 : i + 1;
        at = scope.has(at, Kind.OF) ? at + 1 : at;
        at = scope.skip(at, Kind.THE);
        int name = monthName(at);
        boolean bare = name == at && at > i + 1 && !scope.has(at - 1, Kind.THE);
        if (bare && !part.isSingleWord() && isNoun(at + 1)) {
            return null;
        }
        at = name;
        Day whole = unit(at, true);
        whole = whole == null && at > i + 1 ? bareUnit(at) : whole;
        whole = whole == null ? spans.quarter(at, true) : whole;
        whole = whole == null && named.read(at) == null ? named.wholeMonth(at) : whole;
        whole = whole == null ? spans.halfYear(at, true) : whole;
        whole = whole == null ? spans.season(at, true) : whole;
        boolean plain = scope.at(at).number() >= 2000 && scope.at(at).number() < 2100;
        boolean sure =
                plain || part.has(Kind.END) || at > i + 1 || supported || scope.has(i - 1, Kind.IN);
        whole = whole == null && sure ? year(at) : whole;
        return whole == null ? null : cut(part, whole);
    }

    private @Nullable Day cut(Lexeme part, Day whole) {
        LocalDate from = whole.from();
        if (from == null) {
            return null;
        }
        if (part.has(Kind.END)) {
            return Day.of(whole.end(), whole.date(), Sort.END);
        }
        if (part.has(Kind.HALF_OF)) {
            return half(whole, from, part.number(Kind.HALF_OF));
        }
        return switch (whole.grain()) {
            case WEEK -> cutWeek(part, whole, from);
            case MONTH -> cutMonth(part, whole, from);
            case QUARTER, YEAR, SPAN -> cutMonths(part, whole, from);
            case MINUTE, DAY, TIME_OF_DAY -> null;
        };
    }

    private static Day half(Day whole, LocalDate from, int number) {
        LocalDate middle = from.plusDays(ChronoUnit.DAYS.between(from, whole.date()) / 2);
        boolean months = whole.grain() == Grain.YEAR;
        middle = months ? YearMonth.from(middle).minusMonths(1).atEndOfMonth() : middle;
        return number == 1
                ? Day.span(whole.end(), from, middle, Grain.SPAN)
                : Day.span(whole.end(), middle.plusDays(1), whole.date(), Grain.SPAN);
    }

    private Day cutWeek(Lexeme part, Day whole, LocalDate from) {
        LocalDate monday = Unit.WEEK.first(from);
        if (part.has(Kind.MIDDLE)) {
            return Day.of(whole.end(), monday.plusDays(2), Sort.CALENDAR);
        }
        if (part.has(Kind.START)) {
            return Day.span(
                    whole.end(),
                    from,
                    from.isAfter(monday.plusDays(1)) ? from : monday.plusDays(1),
                    Grain.SPAN);
        }
        LocalDate thursday = monday.plusDays(3);
        return rest(whole, from, thursday);
    }

    /** "later this week" starts today, "late next week" does not. */
    private Day rest(Day whole, LocalDate from, LocalDate lateFrom) {
        boolean running = from.equals(scope.today()) && !whole.date().isBefore(from);
        LocalDate first = running ? from : lateFrom;
        return Day.span(
                whole.end(), first.isAfter(whole.date()) ? from : first, whole.date(), Grain.SPAN);
    }

    private Day cutMonth(Lexeme part, Day whole, LocalDate from) {
        YearMonth month = YearMonth.from(from);
        if (part.has(Kind.START)) {
            return Day.span(whole.end(), month.atDay(1), month.atDay(EARLY_END), Grain.SPAN);
        }
        if (part.has(Kind.MIDDLE)) {
            return Day.span(
                    whole.end(), month.atDay(EARLY_END + 1), month.atDay(MIDDLE_END), Grain.SPAN);
        }
        return rest(whole, from, month.atDay(MIDDLE_END + 1));
    }

    /** A third of a quarter or of a year, in whole months. */
    private Day cutMonths(Lexeme part, Day whole, LocalDate from) {
        boolean quarter = whole.grain() == Grain.QUARTER;
        int third = quarter ? 1 : 4;
        YearMonth first = YearMonth.from(whole.date()).minusMonths(quarter ? 2 : 11);
        if (part.has(Kind.LATE)) {
            return rest(whole, from, first.plusMonths(2L * third).atDay(1));
        }
        first = first.plusMonths(part.has(Kind.START) ? 0 : third);
        return Day.span(
                whole.end(),
                first.atDay(1),
                first.plusMonths(third - 1L).atEndOfMonth(),
                Grain.SPAN);
    }

    /**
     * "next week", "this month", "last year", "la semaine prochaine".
     *
     * @param part whether a part of it is asked for, where a reply's "next week" is no single day
     */
    private @Nullable Day unit(int i, boolean part) {
        int at = scope.skip(i, Kind.THE);
        int step = scope.step(at);
        if (step != Scope.NONE) {
            Unit unit = spanUnit(at + 1);
            return unit == null ? null : shifted(at + 2, unit, step, part);
        }
        Unit unit = spanUnit(at);
        int behind = unit == null ? Scope.NONE : scope.stepBehind(at + 1);
        return unit == null || behind == Scope.NONE
                ? null
                : shifted(scope.endOfStep(at + 1), unit, behind, part);
    }

    private @Nullable Unit spanUnit(int i) {
        String name = scope.at(i).value(Kind.UNIT);
        Unit unit = name == null ? null : Unit.of(name);
        return unit == null || unit.compareTo(Unit.WEEK) < 0 || unit == Unit.FORTNIGHT
                ? null
                : unit;
    }

    private Day shifted(int end, Unit unit, int step, boolean part) {
        LocalDate day = unit.move(unit.first(scope.today()), step);
        LocalDate first = unit.first(day);
        LocalDate last = unit.last(day);
        if (scope.isPhrase() && step == 1 && !part) {
            return Day.of(end, first, Sort.CALENDAR);
        }
        if (step == 0) {
            first = scope.today();
            last = last.isBefore(first) ? Unit.WEEK.first(first).plusDays(6) : last;
        }
        return Day.span(end, first, last, unit.grain());
    }

    /** The month, quarter or year at {@code i} from its first day to its last. */
    @Nullable Day whole(int i) {
        int at = monthName(scope.skip(i, Kind.THE));
        Day span = unit(at, true);
        span = span == null ? bareUnit(at) : span;
        span = span == null ? named.wholeMonth(at) : span;
        span = span == null ? spans.quarter(at, true) : span;
        span = span == null ? year(at) : span;
        return span == null || span.from() == null || span.isWeek() ? null : from(span, 0);
    }

    /** Whether it is "the month" that runs, with no word that chooses another. */
    boolean isBare(int i) {
        int at = scope.skip(i, Kind.THE);
        return spanUnit(at) != null && unit(at, true) == null;
    }

    Day following(Day whole) {
        return from(whole, 1);
    }

    private static Day from(Day span, int step) {
        Unit unit =
                switch (span.grain()) {
                    case YEAR -> Unit.YEAR;
                    case QUARTER -> Unit.QUARTER;
                    case MONTH, WEEK, DAY, MINUTE, TIME_OF_DAY, SPAN -> Unit.MONTH;
                };
        LocalDate day = unit.move(unit.first(span.date()), step);
        return Day.span(span.end(), unit.first(day), unit.last(day), unit.grain());
    }

    /** "the week", "month" behind "end of". */
    private @Nullable Day bareUnit(int i) {
        Unit unit = spanUnit(i);
        if (unit == null || scope.has(i - 1, Kind.A)) {
            return null;
        }
        LocalDate end = endOf(unit, scope.today());
        return Day.span(i + 1, unit.first(end), end, unit.grain());
    }

    private @Nullable Day year(int i) {
        Num year = numbers.year(i);
        return year == null || !year.inDigits()
                ? null
                : Day.span(
                        year.end(),
                        LocalDate.of(year.value(), 1, 1),
                        LocalDate.of(year.value(), 12, 31),
                        Grain.YEAR);
    }

    /** A month alone, where the words around it or its year make it one. */
    private @Nullable Day month(int i, boolean supported) {
        int the = scope.skip(i, Kind.THE);
        int at = monthName(the);
        if (at > the) {
            return named.wholeMonth(at);
        }
        int step = scope.step(at);
        boolean chosen =
                step != Scope.NONE && named.month(at + 1) > 0 && named.read(at + 1) == null;
        Day month = named.wholeMonth(chosen ? at + 1 : i);
        if (month == null) {
            return null;
        }
        int name = chosen ? at + 1 : i;
        boolean weak = scope.has(name, Kind.WEAK_MONTH) && !isNoun(scope.at(name), name);
        boolean withYear = month.end() > name + 1;
        boolean announced =
                scope.has(i - 1, Kind.IN)
                        || supported && !scope.has(i - 1, Kind.ON)
                        || i == 0 && scope.isEnd(month.end()) && !isShort(name);
        boolean meant = withYear || chosen && !weak || announced && !weak || scope.isPhrase();
        return !meant ? null : chosen && step < 0 && !withYear ? lastOf(month) : month;
    }

    /** "last November": the one before this month. */
    private Day lastOf(Day month) {
        YearMonth last = YearMonth.from(month.date());
        YearMonth now = YearMonth.from(scope.today());
        last = last.isBefore(now) ? last : last.minusYears(1);
        return Day.span(month.end(), last.atDay(1), last.atEndOfMonth(), Grain.MONTH);
    }

    /** "Jan", which is a name, too. */
    private boolean isShort(int i) {
        return scope.at(i).text().length() <= SHORT;
    }

    /** A capital letter tells the month from the verb, if not all letters are such. */
    private boolean isNoun(Lexeme month, int i) {
        return month.capital() && !(month.upper() && i > 0 && scope.at(i - 1).upper());
    }
}
