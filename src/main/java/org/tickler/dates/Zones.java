package org.tickler.dates;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.tickler.words.Kind;
import org.tickler.words.Lexeme;

/** Zones named behind a time: "Eastern", "CET", "UTC+2", "+02:00". */
final class Zones {
    private static final int LONGEST_SHORT_NAME = 4;
    private static final int MINUTES = 60;

    private final Scope scope;

    Zones(Scope scope) {
        this.scope = scope;
    }

    /** The time with the zone that stands behind it, if one does. */
    Clock behind(Clock clock) {
        int i = clock.end();
        boolean bracket = scope.is(i, "(");
        int name = bracket ? i + 1 : i;
        Lexeme lexeme = scope.at(name);
        String zone = lexeme.value(Kind.ZONE);
        boolean shortName = lexeme.text().length() <= LONGEST_SHORT_NAME && !lexeme.upper();
        @Nullable ZoneId id = null;
        int end = name + 1;
        if (zone != null && !shortName) {
            id = ZoneId.of(zone);
        }
        boolean offsetBase = id == null || zone != null && zone.equals("UTC");
        int sign = id == null ? name : end;
        if (offsetBase && isOffset(sign, id != null)) {
            return offset(clock, sign, bracket);
        }
        if (id == null) {
            return clock;
        }
        return clock.at(id, bracket && scope.is(end, ")") ? end + 1 : end);
    }

    /** "+2" or "+02:00" or "+0200"; behind a bare time only the full form (RFC 5322, 3.3). */
    private boolean isOffset(int i, boolean named) {
        Lexeme hours = scope.at(i + 1);
        boolean sign = scope.is(i, "+") || scope.is(i, "-");
        boolean full = hours.digits() == 4 || hours.digits() == 2 && scope.gluedSign(i + 2, ":");
        boolean joined = named || scope.at(i).glued() || scope.is(i, "+") || hours.digits() == 4;
        return sign
                && joined
                && hours.glued()
                && hours.isDigits()
                && hours.digits() != 3
                && hours.digits() <= 4
                && (named || full);
    }

    private Clock offset(Clock clock, int i, boolean bracket) {
        Lexeme digits = scope.at(i + 1);
        int hours = digits.digits() == 4 ? digits.number() / 100 : digits.number();
        int minutes = digits.digits() == 4 ? digits.number() % 100 : 0;
        int end = i + 2;
        if (scope.gluedSign(end, ":")
                && scope.at(end + 1).digits() == 2
                && scope.at(end + 1).glued()) {
            minutes = scope.at(end + 1).number();
            end += 2;
        }
        if (hours > 18 || minutes >= MINUTES) {
            return clock;
        }
        int sign = scope.is(i, "-") ? -1 : 1;
        ZoneOffset offset =
                ZoneOffset.ofTotalSeconds(
                        Math.clamp(sign * (hours * 60L + minutes) * 60L, -64800, 64800));
        return clock.at(offset, bracket && scope.is(end, ")") ? end + 1 : end);
    }
}
