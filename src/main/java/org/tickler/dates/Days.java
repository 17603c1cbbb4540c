package org.tickler.dates;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.Day.Sort;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.dates.Numbers.Num;
import org.tickler.words.Kind;

/** One day or span: tries every way to name one, the most telling first. */
final class Days {
    private static final int WEEK = 0;
    private static final int ANY_DAY = 8;
    private static final int WORKDAY = 9;
    private static final int NEVER = Scope.NONE;

    private final Scope scope;
    private final Numbers numbers;
    private final Years years;
    private final NumericDates numeric;
    private final NamedDates named;
    private final Offsets offsets;
    private final Spans spans;
    private final Repeats repeats;

    Days(Scope scope, Numbers numbers, boolean ahead) {
        this.scope = scope;
        this.numbers = numbers;
        this.years = new Years(scope.today(), ahead || scope.isPhrase());
        this.numeric = new NumericDates(scope, years);
        this.named = new NamedDates(scope, numbers, years);
        this.offsets = new Offsets(scope, numbers);
        this.spans = new Spans(scope, numbers, named);
        this.repeats = new Repeats(scope, numbers);
    }

    Years years() {
        return years;
    }

    /**
     * @param supported whether the words before announce a date
     * @param depth 1 inside "3 days after …", where no further distance is read
     */
    @Nullable Day read(int i, boolean supported, int depth) {
        Day day = repeats.read(i);
        day = day == null ? numeric.read(i, supported) : day;
        day = day == null ? nth(i) : day;
        day = day == null ? named.read(i) : day;
        day = day == null ? offsets.read(i, this, depth) : day;
        day = day == null ? spans.read(i, supported) : day;
        day = day == null ? word(i) : day;
        day = day == null ? inItsPart(weekday(i, supported, depth)) : day;
        day = day == null ? weekOf(i) : day;
        day = day == null ? holiday(i, supported) : day;
        return day == null ? numbered(i, supported) : day;
    }

    /** "the third Thursday of May", "last Friday of the month", "the second week of March". */
    private @Nullable Day nth(int i) {
        int at = scope.skip(i, Kind.THE);
        boolean last = scope.has(at, Kind.LAST);
        Num count = last ? null : numbers.nth(at);
        if (!last && count == null || repeats.isWithin(i)) {
            return null;
        }
        int name = count == null ? at + 1 : count.end();
        Integer weekday = weekdayOrWeek(name);
        boolean joins = scope.has(name + 1, Kind.OF) || scope.has(name + 1, Kind.IN);
        boolean chosen = !joins && scope.step(name + 1) != NEVER && named.month(name + 2) > 0;
        if (weekday == null || !joins && !chosen) {
            return null;
        }
        Day whole = chosen ? named.wholeMonth(name + 2) : spans.whole(name + 2);
        LocalDate from = whole == null ? null : whole.from();
        if (whole == null || from == null) {
            return null;
        }
        int steps = count == null ? -1 : count.value() - 1;
        Day found = inSpan(whole, from, weekday, steps);
        if (found == null || !found.date().isBefore(scope.today()) || !spans.isBare(name + 2)) {
            return found;
        }
        Day following = spans.following(whole);
        LocalDate start = following.from();
        return start == null ? null : inSpan(following, start, weekday, steps);
    }

    /** The number of a weekday, 0 for a week, 8 a day, 9 a working day; null for anything else. */
    private @Nullable Integer weekdayOrWeek(int i) {
        int weekday =
                Math.max(scope.at(i).number(Kind.WEEKDAY), scope.at(i).number(Kind.WEAK_WEEKDAY));
        String unit = scope.at(i).value(Kind.UNIT);
        return weekday > 0
                ? (Integer) weekday
                : switch (unit == null ? "" : unit) {
                    case "week" -> WEEK;
                    case "day" -> ANY_DAY;
                    case "workday" -> WORKDAY;
                    default -> null;
                };
    }

    /**
     * @param weekday its number, or {@link #WEEK}, {@link #ANY_DAY}, {@link #WORKDAY}
     * @param steps weeks from the first one, or -1 for the last
     */
    private static @Nullable Day inSpan(Day whole, LocalDate from, int weekday, int steps) {
        if (weekday == ANY_DAY || weekday == WORKDAY) {
            Unit unit = weekday == WORKDAY ? Unit.WORKDAY : Unit.DAY;
            LocalDate date =
                    steps < 0
                            ? unit.move(whole.date().plusDays(1), -1)
                            : unit.move(from.minusDays(1), steps + 1L);
            return Day.of(whole.end(), date, Sort.CALENDAR);
        }
        LocalDate first = steps < 0 ? whole.date().minusDays(6) : from.plusWeeks(steps);
        if (weekday == WEEK) {
            LocalDate end = first.plusDays(6);
            LocalDate to = end.isAfter(whole.date()) ? whole.date() : end;
            return first.isBefore(to) ? Day.span(whole.end(), first, to, Grain.SPAN) : null;
        }
        LocalDate date =
                first.plusDays(Math.floorMod(weekday - first.getDayOfWeek().getValue(), 7));
        return date.isAfter(whole.date()) ? null : Day.of(whole.end(), date, Sort.CALENDAR);
    }

    /** "the week of January 15th". */
    private @Nullable Day weekOf(int i) {
        int at = scope.skip(i, Kind.THE);
        boolean week =
                "week".equals(scope.at(at).value(Kind.UNIT))
                        && (scope.has(at + 1, Kind.OF) || scope.has(at + 1, Kind.FROM));
        int first = scope.has(at, Kind.WEEK_OF) ? at + 1 : week ? at + 2 : NEVER;
        Day day = first == NEVER ? null : numeric.read(first, true);
        day = day == null && first != NEVER ? named.read(first) : day;
        if (day == null || day.from() != null) {
            return null;
        }
        LocalDate monday = Unit.WEEK.first(day.date());
        return Day.span(day.end(), monday, monday.plusDays(4), Grain.WEEK);
    }

    /** "today", "tonight", "this morning", "last night", "now". */
    private @Nullable Day word(int i) {
        if (scope.has(i, Kind.NOW)) {
            return scope.mode() == Scope.Mode.PROSE
                    ? null
                    : Day.moment(i + 1, scope.today(), scope.minute());
        }
        int at =
                scope.has(i, Kind.LATE) || scope.has(i, Kind.START) || scope.has(i, Kind.END)
                        ? i + 1
                        : i;
        at = at > i && scope.has(at, Kind.OF) ? at + 1 : at;
        String offset = scope.at(at).value(Kind.DAY_WORD);
        if (offset != null) {
            return Day.of(at + 1, scope.today().plusDays(Integer.parseInt(offset)), Sort.WORD);
        }
        String part = scope.at(i).value(Kind.DAY_PART);
        if ("tonight".equals(part)) {
            return Day.of(i + 1, scope.today(), Sort.WORD).inThe(part);
        }
        boolean thisOne = scope.has(i, Kind.THIS);
        boolean last =
                scope.has(i, Kind.LAST) && "night".equals(scope.at(i + 1).value(Kind.DAY_PART));
        String next = scope.at(i + 1).value(Kind.DAY_PART);
        if (next == null || !thisOne && !last || isNamedWithPart(i + 1)) {
            return null;
        }
        return Day.of(i + 2, scope.today().minusDays(last ? 1 : 0), Sort.WORD).inThe(next);
    }

    /** "Friday", "next Friday", "vendredi prochain", "Friday week". */
    private @Nullable Day weekday(int i, boolean supported, int depth) {
        int at = scope.skip(i, Kind.THE);
        int step = scope.step(at);
        int name = step == NEVER ? at : at + 1;
        int number = scope.at(name).number(Kind.WEEKDAY);
        boolean weak = number < 0;
        number = weak ? scope.at(name).number(Kind.WEAK_WEEKDAY) : number;
        boolean counted =
                scope.has(i - 1, Kind.ORDINAL)
                        && (scope.has(name + 1, Kind.OF) || scope.has(name + 1, Kind.IN))
                        && !scope.has(name + 2, Kind.THE)
                        && scope.at(name + 2).isForeign();
        int in = scope.has(name + 1, Kind.OF) || scope.has(name + 1, Kind.IN) ? name + 2 : NEVER;
        boolean chosenIn = in != NEVER && named.month(in) > 0 && named.read(in) == null;
        if (number < 0
                || counted
                || step == NEVER && chosenIn
                || repeats.isWithin(i)
                || weak && step == NEVER && !hasCompany(name, supported)) {
            return null;
        }
        int end = name + 1;
        boolean abbreviated = scope.at(name).text().length() <= 5 && scope.gluedSign(end, ".");
        end =
                abbreviated
                                && (scope.at(end + 1).isDigits()
                                        || named.month(end + 1) > 0
                                        || scope.has(end + 1, Kind.AT)
                                                && !scope.at(end + 1).capital())
                        ? end + 1
                        : end;
        DayOfWeek weekday = DayOfWeek.of(number);
        if (step == NEVER && scope.stepBehind(end) != NEVER) {
            return chosen(
                    weekday,
                    scope.stepBehind(end),
                    scope.has(end, Kind.COMING),
                    false,
                    scope.endOfStep(end));
        }
        Day beside = step == NEVER && depth == 0 ? beside(weekday, end) : null;
        if (beside != null) {
            return beside;
        }
        return step == NEVER
                ? plain(weekday, end)
                : chosen(weekday, step, scope.has(at, Kind.COMING), scope.has(at, Kind.PAST), end);
    }

    /** "Donnerstagabend": the weekday names a part of the day, too. */
    private @Nullable Day inItsPart(@Nullable Day day) {
        if (day == null || !day.isWeekday() || !isNamedWithPart(day.end() - 1)) {
            return day;
        }
        return day.inThe(scope.at(day.end() - 1).value(Kind.DAY_PART));
    }

    private boolean isNamedWithPart(int i) {
        return scope.has(i, Kind.WEEKDAY) && scope.has(i, Kind.DAY_PART);
    }

    /** "the Monday after Thanksgiving", "the Friday before the 14th". */
    private @Nullable Day beside(DayOfWeek weekday, int i) {
        boolean after = scope.has(i, Kind.AFTER);
        Day anchor = after || scope.has(i, Kind.BEFORE) ? read(i + 1, true, 1) : null;
        if (anchor == null) {
            return null;
        }
        return switch (anchor.sort()) {
            case CALENDAR, YEARLESS, NUMBERED, END, CHOSEN_WEEKDAY -> {
                LocalDate date =
                        anchor.date()
                                .with(
                                        after
                                                ? TemporalAdjusters.next(weekday)
                                                : TemporalAdjusters.previous(weekday));
                yield Day.of(anchor.end(), date, Sort.CALENDAR);
            }
            case WORD, WEEKDAY, OFFSET, LONG_OFFSET, MOMENT, DEADLINE, SPAN -> null;
        };
    }

    private Day plain(DayOfWeek weekday, int end) {
        int weeks = Math.max(0, scope.at(end).number(Kind.WEEK_ON));
        LocalDate next = scope.next(weekday);
        return Day.of(
                weeks > 0 ? end + 1 : end,
                next.plusWeeks(weeks),
                weeks > 0 ? Sort.CHOSEN_WEEKDAY : Sort.WEEKDAY);
    }

    private Day chosen(DayOfWeek weekday, int step, boolean coming, boolean past, int end) {
        LocalDate next = scope.next(weekday);
        LocalDate thisWeek = Unit.WEEK.first(scope.today()).plusDays(weekday.getValue() - 1L);
        LocalDate date;
        if (coming) {
            date = next;
        } else if (past) {
            date = thisWeek.isBefore(scope.today()) ? thisWeek : thisWeek.minusWeeks(1);
        } else {
            boolean over = step == 0 && thisWeek.isBefore(scope.today());
            date = over ? next : thisWeek.plusWeeks(step);
        }
        return Day.of(end, date, Sort.CHOSEN_WEEKDAY);
    }

    /** Whether a word such as "sun" or "sat" stands where only a weekday can. */
    private boolean hasCompany(int i, boolean supported) {
        int next = scope.gluedSign(i + 1, ".") || scope.is(i + 1, ",") ? i + 2 : i + 1;
        boolean number = scope.at(next).isDigits() && !scope.at(next + 1).isForeign();
        boolean date = named.month(next) > 0 || number;
        boolean hour = scope.has(next, Kind.AT) && scope.at(next + 1).isDigits();
        boolean alone = scope.isPhrase() || hour && scope.at(i).capital();
        return alone
                || date && (scope.at(i).capital() || next == i + 1)
                || supported && scope.at(i).capital()
                || supported && scope.endsClause(i + 1);
    }

    private @Nullable Day holiday(int i, boolean supported) {
        int at = scope.skip(i, Kind.THE);
        int step = scope.step(at);
        int name = step == NEVER ? at : at + 1;
        String rule = scope.at(name).value(Kind.HOLIDAY);
        if (rule == null) {
            return null;
        }
        int end = name + 1;
        int of = scope.has(end, Kind.OF) || scope.is(end, ",") ? end + 1 : end;
        Num year = numbers.year(of);
        if (year != null) {
            return Day.of(year.end(), Years.holiday(rule, year.value()), Sort.CALENDAR);
        }
        int yearStep = scope.step(of);
        if (yearStep != NEVER && "year".equals(scope.at(of + 1).value(Kind.UNIT))) {
            return Day.of(
                    of + 2, Years.holiday(rule, scope.today().getYear() + yearStep), Sort.CALENDAR);
        }
        boolean thing = scope.at(end).isForeign() && !scope.has(end, Kind.HINT);
        boolean adjective = !supported && step == NEVER && thing;
        return adjective ? null : Day.of(end, years.nearestHoliday(rule, step), Sort.CALENDAR);
    }

    /** "le 14", "el 14": a bare number behind an article, at the end of a clause. */
    private @Nullable Num articled(int i) {
        int at = scope.skip(i, Kind.DAY_ARTICLE);
        Num day = scope.has(at - 1, Kind.DAY_ARTICLE) ? numbers.dayOfMonth(at) : null;
        boolean closed =
                day != null
                        && (scope.endsClause(day.end())
                                || scope.has(day.end(), Kind.AT)
                                || scope.has(day.end(), Kind.OF) && isMonth(day.end() + 1));
        return closed ? day : null;
    }

    /** "the second last", "the first and third": places in a row. */
    private boolean isOrder(int i) {
        return scope.has(i, Kind.LAST)
                || scope.has(i, Kind.NEXT)
                || scope.has(i, Kind.AND) && scope.has(i + 1, Kind.ORDINAL);
    }

    /** "… next month", "… the month after next", "… du mois prochain". */
    private @Nullable Day inMonth(int day, int i) {
        boolean front = scope.step(i) != NEVER && isMonth(i + 1);
        int step = front ? scope.step(i) : isMonth(i) ? scope.stepBehind(i + 1) : NEVER;
        YearMonth month = YearMonth.from(scope.today()).plusMonths(step == NEVER ? 0 : step);
        int end = front ? i + 2 : scope.endOfStep(i + 1);
        return step == NEVER || !month.isValidDay(day)
                ? null
                : Day.of(end, month.atDay(day), Sort.CALENDAR);
    }

    private boolean isMonth(int i) {
        return "month".equals(scope.at(i).value(Kind.UNIT));
    }

    /** "the 14th", "the 15th of next month", "the 21st this month". */
    private @Nullable Day numbered(int i, boolean announced) {
        boolean supported = announced;
        Num day = numbers.ordinal(scope.skip(i, Kind.THE));
        day = day == null ? articled(i) : day;
        if (day == null || day.value() > 31) {
            return null;
        }
        supported |= scope.has(i, Kind.DAY_ARTICLE) || scope.has(i - 1, Kind.DAY_ARTICLE);
        boolean article = scope.has(i, Kind.THE);
        int end = "day".equals(scope.at(day.end()).value(Kind.UNIT)) ? day.end() + 1 : day.end();
        int of = scope.skip(scope.skip(end, Kind.OF), Kind.THE);
        Day chosen = inMonth(day.value(), of);
        if (chosen != null) {
            return chosen;
        }
        boolean inWords = !day.inDigits() || end > day.end();
        boolean thing =
                end == day.end()
                        && (scope.mayBeNoun(end)
                                || scope.has(end, Kind.UNIT)
                                || scope.has(end, Kind.WEEKDAY)
                                || inWords && isOrder(end));
        boolean quote = scope.is(end, "'") || scope.is(end, "\"");
        supported |= i == 0 && article && scope.endsClause(end) && !quote;
        supported |= article && scope.has(end, Kind.AT) && scope.at(end + 1).isDigits();
        if (!supported && !(scope.isPhrase() && (article || day.inDigits()))
                || inWords && (!article || end > day.end())
                || thing) {
            return null;
        }
        LocalDate date = years.dayOfMonth(day.value());
        return date == null ? null : Day.of(end, date, Sort.NUMBERED);
    }
}
