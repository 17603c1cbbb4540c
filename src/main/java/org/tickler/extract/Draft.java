package org.tickler.extract;

import org.jspecify.annotations.Nullable;
import org.tickler.ask.Ask;
import org.tickler.ask.Asks;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Scene;
import org.tickler.ask.SecondOpinion;
import org.tickler.language.Tokens;
import org.tickler.task.Due;

/**
 * A candidate in the making.
 *
 * @param action the words of the action, lead-in taken away
 * @param clause the words that decide whether it belongs in a calendar
 * @param event whether it is an appointment for certain
 * @param commitment whether the sender promises it
 * @param ownDateDoubtful whether the date may belong to the thing rather than to the task
 */
record Draft(
        String evidence,
        String title,
        String action,
        String clause,
        int line,
        AssigneeRef who,
        @Nullable Due due,
        boolean event,
        boolean commitment,
        boolean ownDateDoubtful,
        CandidateStatus status,
        Scene scene,
        double sureness) {
    private static final double SURE = 0.8;

    /**
     * How many steps a recipe's line has: "Put it on the lid, turn the feet, pour slowly", three.
     */
    int steps() {
        var begin = scene.lexicon().phrases("verbs");
        int verbs = 1;
        for (String part : evidence.split("[,;]")) {
            verbs += begin.startsAt(new Tokens(part), 0) ? 1 : 0;
        }
        return Math.max(1, verbs - 1);
    }

    /** A bare imperative that names no day and nobody: a line of a recipe is one. */
    boolean isStep() {
        var words = new Tokens(evidence);
        return sureness <= Asks.WEAK
                && due == null
                && !evidence.endsWith("?")
                && !scene.lexicon().has("personal", words)
                && scene.mentionedIn(words) == null;
    }

    /** Whether it may be a task, but has no weight of its own. */
    boolean isDoubtful() {
        return sureness <= SecondOpinion.DOUBTFUL;
    }

    /** "Her numbers arrive on Friday; please add them to the table": the second half asks. */
    boolean yieldsTo(Ask ask) {
        return ask.sort() == Ask.Sort.REQUEST && ask.sureness() > SURE && sureness < SURE && !event;
    }

    /** Whether somebody is asked in so many words. */
    boolean isPlainAsk() {
        return sureness > Asks.WEAK && !commitment && !event;
    }

    Draft withDue(@Nullable Due other) {
        return new Draft(
                evidence,
                title,
                action,
                clause,
                line,
                who,
                other,
                event,
                commitment,
                false,
                status,
                scene,
                sureness);
    }

    /** The same with what shows it in the mail. */
    Draft shownBy(String words) {
        return new Draft(
                words,
                title,
                action,
                clause,
                line,
                who,
                due,
                event,
                commitment,
                ownDateDoubtful,
                status,
                scene,
                sureness);
    }
}
