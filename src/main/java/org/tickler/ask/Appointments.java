package org.tickler.ask;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tickler.language.Phrases;
import org.tickler.language.Tokens;

/**
 * Finds appointments in a clause: what is proposed, and what takes place.
 *
 * @param dated whether its sentence holds a day to come
 * @param timed whether it holds a clock time
 * @param start where the clause says something, behind "Also," and a name
 */
record Appointments(Tokens words, Scene scene, boolean dated, boolean timed, int start) {
    private static final int NEAR = 4;
    private static final int LONGEST_NOTICE = 16;

    private Phrases phrases(String section) {
        return scene.lexicon().phrases(section);
    }

    /** "Let's do a call on Tuesday", "can we meet": an appointment of both. */
    @Nullable Ask proposal() {
        int length = phrases("meet").at(words, start);
        length = length == 0 && dated ? phrases("meet-dated").at(words, start) : length;
        int journey = dated ? phrases("go-places").at(words, start) : 0;
        if (journey > 0 && words.isCapital(start + journey)) { // "We are going to Nashik on Monday"
            return Ask.at(
                    words, Ask.Sort.MEETING, new AssigneeRef.Me(), start + journey - 2, Asks.FAIR);
        }
        int at = start;
        if (length == 0) { // "I am in London then, shall we meet?"
            at = phrases("meet-inside").find(words, start);
            length = at > start && words.gapBefore(at).indexOf(',') >= 0 ? 1 : 0;
            length = length == 0 ? 0 : phrases("meet-inside").at(words, at);
        }
        if (length == 0) {
            return null;
        }
        boolean appointment =
                phrases("event-verbs").startsAt(words, at + length)
                        || phrases("event-verbs").startsAt(words, at + length - 1)
                        || phrases("event-nouns").within(words, at, at + length + NEAR + 4)
                        || phrases("event-phrases").find(words, at) >= 0;
        boolean vague = phrases("vague-time").in(words);
        boolean concerted =
                phrases("dated-event-verbs").startsAt(words, at + length) && (dated || timed);
        if (vague || !(appointment || concerted)) {
            return null;
        }
        int verb =
                phrases("event-verbs").startsAt(words, at + length - 1)
                        ? at + length - 1
                        : at + length;
        return Ask.at(
                words,
                Ask.Sort.MEETING,
                new AssigneeRef.Me(),
                verb,
                dated || words.text().indexOf('?') >= 0 ? Asks.STRONG : Asks.FAIR);
    }

    /** "The panel interview is set for Monday at 1 pm": an event the owner is expected at. */
    @Nullable Ask event() {
        if (!dated
                || phrases("event-subject-veto").startsAt(words, start)
                || phrases("past").in(words)) {
            return null;
        }
        int noun = phrases("event-nouns").find(words, start);
        boolean named = noun >= 0 && noun < start + NEAR + 4;
        boolean next =
                phrases("next-event").startsAt(words, start)
                        || phrases("next-event").startsAt(words, 0);
        boolean headed = // "Next forum 16 February 14:00", "Next: 11/11, same time"
                words.size() <= LONGEST_NOTICE && isNext(0);
        boolean predicate = // "Shoot is Friday at 9"
                named
                        && timed
                        && phrases("finite")
                                .startsAt(words, noun + phrases("event-nouns").at(words, noun));
        boolean headline = // "BBQ at ours, Sat 4 July from 3 pm"
                named
                        && timed
                        && noun <= start + 2
                        && !phrases("event-belongings")
                                .startsAt(words, noun + phrases("event-nouns").at(words, noun))
                        && !phrases("verbs").startsAt(words, start);
        boolean takesPlace =
                predicate
                        || headline
                        || phrases("presence").in(words)
                        || words.text().indexOf(':') > 0
                        || next;
        boolean ours = timed || phrases("second-person").in(words) || next;
        return (named || next && timed) && takesPlace && ours || headed
                ? Ask.at(words, Ask.Sort.EVENT, new AssigneeRef.Me(), start, Asks.FAIR)
                : null;
    }

    /** "Next forum ", "Next: " in front of a day; not "Next Tuesday". */
    private boolean isNext(int from) {
        int next = phrases("next-words").at(words, from);
        if (next == 0 || words.isEmpty()) {
            return false;
        }
        if (words.gapBefore(next).contains(":")) {
            return true;
        }
        return timed
                && !phrases("no-names").startsAt(words, next)
                && IntStream.range(next + 1, Math.min(next + NEAR + 1, words.size()))
                        .anyMatch(i ->
                                words.gapBefore(i).contains(":")
                                        || Character.isDigit(words.word(i).charAt(0))
                                        || phrases("weekdays").startsAt(words, i)
                                        || phrases("months").startsAt(words, i));
    }
}
