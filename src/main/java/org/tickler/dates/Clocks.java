package org.tickler.dates;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.Clock.Half;
import org.tickler.words.Kind;
import org.tickler.words.Lexeme;

/** Times of day: "3pm", "15:30", "15h30", "half past three", "noon", with their zones. */
final class Clocks {
    private static final int HOURS = 24;
    private static final int MINUTES = 60;
    private static final int EARLY_HOUR = 7;

    private final Scope scope;
    private final Numbers numbers;
    private final Zones zones;

    Clocks(Scope scope, Numbers numbers) {
        this.scope = scope;
        this.numbers = numbers;
        this.zones = new Zones(scope);
    }

    /** The time at {@code i}, of a range its start, with the zone behind it. */
    @Nullable Clock read(int i) {
        Clock clock = single(i);
        if (clock == null) {
            return null;
        }
        int before = scope.has(i - 1, Kind.AT) ? i - 2 : i - 1;
        boolean between = scope.has(i - 1, Kind.BETWEEN) || scope.has(before, Kind.BETWEEN);
        boolean moment = scope.gluedSign(clock.end(), "-") && isExact(i, clock.end());
        return zones.behind(moment ? clock : range(clock, between));
    }

    /** With seconds or behind a T: what follows a hyphen is an offset, and no end of a range. */
    private boolean isExact(int i, int end) {
        return scope.gluedSign(i - 1, "t")
                || end > i + 3 && scope.is(i + 1, ":") && scope.is(i + 3, ":");
    }

    private @Nullable Clock single(int i) {
        Clock clock = word(i);
        clock = clock == null ? digital(i) : clock;
        clock = clock == null ? fourDigits(i) : clock;
        clock = clock == null ? fraction(i) : clock;
        clock = clock == null ? plus(hour(i)) : clock;
        if (clock == null) {
            return null;
        }
        Lexeme last = scope.at(clock.end());
        boolean torn = last.glued() && last.isAlphanumeric() && !(last.is("z") && last.upper());
        boolean fraction =
                last.glued()
                        && (last.is(":") || last.is(".") || last.is("/") || last.is(","))
                        && scope.at(clock.end() + 1).glued()
                        && scope.at(clock.end() + 1).isDigits();
        return torn || fraction || last.is("%") ? null : clock;
    }

    private @Nullable Clock word(int i) {
        int minutes = scope.at(i).number(Kind.CLOCK_WORD);
        return minutes < 0 ? null : Clock.known(i + 1, minutes / MINUTES, minutes % MINUTES);
    }

    /** 15:30, 15:30:10, 3.30pm, 15h30, 15.30 Uhr. */
    private @Nullable Clock digital(int i) {
        Lexeme hour = scope.at(i);
        Lexeme mark = scope.at(i + 1);
        Lexeme minute = scope.at(i + 2);
        if (!hour.isDigits()
                || hour.digits() > 2
                || !mark.glued()
                || !minute.isDigits()
                || !minute.glued()) {
            return null;
        }
        boolean colon = mark.is(":");
        boolean mayBe = colon || mark.is(".") || mark.has(Kind.HOUR_MARK);
        if (!mayBe
                || minute.digits() != 2
                || hour.number() >= HOURS
                || minute.number() >= MINUTES) {
            return null;
        }
        int end = seconds(i + 3, colon);
        if (end < 0 || end > i + 3 && hour.digits() == 1 && scope.has(i - 1, Kind.IN)) {
            return null;
        }
        return halfOfDay(
                end,
                hour.number(),
                minute.number(),
                colon || mark.has(Kind.HOUR_MARK),
                hour.digits() == 2 && hour.number() < 10 || mark.has(Kind.HOUR_MARK));
    }

    /** "at 0645", "tomorrow at 2100": four digits that are no year and no number of things. */
    private @Nullable Clock fourDigits(int i) {
        Lexeme digits = scope.at(i);
        boolean early = digits.digits() == 4 && digits.number() < 1000 && digits.number() >= 0;
        boolean ofDay =
                digits.digits() == 4
                        && digits.number() / 100 < HOURS
                        && (scope.has(i - 2, Kind.DAY_WORD) || scope.has(i - 2, Kind.WEEKDAY))
                        && scope.endsThought(i + 1);
        return (early || ofDay)
                        && !digits.glued()
                        && scope.has(i - 1, Kind.AT)
                        && digits.number() % 100 < MINUTES
                ? Clock.known(i + 1, digits.number() / 100, digits.number() % 100)
                : null;
    }

    /** The index behind optional seconds; -1 if more digits follow than a time has. */
    private int seconds(int i, boolean colon) {
        Lexeme sign = scope.at(i);
        Lexeme digits = scope.at(i + 1);
        if (!sign.glued()
                || !digits.isDigits()
                || !digits.glued()
                || !(sign.is(":") || sign.is(".") || sign.is("/"))) {
            return i;
        }
        if (!colon || !sign.is(":") || digits.digits() != 2 || digits.number() >= MINUTES) {
            return -1;
        }
        Lexeme dot = scope.at(i + 2);
        Lexeme nanos = scope.at(i + 3);
        return dot.glued() && dot.is(".") && nanos.glued() && nanos.isDigits() ? i + 4 : i + 2;
    }

    /** Puts am, pm or o'clock behind the hour and minute, if they stand there. */
    private @Nullable Clock halfOfDay(int end, int hour, int minute, boolean sure, boolean whole) {
        int half = meridiem(end);
        if (half >= 0) {
            return hour > 12 && half == 0
                    ? null
                    : Clock.known(end + 1, hour > 12 ? hour : hour % 12 + half, minute);
        }
        if (scope.has(end, Kind.OCLOCK)) {
            return new Clock(end + 1, LocalTime.of(hour, minute), half(hour, minute), true, null);
        }
        Half unsaid = whole || sure && is24Hours() ? Half.TOLD : half(hour, minute);
        return new Clock(end, LocalTime.of(hour, minute), unsaid, sure, null);
    }

    /** "3" may be the afternoon; in languages that count to 24 "8 Uhr" only if the words say so. */
    private Half half(int hour, int minute) {
        boolean plain = !is24Hours() || hour < EARLY_HOUR && minute == 0;
        return plain ? Half.GUESSED : Half.TOLD;
    }

    /** Outside English 3:30 is the night; in English it may be the afternoon. */
    private boolean is24Hours() {
        return !scope.language().equals("en");
    }

    /** 0 for am, 12 for pm, -1 if neither stands at {@code i}; a lone a or p must be glued. */
    private int meridiem(int i) {
        Lexeme lexeme = scope.at(i);
        boolean letter = lexeme.text().length() == 1;
        boolean loose =
                letter
                        && (!lexeme.glued()
                                || scope.at(i + 1).glued() && scope.at(i + 1).isAlphanumeric()
                                || !isMark(i - 2) && !scope.announcesTime(start(i - 1)));
        return loose ? -1 : lexeme.number(Kind.MERIDIEM);
    }

    /** "3:15p", "5h16p". */
    private boolean isMark(int i) {
        return scope.is(i, ":") || scope.has(i, Kind.HOUR_MARK);
    }

    /** Where the time begins whose last digits stand at {@code i}: "3.15p". */
    private int start(int i) {
        return scope.gluedSign(i - 1, ".") && scope.at(i).glued() ? i - 2 : i;
    }

    /** "half past three", "quarter to five", "ten past two", "halb vier". */
    private @Nullable Clock fraction(int i) {
        Lexeme first = scope.at(i);
        if (first.has(Kind.HALF_TO)) {
            Numbers.Num hour = numbers.hour(i + 1);
            return hour == null ? null : shifted(hour, -30);
        }
        if (first.has(Kind.HALF_PAST)) {
            Numbers.Num hour = numbers.words(i + 1);
            if (hour != null
                    && (scope.has(i - 1, Kind.AT) || scope.isDayAhead(hour.end()))
                    && hour.value() >= 1
                    && hour.value() <= 12) {
                return shifted(hour, 30);
            }
        }
        int minutes = -1;
        int end = i + 1;
        if (first.has(Kind.QUARTER_HOUR)) {
            minutes = 15;
        } else if (first.has(Kind.HALF_HOUR)) {
            minutes = 30;
        } else {
            Numbers.Num count = numbers.cardinal(i);
            if (count != null && count.value() < MINUTES) {
                minutes = count.value();
                end = isMinutes(count.end()) ? count.end() + 1 : count.end();
            }
        }
        boolean past = scope.has(end, Kind.PAST_HOUR);
        if (minutes < 0 || !past && !scope.has(end, Kind.TO_HOUR)) {
            return null;
        }
        Numbers.Num hour = numbers.hour(end + 1);
        boolean range =
                first.isDigits()
                        && !past
                        && !isMinutes(end - 1)
                        && !scope.has(i - 1, Kind.AT)
                        && !(hour != null
                                && minutes > hour.value()
                                && scope.isPartAhead(hour.end()));
        boolean counted = !range && (minutes % 5 == 0 || isMinutes(end - 1));
        Clock clock = hour == null || !counted ? null : shifted(hour, past ? minutes : -minutes);
        boolean odds = first.has(Kind.NUMBER) && !past && !scope.has(i - 1, Kind.AT);
        return clock == null || !odds || isMinutes(end - 1) ? clock : clock.unsure();
    }

    private boolean isMinutes(int i) {
        return "minute".equals(scope.at(i).value(Kind.UNIT));
    }

    private @Nullable Clock shifted(Numbers.Num hour, int minutes) {
        if (scope.has(hour.end(), Kind.UNIT) || scope.is(hour.end(), "%")) {
            return null;
        }
        Clock whole = halfOfDay(hour.end(), hour.value(), 0, true, false);
        if (whole == null) {
            return null;
        }
        boolean open = hour.value() <= 12 && meridiem(hour.end()) < 0;
        LocalTime time = whole.time().plusMinutes(minutes);
        return new Clock(
                whole.end(),
                open && time.getHour() == 0 ? time.plusHours(12) : time,
                open ? Half.GUESSED : Half.KNOWN,
                true,
                null);
    }

    /** "3pm", "15 Uhr", "3 o'clock", "3ish", "nine thirty", or the number alone. */
    private @Nullable Clock hour(int i) {
        Lexeme first = scope.at(i);
        if (first.isDigits() && first.digits() > 2) {
            return compact(i);
        }
        Numbers.Num hour = numbers.cardinal(i);
        if (hour == null || hour.value() >= HOURS) {
            return null;
        }
        int end = hour.end();
        if (scope.has(end, Kind.ISH) && scope.at(end).glued()) {
            return new Clock(end + 1, LocalTime.of(hour.value(), 0), Half.GUESSED, false, null);
        }
        if (scope.has(end, Kind.OCLOCK)) {
            return oclock(hour);
        }
        if (hour.inDigits() && scope.has(end, Kind.SHARP)) {
            return new Clock(
                    end + 1, LocalTime.of(hour.value(), 0), half(hour.value(), 0), true, null);
        }
        if (!hour.inDigits() && hour.value() > 0) {
            Clock withMinutes = minutesInWords(hour);
            if (withMinutes != null) {
                return withMinutes;
            }
        }
        return halfOfDay(end, hour.value(), 0, false, false);
    }

    /** "tres y media", "3 heures et quart", "cinco menos cuarto". */
    private @Nullable Clock plus(@Nullable Clock hour) {
        if (hour == null || hour.time().getMinute() > 0) {
            return hour;
        }
        int sign = scope.has(hour.end(), Kind.PLUS_HOUR) ? 1 : -1;
        if (sign < 0 && !scope.has(hour.end(), Kind.MINUS_HOUR)) {
            return hour;
        }
        int at = hour.end() + 1;
        Numbers.Num count = numbers.words(at);
        int minutes =
                scope.has(at, Kind.HALF_HOUR) ? 30 : scope.has(at, Kind.QUARTER_HOUR) ? 15 : 0;
        if (minutes == 0 && (count == null || count.value() >= MINUTES)) {
            return hour;
        }
        long shift = minutes > 0 || count == null ? minutes : count.value();
        int end = minutes > 0 || count == null ? at + 1 : count.end();
        return new Clock(
                end, hour.time().plusMinutes(sign * shift), Half.GUESSED, hour.sure(), null);
    }

    /** "15 Uhr", "15 Uhr 30", "3 o'clock", "15 h", "3 Uhr nachmittags". */
    private @Nullable Clock oclock(Numbers.Num hour) {
        Lexeme mark = scope.at(hour.end());
        boolean plainUnit = mark.has(Kind.UNIT) && !(mark.is("h") && is24Hours());
        if (plainUnit && !is24Hours()) {
            return null;
        }
        int end = hour.end() + 1;
        int minute = 0;
        Lexeme minutes = scope.at(end);
        if (minutes.digits() == 2 && minutes.number() < MINUTES && !scope.isOrdinalDot(end + 1)) {
            minute = minutes.number();
            end++;
        } else if (scope.has(end, Kind.HALF_HOUR)) {
            minute = 30;
            end++;
        }
        return new Clock(
                end,
                LocalTime.of(hour.value(), minute),
                half(hour.value(), minute),
                !plainUnit && !isSpan(hour),
                null);
    }

    /** "--limit=12h": in English a bare h is rather the length of something. */
    private boolean isSpan(Numbers.Num hour) {
        int i = hour.end() - 1;
        return !is24Hours()
                && scope.is(hour.end(), "h")
                && !scope.announcesTime(i)
                && !(i == 0 && scope.isEnd(hour.end() + 1));
    }

    /** "nine thirty", "five-thirty", "six forty-three minutes". */
    private @Nullable Clock minutesInWords(Numbers.Num hour) {
        int next = scope.gluedSign(hour.end(), "-") ? hour.end() + 1 : hour.end();
        Numbers.Num minute = numbers.words(next);
        if (minute == null
                || minute.value() < 10
                || minute.value() >= MINUTES
                || hour.value() > 12) {
            return null;
        }
        int end = isMinutes(minute.end()) ? minute.end() + 1 : minute.end();
        return halfOfDay(end, hour.value(), minute.value(), false, false);
    }

    /** "1430 hrs", "0930h", "730pm". */
    private @Nullable Clock compact(int i) {
        Lexeme digits = scope.at(i);
        int hour = digits.number() / 100;
        int minute = digits.number() % 100;
        boolean plausible = digits.digits() <= 4 && hour < HOURS && minute < MINUTES;
        if (!plausible
                || meridiem(i + 1) < 0
                        && !(digits.digits() == 4 && scope.has(i + 1, Kind.OCLOCK))) {
            return null;
        }
        return halfOfDay(i + 1, hour, minute, true, true);
    }

    /**
     * Takes in the end of a range such as 3-4pm, whose half of the day then also holds for the
     * start.
     */
    private Clock range(Clock start, boolean between) {
        int i = start.end();
        boolean glued = scope.is(i, "-");
        boolean and = scope.has(i, Kind.AND) && between;
        if (!glued && !and && !scope.has(i, Kind.TO)) {
            return start;
        }
        Clock end = single(scope.skip(i + 1, Kind.AT));
        boolean tight = glued && scope.at(i).glued() && scope.at(i + 1).glued();
        if (end == null || !end.sure() && !(start.sure() && tight) && !and) {
            return start;
        }
        LocalTime time = start.time();
        boolean open = start.half() == Half.GUESSED || start.half() == Half.TOLD && !start.sure();
        boolean sameHalf = open && end.half() == Half.KNOWN;
        if (sameHalf
                && end.time().getHour() >= 12
                && time.getHour() < 12
                && !time.plusHours(12).isAfter(end.time())) {
            time = time.plusHours(12);
        }
        Half half = sameHalf ? Half.KNOWN : start.half();
        return new Clock(end.end(), time, half, start.sure() || end.sure(), end.zone());
    }
}
