package org.tickler.ask;

import org.jspecify.annotations.Nullable;
import org.tickler.language.Lexicon;
import org.tickler.language.Phrases;
import org.tickler.language.Tokens;

/** People a sentence tells by what they do: "The finance team must …", "our plumber, Mr Lang". */
record Roles(Tokens words, Lexicon lexicon) {
    private static final int LONGEST = 3;

    private Phrases phrases(String section) {
        return lexicon.phrases(section);
    }

    /**
     * Who must do something though no name stands there: "Fire wardens must …", "the caterers are
     * to …". What one will do says so only with a day.
     *
     * @param start where the clause begins
     * @param dated whether its sentence holds a day to come
     */
    Subjects.@Nullable Subject subject(int start, boolean dated) {
        int end = roleEnd(start);
        if (end < 0) {
            return null;
        }
        int duty = phrases("duties").at(words, end);
        duty = duty == 0 && dated ? phrases("will").at(words, end) : duty;
        int verb = end + duty;
        boolean acts =
                duty > 0
                        && verb < words.size()
                        && (phrases("verbs").startsAt(words, verb)
                                || phrases("event-verbs").startsAt(words, verb)
                                || phrases("being").startsAt(words, verb)
                                        && phrases("presence-of-sender").startsAt(words, verb));
        return acts ? new Subjects.Subject(named(start, end), end) : null;
    }

    /**
     * The first who could be meant by a sentence that gives something to a third person nobody
     * knows: "Mr Lang of the parish …", "my colleague Piet …", "Hasenkamp will …", "the plumber …".
     */
    @Nullable AssigneeRef first() {
        int role = roleEnd(0);
        if (role > 0) {
            int name = capitals(role, role);
            return name > role ? called(role, name) : named(0, role);
        }
        for (int i = 0; i < words.size() - 1; i++) {
            int taken = phrases("taken-by").at(words, i); // "Um die Maske kümmert sich Ulrike"
            int taker = i + taken + phrases("titles").at(words, i + taken);
            if (taken > 0 && isName(taker)) {
                return called(taker, capitals(taker, taker));
            }
            if (phrases("titles").startsAt(words, i)) {
                int end = capitals(i + 1, i + 1);
                if (end > i + 1) {
                    return called(i, end); // "Frau Reuter"
                }
            }
            boolean opens =
                    i == 0 || words.gapBefore(i).chars().anyMatch(c -> ",;:-".indexOf(c) >= 0);
            int end = opens && isName(i) ? capitals(i, i) : i;
            if (end > i && end < words.size() && acts(end)) {
                return called(i, end);
            }
        }
        return null;
    }

    /** Who is meant, if all of the words are a role. */
    @Nullable AssigneeRef all() {
        return !words.isEmpty() && words.isCapital(0) && roleEnd(0) == words.size()
                ? named(0, words.size())
                : null;
    }

    private boolean acts(int verb) {
        return phrases("will").startsAt(words, verb)
                || phrases("takes-over").startsAt(words, verb)
                || phrases("finite").startsAt(words, verb)
                || words.word(verb).length() > LONGEST && words.word(verb).endsWith("s");
    }

    private boolean isName(int i) {
        return words.isCapital(i)
                && words.word(i).length() > 2
                && !phrases("no-names").startsAt(words, i)
                && !phrases("function-words").startsAt(words, i)
                && !phrases("group").startsAt(words, i)
                && !phrases("event-nouns").startsAt(words, i)
                && !phrases("verbs").startsAt(words, i);
    }

    /** Index behind "the finance team", or -1. */
    private int roleEnd(int start) {
        int from = start + phrases("articles").at(words, start);
        for (int i = from; i < Math.min(from + LONGEST, words.size()); i++) {
            int length = phrases("roles").at(words, i);
            boolean last = length > 0 && !phrases("roles").startsAt(words, i + length);
            if (last) {
                return i + length;
            }
            boolean goesOn =
                    (i == from || words.gapBefore(i).isBlank())
                            && (length > 0 || !phrases("function-words").startsAt(words, i));
            if (!goesOn) {
                return -1;
            }
        }
        return -1;
    }

    /** Index behind a run of words with capitals. */
    private int capitals(int first, int from) {
        int end = from;
        while (end < words.size()
                && end - first < LONGEST
                && words.isCapital(end)
                && (end == first || words.gapBefore(end).isBlank())) {
            end++;
        }
        return end;
    }

    private AssigneeRef named(int start, int end) {
        int from = start + phrases("articles").at(words, start);
        return called(from, end);
    }

    private AssigneeRef called(int from, int end) {
        return new AssigneeRef.Named(
                words.text().substring(words.start(from), words.end(end - 1)), null);
    }
}
