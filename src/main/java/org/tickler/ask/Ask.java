package org.tickler.ask;

/**
 * What a sentence asks or promises.
 *
 * @param actor who must act
 * @param from offset in the sentence where the action begins, lead-in taken away
 * @param sureness 0 to 1
 */
public record Ask(Sort sort, AssigneeRef actor, int from, double sureness) {
    /** The kinds of clauses that make a task. */
    public enum Sort {
        REQUEST,
        COMMITMENT,
        DELEGATION,
        QUESTION,
        MEETING,
        EVENT
    }

    Ask by(AssigneeRef other) {
        return new Ask(sort, other, from, sureness);
    }
}
