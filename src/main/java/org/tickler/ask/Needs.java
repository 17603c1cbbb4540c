package org.tickler.ask;

import org.jspecify.annotations.Nullable;
import org.tickler.language.Lexicon;
import org.tickler.language.Phrases;
import org.tickler.language.Tokens;

/**
 * Finds in a clause what somebody needs of the reader, and what is still to be done.
 *
 * @param dated whether its sentence holds a day to come
 * @param start where the clause says something, behind "Also," and a name
 */
record Needs(Tokens words, Scene scene, boolean dated, int start) {
    private static final int NEAR = 4;

    private Phrases phrases(String section) {
        return scene.lexicon().phrases(section);
    }

    private boolean question() {
        return words.text().indexOf('?') >= 0;
    }

    /** "We need your 900 words by tomorrow", "the form must be back by Friday". */
    @Nullable Ask ask() {
        int plain = phrases("need-plain").find(words, start);
        int from = plain >= 0 && opens(words, scene.lexicon(), start, plain) ? plain : start;
        int wanted =
                Math.max(
                        phrases("need-bare").at(words, start),
                        phrases("need-plain").at(words, from));
        int thing = from + wanted;
        if (wanted > 0
                && !question()
                && thing < words.size()
                && !(scene.ownerSpeaks() && words.word(start).startsWith("need"))
                && !phrases("durations").within(words, from, thing + 2)) {
            return Ask.at(
                    words, Ask.Sort.REQUEST, scene.reader(), from, dated ? Asks.STRONG : Asks.FAIR);
        }
        int lack = phrases("need-start").find(words, start);
        boolean fromReader = phrases("from-reader").in(words);
        boolean lasts = !dated && phrases("durations").within(words, start, lack + NEAR + 2);
        if (lack >= 0
                && opens(words, scene.lexicon(), start, lack)
                && (dated || fromReader)
                && !lasts) {
            double sureness = dated && fromReader ? Asks.STRONG : Asks.FAIR;
            return Ask.at(words, Ask.Sort.REQUEST, scene.reader(), lack, sureness);
        }
        int duty = phrases("passive-duty").find(words, start);
        int past = phrases("past").find(words, 0); // "must be paid" is none
        boolean passive = dated && !phrases("sender-starts").startsAt(words, start) && duty > start;
        boolean due = passive && (past < 0 || past > duty);
        boolean sure = due && phrases("submissions").within(words, duty, duty + NEAR);
        if (duty > start && phrases("by-me").in(words)) {
            return Ask.at(words, Ask.Sort.COMMITMENT, scene.sender(), start, Asks.FAIR);
        }
        return due || isUndone()
                ? Ask.at(words, Ask.Sort.REQUEST, undoneBy(), start, sure ? Asks.STRONG : Asks.WEAK)
                : null;
    }

    /** "The alarm, which somebody needs to test" is nobody's yet. */
    private AssigneeRef undoneBy() {
        return phrases("nobody-inside").in(words) ? new AssigneeRef.Nobody() : scene.reader();
    }

    /** "The schemes need uploading": what is to be done, with or without a day. */
    private boolean isUndone() {
        for (int i = start + 1; i < Math.min(words.size() - 1, start + 2 * NEAR); i++) {
            boolean need = phrases("need-verbs").startsAt(words, i);
            String doing = words.word(i + 1);
            if (need && doing.length() > NEAR + 1 && doing.endsWith("ing")) {
                return !question() && !phrases("sender-starts").startsAt(words, start);
            }
        }
        return false;
    }

    /** "We will start with a short walk": how a day runs; what is told to "you" is promised. */
    static boolean isPlanOfMany(Tokens words, Lexicon lexicon, int start) {
        return lexicon.phrases("ours").startsAt(words, start)
                && !lexicon.phrases("second-person").in(words);
    }

    /** Whether a new clause begins at the word: behind a comma, "and" or a lead-in. */
    static boolean opens(Tokens words, Lexicon lexicon, int start, int at) {
        String gap = words.gapBefore(at);
        boolean cut = gap.chars().anyMatch(c -> ",;:-\u2013\u2014(".indexOf(c) >= 0);
        return cut
                || lexicon.phrases("connectives").startsAt(words, at - 1)
                || at - start <= 2
                || lexicon.phrases("sub-clause").startsAt(words, start);
    }
}
