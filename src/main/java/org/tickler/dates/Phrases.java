package org.tickler.dates;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.Day.Sort;
import org.tickler.dates.Numbers.Num;
import org.tickler.words.Kind;
import org.tickler.words.Lexeme;

/**
 * A whole date: a day, a time or both in any order, with the small words between them. One is read
 * from one place of the text; it holds no state between two readings.
 */
final class Phrases {
    private static final int MOST_CONNECTORS = 4;
    private static final int MOST_PARTS = 6;
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private final Scope scope;
    private final Numbers numbers;
    private final Clocks clocks;
    private final Days days;
    private final Days daysAhead;
    private final Merge merge;

    Phrases(Scope scope) {
        this.scope = scope;
        this.numbers = new Numbers(scope);
        this.clocks = new Clocks(scope, numbers);
        this.days = new Days(scope, numbers, false);
        this.daysAhead = new Days(scope, numbers, true);
        this.merge = new Merge(days.years());
    }

    /** What was read: the day in any case, and whether it was named or follows from the time. */
    record Found(int end, Day day, @Nullable LocalTime time, boolean dayNamed) {}

    /** The parts found so far, and where the next may stand. */
    private static final class Parts {
        private @Nullable Day day;
        private @Nullable Clock clock;
        private @Nullable String part;
        private int end;
        private boolean bracket;
        private boolean vague;
        private boolean hour;

        /** Whether a time before any day is surely one: "12.50 by the 12th" is a price. */
        private boolean told;
    }

    @Nullable Found read(int start) {
        boolean before = scope.has(start, Kind.BEFORE) && !isAgo(start);
        int i = before ? start + 1 : start;
        boolean ahead = before || scope.has(i - 1, Kind.BY) || scope.has(i - 1, Kind.NEXT);
        var parts = new Parts();
        parts.end = i;
        Days reader = ahead ? daysAhead : days;
        if (!first(parts, i, reader, before || isAnnounced(i))) {
            return null;
        }
        Day written = parts.day;
        Day dates =
                written != null && written.isWritten() && !before
                        ? range(written, start, reader)
                        : null;
        if (dates != null) {
            take(parts, dates);
        }
        for (int n = 0; n < MOST_PARTS && more(parts, reader); n++) {
            if (parts.bracket && scope.is(parts.end, ")")) {
                parts.end++;
                parts.bracket = false;
            }
        }
        Day day = parts.day;
        if (day != null && parts.clock == null && !before) {
            Day range = range(day.until(parts.end), start, reader);
            if (range != null) {
                return new Found(range.end(), range, null, true);
            }
        }
        return resolve(parts, before, before || scope.has(i - 1, Kind.BY));
    }

    /** "vor drei Tagen", which is no "before". */
    private boolean isAgo(int i) {
        return scope.has(i, Kind.AGO_BEFORE) && days.read(i, false, 1) != null;
    }

    /** "Feb 3 - Feb 5", "from Monday to Wednesday". */
    private @Nullable Day range(Day first, int start, Days reader) {
        int i = first.end();
        boolean announced = scope.has(start - 1, Kind.BETWEEN) || scope.has(start - 1, Kind.FROM);
        boolean joins =
                scope.is(i, "-") || scope.has(i, Kind.TO) || announced && scope.has(i, Kind.AND);
        Day last = joins ? reader.read(i + 1, true, 1) : null;
        return last == null ? null : Merge.range(first, last);
    }

    /** Whether a preposition or a weekday before {@code i} says that a date follows. */
    private boolean isAnnounced(int i) {
        boolean day = scope.has(i - 1, Kind.ON) && scope.at(i).isDigits();
        int at = scope.has(i - 1, Kind.THE) && !day ? i - 2 : i - 1;
        Lexeme before = scope.at(at);
        return before.has(Kind.ON)
                || before.has(Kind.BY)
                || before.has(Kind.BEFORE)
                || before.has(Kind.AFTER)
                || before.has(Kind.THIS)
                || before.has(Kind.NEXT)
                || before.has(Kind.WEEKDAY)
                || before.has(Kind.DEADLINE)
                || at < i - 1
                        && (before.has(Kind.TO) || before.has(Kind.FROM))
                        && scope.at(i).isDigits()
                || before.has(Kind.FROM) && !before.isSingleWord() && scope.at(i).isDigits();
    }

    private boolean first(Parts parts, int i, Days reader, boolean supported) {
        Day day = reader.read(i, supported, 0);
        if (day != null) {
            take(parts, day);
            return true;
        }
        int part = scope.skip(i, Kind.THE);
        if (scope.has(part, Kind.DAY_PART) && scope.has(part + 1, Kind.OF)) {
            Day named = reader.read(scope.skip(part + 2, Kind.THE), true, 1);
            if (named != null && named.from() == null) {
                take(parts, named.inThe(scope.at(part).value(Kind.DAY_PART)));
                return true;
            }
        }
        if ("first".equals(scope.at(i).value(Kind.DAY_PART))) {
            Day named = reader.read(scope.skip(i + 1, Kind.ON), true, 1);
            if (named != null && named.from() == null) {
                take(parts, named.inThe("first"));
                return true;
            }
        }
        if (partAndClock(parts, i)) {
            return true;
        }
        boolean at = scope.has(i, Kind.AT) || scope.has(i, Kind.APPROX);
        boolean torn = at && scope.at(i).isWord() && scope.at(i + 1).glued();
        Clock clock = torn ? null : clocks.read(at ? i + 1 : i);
        int sign = at ? i : i - 1;
        boolean score = scope.has(sign, Kind.AT) && scope.at(sign - 1).isDigits();
        if (clock == null || score && !clock.sure()) {
            return false;
        }
        boolean by = scope.has(i - 1, Kind.BY_HOUR) && !scope.isChange(i - 2);
        boolean until =
                (by || scope.has(i - 1, Kind.BY) || scope.has(i - 1, Kind.AFTER))
                        && !scope.has(i, Kind.NUMBER);
        boolean between = scope.has(i - 1, Kind.BETWEEN) && clock.end() > i + 1;
        boolean ish = scope.has(clock.end() - 1, Kind.ISH);
        boolean bare = !clock.sure() && clock.time().getMinute() == 0 && !ish;
        parts.vague = bare && !at && !until && !between;
        parts.told = clock.sure() || at || until || between || scope.has(i - 1, Kind.AT);
        boolean announced = by || scope.has(at ? i : i - 1, Kind.AT);
        parts.hour = announced && scope.at(at ? i + 1 : i).isDigits() && clock.isHour();
        parts.clock = clock;
        parts.end = clock.end();
        return true;
    }

    /** "in the evening at eight", "morgens um acht". */
    private boolean partAndClock(Parts parts, int i) {
        String part = scope.at(i).value(Kind.DAY_PART);
        boolean at = scope.has(i + 1, Kind.AT) || scope.has(i + 1, Kind.APPROX);
        Clock clock = part == null || !at ? null : clocks.read(i + 2);
        if (clock == null || !clock.sure() && !scope.endsThought(clock.end())) {
            return false;
        }
        parts.part = part;
        parts.clock = clock;
        parts.told = true;
        parts.end = clock.end();
        return true;
    }

    private static void take(Parts parts, Day day) {
        parts.day = day;
        parts.end = day.end();
        if (day.part() != null) {
            parts.part = day.part();
            parts.vague &= !"tonight".equals(day.part());
        }
    }

    /** Takes the next part, directly or behind connectors; false if there is none. */
    private boolean more(Parts parts, Days reader) {
        int i = parts.end;
        boolean at = false;
        boolean comma = false;
        for (int n = 0; n <= MOST_CONNECTORS; n++) {
            if (takePart(parts, i, reader, at, comma)) {
                return true;
            }
            Lexeme lexeme = scope.at(i);
            boolean open = lexeme.is("(");
            boolean price = parts.day == null && !parts.told && lexeme.has(Kind.BY);
            if (price || !open && !isConnector(i, lexeme)) {
                return false;
            }
            at |=
                    lexeme.has(Kind.AT)
                            || lexeme.has(Kind.APPROX)
                            || lexeme.has(Kind.BY)
                            || lexeme.is("@");
            comma |= lexeme.is(",") || lexeme.is("-") || open;
            parts.bracket |= open;
            i++;
        }
        return false;
    }

    private boolean isConnector(int i, Lexeme lexeme) {
        return lexeme.has(Kind.AT)
                || lexeme.has(Kind.APPROX)
                || lexeme.has(Kind.ON)
                || lexeme.has(Kind.THE)
                || lexeme.has(Kind.OF)
                || lexeme.has(Kind.BY)
                || lexeme.has(Kind.FROM)
                || lexeme.has(Kind.BETWEEN)
                || lexeme.is(",")
                || lexeme.is("·")
                || lexeme.is("-")
                || lexeme.is("/") && !lexeme.glued()
                || lexeme.is("t") && lexeme.glued()
                || lexeme.has(Kind.FILLER)
                || lexeme.has(Kind.AFTER) && clocks.read(i + 1) instanceof Clock c && c.sure()
                || lexeme.is(".") && scope.gluedSign(i + 1, ",");
    }

    private boolean takePart(Parts parts, int i, Days reader, boolean at, boolean comma) {
        Day known = parts.day;
        boolean again = known == null || !known.sort().equals(Sort.MOMENT);
        if (again && !scope.has(i, Kind.NOT_A_DATE)) {
            Day day = reader.read(i, known != null && known.isWeekday() || known == null, 0);
            boolean bare = day == null && !at && known != null && known.isWeekday();
            day = bare ? bareNumber(i) : day;
            boolean hour = scope.has(i - 1, Kind.AT) && day != null && day.sort() == Sort.NUMBERED;
            boolean whole = day != null && day.from() != null && parts.clock != null;
            Day joined =
                    day == null || hour || whole
                            ? null
                            : known == null ? day : merge.join(known, day);
            if (joined != null) {
                take(parts, joined);
                return true;
            }
        }
        if (parts.clock == null && mayHaveTime(known)) {
            Clock clock = clocks.read(i);
            if (clock != null
                    && (clock.sure()
                            || at
                            || isHours(i, clock)
                            || isWorkingDay(i, clock)
                            || isTight(i, clock, parts, comma))) {
                parts.clock = clock;
                parts.told |= at;
                parts.end = clock.end();
                return true;
            }
        }
        String part = scope.at(i).value(Kind.DAY_PART);
        if (part != null && parts.part == null) {
            parts.part = part;
            parts.vague &= scope.at(i).isSingleWord() && !"tonight".equals(part);
            parts.end = i + 1;
            return true;
        }
        return false;
    }

    private static boolean mayHaveTime(@Nullable Day day) {
        return day == null || day.sort() != Sort.MOMENT && day.from() == null;
    }

    /** "from 9 to 11", "between 2 and 4" behind a day, where days of the month would be named. */
    private boolean isHours(int i, Clock clock) {
        boolean between = scope.has(i - 1, Kind.BETWEEN);
        boolean open = between || scope.has(i - 1, Kind.FROM);
        boolean joins =
                scope.has(clock.end(), Kind.TO) || between && scope.has(clock.end(), Kind.AND);
        return open && joins && clocks.read(clock.end() + 1) != null;
    }

    /** "Monday 9 to 5": no days of a month run backwards. */
    private boolean isWorkingDay(int i, Clock clock) {
        boolean joins = scope.has(clock.end(), Kind.TO) || scope.is(clock.end(), "-");
        Lexeme last = scope.at(clock.end() + 1);
        return joins
                && clock.end() == i + 1
                && last.isDigits()
                && last.number() < scope.at(i).number()
                && last.number() > 0
                && scope.endsClause(clock.end() + 2);
    }

    /** A number in words with minutes directly behind a date ("march eighteenth nine thirty"). */
    private boolean isTight(int i, Clock clock, Parts parts, boolean comma) {
        boolean words = !scope.at(i).isDigits() && clock.end() > i + 1;
        boolean dotted = scope.gluedSign(i + 1, ".") && clock.end() == i + 3;
        boolean ish = scope.has(clock.end() - 1, Kind.ISH);
        boolean tonight = "tonight".equals(parts.part) && scope.endsClause(clock.end());
        boolean alone = scope.isPhrase() && parts.day != null && parts.day.part() != null;
        boolean closed =
                scope.endsClause(clock.end()) || clock.isHour() && !scope.isCounted(clock.end());
        boolean listed = dotted && scope.endsClause(clock.end()) && clock.isBehind(parts.day);
        return (!comma || listed) && (words || dotted && closed) || ish || alone || tonight;
    }

    /** "Monday 21": a number that only a day of the month can be. */
    private @Nullable Day bareNumber(int i) {
        Num day = numbers.dayOfMonth(i);
        if (day == null
                || !day.inDigits()
                || clocks.read(i) instanceof Clock clock && clock.sure()) {
            return null;
        }
        boolean closed = scope.endsClause(day.end()) || scope.has(day.end(), Kind.AT);
        return closed && !scope.isPhrase()
                ? Day.of(day.end(), LocalDate.of(2000, 1, day.value()), Sort.NUMBERED)
                : null;
    }

    private @Nullable Found resolve(Parts parts, boolean before, boolean deadline) {
        Day day = parts.day;
        Clock clock = parts.clock;
        if (day == null) {
            return clock == null ? null : timeOnly(parts, clock, deadline);
        }
        if (clock == null) {
            if (day.time() != null) {
                return new Found(parts.end, day, day.time(), true);
            }
            return new Found(parts.end, before ? day.dayBefore() : day, null, true);
        }
        boolean deep = "tonight".equals(parts.part) && !parts.told && clock.isDeepNight();
        if (parts.vague || deep) {
            return deep ? new Found(parts.end, day, null, true) : null;
        }
        LocalTime time = time(parts, clock, deadline);
        ZonedDateTime moment =
                day.date()
                        .atTime(time)
                        .atZone(clock.zone() == null ? scope.zone() : clock.zone())
                        .withZoneSameInstant(scope.zone());
        Day there =
                clock.zone() == null ? day : day.on(moment.toLocalDate(), day.sort(), parts.end);
        return new Found(
                parts.end, there, clock.zone() == null ? time : moment.toLocalTime(), true);
    }

    /** Midnight tonight and midnight as a deadline end the day. */
    private static LocalTime time(Parts parts, Clock clock, boolean deadline) {
        boolean endsDay = deadline || "tonight".equals(parts.part);
        return endsDay && clock.isMidnight() ? LAST_MINUTE : clock.in(parts.part);
    }

    /** A time without a day: today, or tomorrow if it is over. */
    private @Nullable Found timeOnly(Parts parts, Clock clock, boolean deadline) {
        boolean said =
                clock.sure()
                        || parts.part != null && !parts.vague
                        || parts.hour && (scope.endsThought(clock.end()) || scope.isPhrase());
        if (!said) {
            return null;
        }
        LocalTime time = time(parts, clock, deadline);
        ZonedDateTime moment =
                scope.now()
                        .withZoneSameInstant(clock.zone() == null ? scope.zone() : clock.zone())
                        .toLocalDate()
                        .atTime(time)
                        .atZone(clock.zone() == null ? scope.zone() : clock.zone());
        moment = moment.isAfter(scope.now()) ? moment : moment.plusDays(1);
        ZonedDateTime here = moment.withZoneSameInstant(scope.zone());
        return new Found(
                parts.end,
                Day.of(parts.end, here.toLocalDate(), Sort.WORD),
                here.toLocalTime(),
                false);
    }
}
