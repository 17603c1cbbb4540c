package org.tickler.ask;

import org.tickler.language.Tokens;

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

    /**
     * An ask whose action begins at a word.
     *
     * @param word its index; the last word stands for what is behind it
     */
    static Ask at(Tokens words, Sort sort, AssigneeRef actor, int word, double sureness) {
        return new Ask(sort, actor, words.start(Math.min(word, words.size() - 1)), sureness);
    }
}
