package org.tickler.dates;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.tickler.words.Kind;
import org.tickler.words.Languages;
import org.tickler.words.Lexeme;

/** The words under the reader's eye and what they are read against. */
record Scope(
        List<Lexeme> lexemes,
        ZonedDateTime now,
        Languages.Order order,
        String language,
        Mode mode) {
    private static final int WORDS_OF_A_CHANGE = 6;

    /** No step is named. */
    static final int NONE = Integer.MIN_VALUE;

    /** How much benefit of the doubt the words get. */
    enum Mode {
        /** Dates that somebody means, in prose. */
        PROSE,
        /** Also those in addresses and file names, and the present moment. */
        EVERYTHING,
        /** The whole text is said to be one date: short forms count, and it lies ahead. */
        PHRASE
    }

    Lexeme at(int i) {
        return i < 0 || i >= lexemes.size() ? Lexeme.NONE : lexemes.get(i);
    }

    boolean has(int i, Kind kind) {
        return at(i).has(kind);
    }

    boolean is(int i, String sign) {
        return at(i).is(sign);
    }

    boolean gluedSign(int i, String sign) {
        return at(i).glued() && at(i).is(sign);
    }

    /** The index behind {@code kind} if it stands at {@code i}, else {@code i}. */
    int skip(int i, Kind kind) {
        return has(i, kind) ? i + 1 : i;
    }

    int skipSign(int i, String sign) {
        return is(i, sign) ? i + 1 : i;
    }

    boolean isEnd(int i) {
        return i >= lexemes.size();
    }

    /** Whether a clause ends before {@code i}: the text ends, or a sign stands there. */
    boolean endsClause(int i) {
        return isEnd(i) || !at(i).isAlphanumeric() && !at(i).glued() || isStop(i);
    }

    boolean isSentenceEnd(int i) {
        return switch (at(i).text()) {
            case ".", ";", "!", "?", "\n" -> isEnd(i + 1) || !at(i + 1).glued();
            default -> false;
        };
    }

    /** "15 Uhr 30. November": the dot is no full stop. */
    boolean isOrdinalDot(int i) {
        return gluedSign(i, ".") && (at(i + 1).glued() || has(i + 1, Kind.MONTH));
    }

    private boolean isStop(int i) {
        return switch (at(i).text()) {
            case ".", ",", ";", ":", "!", "?", ")", "]", "\n", "|", "\"", "'" ->
                    isEnd(i + 1) || !at(i + 1).glued() || !at(i + 1).isDigits();
            default -> false;
        };
    }

    LocalDate today() {
        return now.toLocalDate();
    }

    LocalTime minute() {
        return now.toLocalTime().withSecond(0).withNano(0);
    }

    ZoneId zone() {
        return now.getZone();
    }

    /** Whether clocks are put forward in January here: the sign of the southern summer. */
    boolean isSouthern() {
        return zone().getRules()
                .isDaylightSavings(today().withDayOfYear(15).atStartOfDay(zone()).toInstant());
    }

    boolean isPhrase() {
        return mode == Mode.PHRASE;
    }

    /** The next such day strictly after today. */
    LocalDate next(DayOfWeek weekday) {
        int ahead = Math.floorMod(weekday.getValue() - today().getDayOfWeek().getValue(), 7);
        return today().plusDays(ahead == 0 ? 7 : ahead);
    }

    /**
     * Which of several is meant: 2 the one after next, 1 next, 0 this, -1 last; else {@link #NONE}.
     */
    int step(int i) {
        Lexeme lexeme = at(i);
        if (lexeme.has(Kind.AFTER_NEXT)) {
            return 2;
        }
        if (lexeme.has(Kind.NEXT) || lexeme.has(Kind.COMING)) {
            return 1;
        }
        if (lexeme.has(Kind.THIS)) {
            return 0;
        }
        return lexeme.has(Kind.LAST) || lexeme.has(Kind.PAST) ? -1 : NONE;
    }

    /** Like {@link #step}, for words behind the name: "prochain", in English only "after next". */
    int stepBehind(int i) {
        if (isAfterNext(i)) {
            return 2;
        }
        return language.equals("en") ? NONE : step(i);
    }

    /** The index behind the words of {@link #stepBehind}. */
    int endOfStep(int i) {
        return isAfterNext(i) ? i + 2 : i + 1;
    }

    /** "the week after next", but not "after next Friday". */
    boolean isAfterNext(int i) {
        return has(i, Kind.AFTER)
                && has(i + 1, Kind.NEXT)
                && !has(i + 2, Kind.UNIT)
                && !has(i + 2, Kind.WEEKDAY)
                && !has(i + 2, Kind.WEAK_WEEKDAY)
                && !has(i + 2, Kind.MONTH);
    }

    /** Whether the words before say that a time follows: elsewhere "10a" is a seat or a room. */
    boolean announcesTime(int i) {
        Lexeme before = at(i - 1);
        boolean joins = before.has(Kind.TO) || before.has(Kind.AND);
        return joins && has(i - 2, Kind.MERIDIEM)
                || before.has(Kind.AT)
                || before.has(Kind.APPROX)
                || before.has(Kind.BY)
                || before.has(Kind.BEFORE)
                || before.has(Kind.AFTER)
                || before.has(Kind.BETWEEN)
                || before.has(Kind.FROM)
                || before.has(Kind.WEEKDAY)
                || before.has(Kind.DAY_WORD)
                || before.is("@")
                || before.is(",")
                || isPhrase();
    }

    /** "half nine on Tuesday". */
    boolean isDayAhead(int i) {
        int at = skip(i, Kind.ON);
        return has(at, Kind.WEEKDAY) || has(at, Kind.DAY_WORD);
    }

    /** "10 to 8 tomorrow morning": no morning reaches from ten to eight. */
    boolean isPartAhead(int i) {
        int at = has(i, Kind.DAY_WORD) || has(i, Kind.WEEKDAY) ? i + 1 : i;
        return has(at, Kind.DAY_PART);
    }

    /** "cut it by 5": how much, not when. */
    boolean isChange(int last) {
        for (int i = last; i > last - WORDS_OF_A_CHANGE && !endsClause(i); i--) {
            if (has(i, Kind.CHANGE)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word without a meaning here may name a thing; German writes things large. */
    boolean mayBeNoun(int i) {
        boolean small = language.equals("de") && !at(i).capital();
        return at(i).isForeign() && !has(i, Kind.HINT) && !small;
    }

    /** Whether it says of what a number before it is. */
    boolean isCounted(int i) {
        return has(i, Kind.UNIT) || is(i, "%") || is(i, "€") || is(i, "$");
    }

    /** Whether a clause ends, or a word follows that cannot belong to a number ("by 5 please"). */
    boolean endsThought(int i) {
        Lexeme next = at(i);
        return endsClause(i) || next.isForeign() && next.has(Kind.HINT);
    }
}
