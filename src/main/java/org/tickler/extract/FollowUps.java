package org.tickler.extract;

import org.jspecify.annotations.Nullable;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.task.Due;

/** Whether a task belongs in a calendar: a meeting, call, visit, trip; an errand does not. */
final class FollowUps {
    private static final int HEAD = 6;
    private static final int REACH = 7;

    private final Lexicon lexicon;

    FollowUps(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * @param action the words of the action, its subject and lead-in taken away
     * @param sentence all words of the sentence
     */
    boolean is(Tokens action, Tokens sentence, @Nullable Due due) {
        if (lexicon.has("no-event", sentence)) {
            return false;
        }
        if (isErrand(action, sentence, due)) {
            return false;
        }
        return lexicon.phrases("event-verbs").startsAt(action, 0)
                || due != null && lexicon.phrases("dated-event-verbs").startsAt(action, 0)
                || arranges(action)
                || hasEventAsHead(action)
                || lexicon.has("event-phrases", sentence)
                || due != null
                        && lexicon.has("presence", sentence)
                        && !lexicon.phrases("task-verbs").startsAt(action, 0);
    }

    /** "Call the county", "ring Ana by Friday": until some day it is no entry of a calendar. */
    private boolean isErrand(Tokens action, Tokens sentence, @Nullable Due due) {
        return (due == null || due.time() == null && lexicon.has("deadline", sentence))
                && lexicon.phrases("call-verbs").startsAt(action, 0)
                && (lexicon.phrases("articles").startsAt(action, 1)
                        || action.isCapital(1)
                                && !lexicon.phrases("prepositions").startsAt(action, 1));
    }

    private boolean arranges(Tokens action) {
        int verb = lexicon.phrases("arrange-verbs").at(action, 0);
        return verb > 0 && eventWithin(action, verb, verb + REACH);
    }

    /** "Prep call for Ostrander", "Next meeting: Wednesday", but not "Notes of the meeting". */
    private boolean hasEventAsHead(Tokens action) {
        boolean verb =
                lexicon.phrases("verbs").startsAt(action, 0)
                        && !lexicon.phrases("noun-verbs").startsAt(action, 0);
        return eventWithin(action, 0, HEAD)
                && !verb
                && !lexicon.phrases("task-verbs").startsAt(action, 0);
    }

    private boolean eventWithin(Tokens words, int from, int to) {
        for (int i = from; i < Math.min(words.size(), to); i++) {
            if (lexicon.phrases("prepositions").startsAt(words, i)) {
                return false;
            }
            int length = lexicon.phrases("event-nouns").at(words, i);
            if (length > 0) {
                return !lexicon.phrases("event-belongings").startsAt(words, i + length);
            }
        }
        return false;
    }
}
