package org.tickler.dates;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.Day.Sort;
import org.tickler.dates.Numbers.Num;
import org.tickler.words.Kind;
import org.tickler.words.Lexeme;

/** Distances from today or from a named day: "in 3 working days", "a week from Friday", "2d". */
final class Offsets {
    private static final int MOST = 9_999;

    /** "+2026" is rather a word with a sign than a distance. */
    private static final int MOST_BARE = 999;

    private static final int PARTS = 3;

    private final Scope scope;
    private final Numbers numbers;

    Offsets(Scope scope, Numbers numbers) {
        this.scope = scope;
        this.numbers = numbers;
    }

    /** Amounts in their order, such as 2 years, 1 month and 21 days. */
    private record Distance(int end, long minutes, LocalDate moved, Unit largest, boolean back) {}

    @Nullable Day read(int i, Days anchors, int depth) {
        if (scope.has(i, Kind.WITHIN) || scope.has(i, Kind.IN)) {
            Day ahead = ahead(i);
            if (ahead != null) {
                return ahead;
            }
        }
        if (scope.has(i, Kind.AGO_BEFORE)) {
            Distance back = distance(i + 1, scope.today(), true);
            return back == null ? null : result(back, back.end());
        }
        Day next = nextFew(i);
        return next == null ? trailing(i, anchors, depth) : next;
    }

    /** "the next three days", "los próximos 3 días", "les 2 prochaines semaines". */
    private @Nullable Day nextFew(int i) {
        int at = scope.skip(i, Kind.THE);
        boolean front = isNext(at);
        Num count = numbers.cardinal(front ? at + 1 : at);
        if (count == null || count.value() < 2 || !front && !isNext(count.end())) {
            return null;
        }
        Unit unit = unit(front ? count.end() : count.end() + 1);
        if (unit == null || unit == Unit.MINUTE || unit == Unit.HOUR) {
            return null;
        }
        int end = count.end() + (front ? 1 : 2);
        return Day.of(end, unit.move(scope.today(), count.value()), Sort.OFFSET);
    }

    private boolean isNext(int i) {
        return scope.has(i, Kind.NEXT) || scope.has(i, Kind.COMING);
    }

    private @Nullable Day ahead(int i) {
        int at = scope.skip(i + 1, Kind.THE);
        at = isNext(at) ? at + 1 : at;
        Distance distance = distance(at, scope.today(), false);
        if (distance == null) {
            return null;
        }
        int end = distance.end();
        boolean share = isOne(at) && scope.has(i, Kind.IN) && scope.has(i - 1, Kind.UNIT);
        if (scope.has(end, Kind.SINCE) || share || isMeasure(at, end)) {
            return null;
        }
        end = scope.has(end, Kind.LATER) ? end + 1 : end;
        end = scope.is(end, "'") && scope.is(end + 1, "time") ? end + 2 : end;
        boolean days = distance.minutes() % (24 * 60) == 0 && distance.minutes() > 0;
        if (scope.has(i, Kind.WITHIN) && days) {
            return Day.of(end, scope.today().plusDays(distance.minutes() / (24 * 60)), Sort.OFFSET);
        }
        return anchored(result(distance, end), end);
    }

    /** "in 24 hour mode": a unit in the singular behind several only describes the next word. */
    private boolean isMeasure(int count, int end) {
        Lexeme unit = scope.at(end - 1);
        Lexeme next = scope.at(end);
        return scope.language().equals("en")
                && scope.at(count).number() > 1
                && !unit.text().endsWith("s")
                && next.isForeign()
                && !next.has(Kind.HINT);
    }

    /** "in two days from today" says it twice. */
    private Day anchored(Day day, int end) {
        boolean today =
                scope.has(end, Kind.FROM)
                        && (scope.at(end + 1).number(Kind.DAY_WORD) == 0
                                        && scope.has(end + 1, Kind.DAY_WORD)
                                || scope.has(end + 1, Kind.NOW));
        return today ? day.until(end + 2) : day;
    }

    /** "3 days ago", "two weeks later", "3 days after Tuesday", in a phrase also "3d" and "+5". */
    private @Nullable Day trailing(int i, Days anchors, int depth) {
        int at = scope.is(i, "+") && scope.isPhrase() ? i + 1 : i;
        Distance distance = distance(at, scope.today(), false);
        if (distance == null) {
            return at > i ? plainDays(at) : null;
        }
        int end = distance.end();
        if (scope.has(end, Kind.AGO)) {
            Distance back = distance(at, scope.today(), true);
            return back == null ? null : result(back, end + 1);
        }
        if (scope.has(end, Kind.LATER)) {
            return anchored(result(distance, end + 1), end + 1);
        }
        boolean before = scope.has(end, Kind.BEFORE);
        boolean whole =
                distance.largest().compareTo(Unit.DAY) >= 0
                        && distance.largest().compareTo(Unit.MONTH) < 0;
        if (depth == 0 && whole && scope.at(end).number(Kind.DAY_WORD) >= 0) {
            return from(at, end, false, anchors);
        }
        boolean weeks = distance.largest() == Unit.WEEK || distance.largest() == Unit.FORTNIGHT;
        if (depth == 0 && weeks && scope.has(end, Kind.ON)) {
            Day day = anchors.read(end + 1, true, 1);
            return day == null || !day.isWeekday() ? null : from(at, end + 1, false, anchors);
        }
        if (depth == 0 && (before || scope.has(end, Kind.AFTER) || scope.has(end, Kind.FROM))) {
            Day day = from(at, end + 1, before, anchors);
            if (day != null) {
                return day;
            }
        }
        return scope.isPhrase() ? result(distance, end) : null;
    }

    private @Nullable Day from(int at, int anchor, boolean before, Days anchors) {
        if (scope.has(anchor, Kind.NOW)) {
            Distance distance = distance(at, scope.today(), before);
            return distance == null ? null : result(distance, anchor + 1);
        }
        Day base = anchors.read(anchor, true, 1);
        if (base == null || base.sort() == Sort.MOMENT) {
            return null;
        }
        Distance distance = distance(at, base.date(), before);
        if (distance == null || distance.minutes() > 0) {
            return null;
        }
        Sort sort = distance.largest().compareTo(Unit.MONTH) < 0 ? Sort.OFFSET : Sort.LONG_OFFSET;
        return Day.of(base.end(), distance.moved(), sort);
    }

    /** "+5" in a phrase. */
    private @Nullable Day plainDays(int i) {
        Num days = numbers.cardinal(i);
        return days == null || days.value() > MOST_BARE
                ? null
                : Day.of(days.end(), scope.today().plusDays(days.value()), Sort.OFFSET);
    }

    private Day result(Distance distance, int end) {
        if (distance.minutes() > 0) {
            long minutes = distance.back() ? -distance.minutes() : distance.minutes();
            ZonedDateTime moment = scope.now().with(distance.moved()).plusMinutes(minutes);
            return Day.moment(
                    end, moment.toLocalDate(), moment.toLocalTime().withSecond(0).withNano(0));
        }
        Sort sort = distance.largest().compareTo(Unit.MONTH) < 0 ? Sort.OFFSET : Sort.LONG_OFFSET;
        return Day.of(end, distance.moved(), sort);
    }

    private @Nullable Distance distance(int i, LocalDate base, boolean back) {
        LocalDate date = base;
        long minutes = 0;
        Unit largest = Unit.MINUTE;
        int at = i;
        int parts = 0;
        for (; parts < PARTS; parts++) {
            int next = parts == 0 ? at : scope.skip(scope.skipSign(at, ","), Kind.AND);
            Amount amount = amount(next);
            if (amount == null) {
                break;
            }
            date = amount.unit().move(date, back ? -amount.count() : amount.count());
            minutes += amount.minutes();
            largest = amount.unit().compareTo(largest) > 0 ? amount.unit() : largest;
            at = amount.end();
        }
        boolean anchored = minutes > 0 && !base.equals(scope.today());
        return parts == 0 || anchored ? null : new Distance(at, minutes, date, largest, back);
    }

    private record Amount(int end, int count, long minutes, Unit unit) {}

    private @Nullable Amount amount(int i) {
        if (scope.has(i, Kind.HALF)) {
            return half(scope.skip(i + 1, Kind.A));
        }
        int tenths = scope.at(i).number(Kind.TENTHS);
        if (tenths > 0) {
            Unit unit = unit(i + 1);
            return unit == null ? null : andHalf(tenths / 10, unit, i + 2);
        }
        Num count = isOne(i) ? new Num(1, i + 1, false) : numbers.cardinal(i);
        if (count == null || count.value() > MOST) {
            return fraction(i);
        }
        Num most = mostOf(count);
        if (most != null) {
            count = most;
        }
        boolean split = scope.has(count.end(), Kind.AND) && isHalf(count.end() + 1);
        int behind = scope.skip(scope.skip(count.end() + 1, Kind.A), Kind.HALF);
        Unit halved = split ? unit(behind) : null;
        if (halved != null) {
            return andHalf(count.value(), halved, behind + 1);
        }
        int at =
                scope.is(count.end(), "-") && !scope.is(count.end() + 1, "-")
                        ? count.end() + 1
                        : count.end();
        Unit unit = unit(at);
        if (unit == null) {
            return null;
        }
        if (scope.has(at + 1, Kind.AND) && isHalf(at + 2)) {
            return andHalf(count.value(), unit, scope.skip(scope.skip(at + 2, Kind.A), Kind.HALF));
        }
        long minutes =
                unit == Unit.MINUTE ? count.value() : unit == Unit.HOUR ? count.value() * 60L : 0;
        return new Amount(at + 1, count.value(), minutes, unit);
    }

    /** The three of "in 2-3 weeks" and "in two to three weeks", or null. */
    private @Nullable Num mostOf(Num count) {
        boolean joins = scope.is(count.end(), "-") || scope.has(count.end(), Kind.TO);
        Num most = joins ? numbers.cardinal(count.end() + 1) : null;
        return most != null
                        && most.value() > count.value()
                        && most.value() <= MOST
                        && unit(most.end()) != null
                ? most
                : null;
    }

    /** "half an hour", "half a year"; half a day or week is no whole day. */
    private @Nullable Amount half(int i) {
        Unit unit = unit(i);
        return unit == Unit.HOUR
                ? new Amount(i + 1, 0, 30, Unit.MINUTE)
                : unit == Unit.YEAR ? new Amount(i + 1, 6, 0, Unit.MONTH) : null;
    }

    private boolean isHalf(int i) {
        return scope.has(scope.skip(i, Kind.A), Kind.HALF) && !scope.has(i + 1, Kind.UNIT);
    }

    /** "an hour and a half", "two and a half years"; half a day or week is no whole day. */
    private static @Nullable Amount andHalf(int count, Unit unit, int end) {
        return switch (unit) {
            case HOUR -> new Amount(end, 0, count * 60L + 30, Unit.HOUR);
            case YEAR -> new Amount(end, count * 12 + 6, 0, Unit.MONTH);
            case MINUTE, DAY, WORKDAY, WEEK, FORTNIGHT, MONTH, QUARTER -> null;
        };
    }

    /** "1.5 hours", "2,5 Stunden". */
    private @Nullable Amount fraction(int i) {
        boolean point = scope.gluedSign(i + 1, ".") || scope.gluedSign(i + 1, ",");
        Lexeme tenths = scope.at(i + 2);
        boolean hours = "hour".equals(scope.at(i + 3).value(Kind.UNIT));
        return point && hours && scope.at(i).isDigits() && tenths.glued() && tenths.digits() == 1
                ? new Amount(i + 4, 0, scope.at(i).number() * 60L + tenths.number() * 6L, Unit.HOUR)
                : null;
    }

    /** "a week from …", "the day after …". */
    private boolean isOne(int i) {
        boolean beside = scope.has(i + 2, Kind.AFTER) || scope.has(i + 2, Kind.BEFORE);
        return scope.has(i, Kind.A) || beside && scope.has(i, Kind.THE) && !scope.isPhrase();
    }

    private @Nullable Unit unit(int i) {
        Lexeme lexeme = scope.at(i);
        String name = lexeme.value(Kind.UNIT);
        if (name != null) {
            return Unit.of(name);
        }
        String letter = lexeme.glued() ? lexeme.value(Kind.UNIT_LETTER) : null;
        Unit unit = letter == null ? null : Unit.of(letter);
        boolean clear = unit == Unit.HOUR || unit == Unit.DAY || unit == Unit.WEEK;
        boolean told = scope.has(i + 1, Kind.AGO) || scope.has(i - 2, Kind.WITHIN);
        return scope.isPhrase() || clear && told ? unit : null;
    }
}
