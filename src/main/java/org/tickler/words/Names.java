package org.tickler.words;

import java.util.List;

/**
 * Tells words of dates that are parts of names: of people ("Mr March"), streets ("March Lane"),
 * papers ("The Sunday Times"), sections of a text ("section 4.2.2027").
 *
 * @param lexemes of the whole text
 * @param language in which it is written
 */
public record Names(List<Lexeme> lexemes, String language) {
    private static final int WORDS_ABOUT_HOURS = 6;

    private Lexeme at(int i) {
        return i < 0 || i >= lexemes.size() ? Lexeme.NONE : lexemes.get(i);
    }

    /** Whether a person is called so: behind a title, or where only a name can stand. */
    public boolean isPerson(int i) {
        Lexeme name = at(i);
        if (!name.capital()) {
            return false;
        }
        Lexeme title = at(i - 1).is(".") && at(i - 1).glued() ? at(i - 2) : at(i - 1);
        if (title.has(Kind.TITLE) && title.isForeign()) {
            return true;
        }
        boolean weekday = name.has(Kind.WEEKDAY);
        return weekday && (at(i + 1).has(Kind.BEHIND_NAME) && beginsClause(i) || isSecondName(i));
    }

    /** "Robinson and Friday share": behind another name, and doing something. */
    private boolean isSecondName(int i) {
        Lexeme first = at(i - 2);
        Lexeme verb = at(i + 1);
        return !nounsAreCapital()
                && at(i - 1).has(Kind.AND)
                && isName(first)
                && verb.isForeign()
                && !verb.has(Kind.HINT)
                && !verb.has(Kind.EVENT)
                && !verb.capital();
    }

    private static boolean isName(Lexeme lexeme) {
        return lexeme.capital()
                && lexeme.text().length() > 2
                && lexeme.meanings().isEmpty()
                && lexeme.isWord();
    }

    private boolean nounsAreCapital() {
        return language.equals("de");
    }

    /** Else a noun stands before a weekday ("une réunion vendredi"), but for some adjectives. */
    private boolean adjectivesComeFirst() {
        return language.equals("en") || nounsAreCapital();
    }

    private boolean beginsClause(int i) {
        Lexeme before = at(i - 1);
        return before == Lexeme.NONE || !before.isAlphanumeric() && !before.is(",");
    }

    /** Whether the words before {@code end}, a month or weekday, are those of a street. */
    public boolean isStreet(int end) {
        Lexeme last = at(end - 1);
        Lexeme road = at(end);
        boolean called =
                last.has(Kind.MONTH) || last.has(Kind.WEAK_MONTH) || last.has(Kind.WEEKDAY);
        return called && last.capital() && road.capital() && road.has(Kind.ROAD);
    }

    /** Whether the number at {@code i} says which section, room or version is meant. */
    public boolean isCited(int i) {
        Lexeme sign = at(i + 1);
        return at(i).isDigits()
                && at(i - 1).has(Kind.CITED)
                && sign.glued()
                && (sign.is(".") || sign.is("-"));
    }

    /**
     * Whether the weekday before {@code end}, with an article or not, only gives its name to what
     * stands behind ("The Sunday Times", "our Friday team").
     *
     * @param first of the words that name the day
     */
    public boolean isNamesake(int first, int end) {
        int day = at(first).has(Kind.THE) ? first + 1 : first;
        boolean plain = at(day).has(Kind.WEEKDAY) && end - day <= 2;
        if (!plain || end - day == 2 && !at(day + 1).has(Kind.DAY_PART)) {
            return false;
        }
        Lexeme thing = at(end);
        if (thing.has(Kind.NAMESAKE)) {
            return true;
        }
        boolean quoted = at(first - 1).is("\"") || at(first - 1).is("\u201c");
        return !nounsAreCapital()
                && (at(day - 1).has(Kind.THE) || quoted)
                && thing.capital()
                && !thing.upper()
                && thing.isForeign()
                && !thing.has(Kind.EVENT)
                && !thing.has(Kind.HINT);
    }

    /** Whether opening hours are told in the clause around {@code first} to {@code end}. */
    public boolean isOpening(int first, int end) {
        for (int i = first - 1; i >= first - WORDS_ABOUT_HOURS && goesOn(i); i--) {
            if (at(i).has(Kind.OPEN)) {
                return true;
            }
        }
        for (int i = end; i < end + WORDS_ABOUT_HOURS && goesOn(i); i++) {
            if (at(i).has(Kind.OPEN)) {
                return true;
            }
        }
        return false;
    }

    /** "a lovely Sunday", "on a Friday", "happy Monday": one of many, or only a wish. */
    public boolean isAny(int i) {
        Lexeme before = at(i - 1);
        if (at(i).has(Kind.HOLIDAY)) {
            return before.has(Kind.A) && !at(i).capital();
        }
        boolean adjective =
                before.isForeign()
                        && !before.has(Kind.HINT)
                        && !before.has(Kind.EVENT)
                        && adjectivesComeFirst()
                        && !(nounsAreCapital() && before.capital())
                        && at(i - 2).has(Kind.A);
        return at(i).has(Kind.WEEKDAY)
                && (before.has(Kind.A) || before.has(Kind.WISH) || adjective);
    }

    private boolean goesOn(int i) {
        Lexeme lexeme = at(i);
        return lexeme != Lexeme.NONE && !lexeme.is("\n") && !lexeme.is(";") && !lexeme.is("?");
    }
}
