package org.tickler.dates;

import org.jspecify.annotations.Nullable;
import org.tickler.words.Kind;
import org.tickler.words.Lexeme;

/** Cardinals, ordinals and years, in digits and in words. */
final class Numbers {
    private static final int PIVOT = 40;

    private final Scope scope;

    Numbers(Scope scope) {
        this.scope = scope;
    }

    /**
     * @param end index of the first lexeme behind it
     * @param inDigits whether it is written in digits
     */
    record Num(int value, int end, boolean inDigits) {}

    /** A whole number; not the integer part of a decimal fraction, a price or a percentage. */
    @Nullable Num cardinal(int i) {
        Lexeme first = scope.at(i);
        if (first.isDigits()) {
            boolean comma = scope.gluedSign(i + 1, ",") && scope.at(i + 2).digits() != 4;
            boolean fraction = comma || scope.gluedSign(i + 1, ".");
            return first.number() < 0
                            || fraction && scope.at(i + 2).glued() && scope.at(i + 2).isDigits()
                    ? null
                    : new Num(first.number(), i + 1, true);
        }
        return words(i);
    }

    /** The hour of a clock, 1 to 23. */
    @Nullable Num hour(int i) {
        Num hour = cardinal(i);
        return hour == null || hour.value() < 1 || hour.value() > 23 ? null : hour;
    }

    /** A number below hundred in words. */
    @Nullable Num words(int i) {
        int tens = scope.at(i).number(Kind.NUMBER);
        if (tens < 0 || tens > 99) {
            return null;
        }
        if (tens >= 20 && tens % 10 == 0) {
            int next = scope.gluedSign(i + 1, "-") ? i + 2 : i + 1;
            int units = scope.at(next).number(Kind.NUMBER);
            if (units > 0 && units < 10) {
                return new Num(tens + units, next + 1, false);
            }
        }
        return new Num(tens, i + 1, false);
    }

    /** "14th", "1.", "first", "twenty-first". */
    @Nullable Num ordinal(int i) {
        Lexeme first = scope.at(i);
        if (first.isDigits()) {
            boolean suffix =
                    scope.at(i + 1).glued()
                            && scope.has(i + 1, Kind.ORDINAL_SUFFIX)
                            && !(scope.at(i + 2).glued() && scope.at(i + 2).isAlphanumeric());
            return suffix && first.digits() <= 2 ? new Num(first.number(), i + 2, true) : null;
        }
        int value = first.number(Kind.ORDINAL);
        if (value > 0) {
            return new Num(value, i + 1, false);
        }
        int tens = first.number(Kind.NUMBER);
        int next = scope.gluedSign(i + 1, "-") ? i + 2 : i + 1;
        int units = scope.at(next).number(Kind.ORDINAL);
        boolean compound = (tens == 20 || tens == 30) && units > 0 && units < 10;
        return compound ? new Num(tens + units, next + 1, false) : null;
    }

    /** "2nd", "third", "deuxième": a place in a short row, 1 to 5. */
    @Nullable Num nth(int i) {
        int named = scope.at(i).number(Kind.NTH);
        Num nth = named > 0 ? new Num(named, i + 1, false) : ordinal(i);
        return nth == null || nth.value() < 1 || nth.value() > 5 ? null : nth;
    }

    /** A day of a month: "4", "4th", "04", "fourth", "twenty four"; null outside 1 to 31. */
    @Nullable Num dayOfMonth(int i) {
        Num day = ordinal(i);
        if (day == null && !(scope.at(i).isDigits() && scope.at(i).digits() > 2)) {
            day = cardinal(i);
        }
        return day == null || day.value() < 1 || day.value() > 31 ? null : day;
    }

    /** A year of four digits, of two after an apostrophe, or in words. */
    @Nullable Num year(int i) {
        Lexeme first = scope.at(i);
        if (first.isDigits()) {
            boolean more =
                    scope.at(i + 1).glued()
                            && (scope.at(i + 1).isDigits()
                                    || scope.is(i + 1, ":")
                                    || scope.is(i + 1, ".")
                                            && scope.at(i + 2).glued()
                                            && scope.at(i + 2).isDigits());
            boolean plausible =
                    first.digits() == 4 && first.number() >= 1000 && first.number() < 3000;
            return plausible && !more ? new Num(first.number(), i + 1, true) : null;
        }
        if (first.is("'") && scope.at(i + 1).glued() && scope.at(i + 1).digits() == 2) {
            return new Num(century(scope.at(i + 1).number()), i + 2, true);
        }
        return yearInWords(i);
    }

    private @Nullable Num yearInWords(int i) {
        Num high = words(i);
        if (high == null) {
            return null;
        }
        if (scope.at(high.end()).number(Kind.NUMBER) == 1000) {
            Num low = words(scope.skip(high.end() + 1, Kind.AND));
            return low == null
                    ? new Num(high.value() * 1000, high.end() + 1, false)
                    : new Num(high.value() * 1000 + low.value(), low.end(), false);
        }
        if (high.value() < 15 || high.value() > 21) {
            return null;
        }
        boolean hundred = scope.at(high.end()).number(Kind.NUMBER) == 100;
        Num low = words(hundred ? scope.skip(high.end() + 1, Kind.AND) : high.end());
        if (low == null || !hundred && low.value() < 10) {
            return hundred ? new Num(high.value() * 100, high.end() + 1, false) : null;
        }
        return new Num(high.value() * 100 + low.value(), low.end(), false);
    }

    /** The year that two digits mean. */
    static int century(int twoDigits) {
        return twoDigits < PIVOT ? 2000 + twoDigits : 1900 + twoDigits;
    }
}
