package org.tickler.language;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A folded word and what it opens: the lists, by number, that hold phrases beginning with it, and
 * how these go on there. One look at a word answers for all lists. Immutable.
 */
final class Word {
    private static final long[] NO_LISTS = {};
    private static final Phrases.Node[] NOTHING = {};

    /** What stands beyond either end of a text. */
    static final Word NONE = new Word("");

    private final String text;
    private final long[] lists;

    /** For each bit of the lists, in their order. */
    private final Phrases.Node[] behind;

    /** A word that opens no phrase. */
    Word(String text) {
        this.text = text;
        this.lists = NO_LISTS;
        this.behind = NOTHING;
    }

    /**
     * @param lists what may stand behind the word in the lists that hold a phrase beginning with it
     */
    Word(String text, SortedMap<Integer, Phrases.Node> lists) {
        this.text = text;
        this.lists = new long[lists.lastKey() / Long.SIZE + 1];
        for (int list : lists.keySet()) {
            this.lists[list / Long.SIZE] |= 1L << list;
        }
        this.behind = lists.values().toArray(Phrases.Node[]::new);
    }

    String text() {
        return text;
    }

    /** What may stand behind the word in a phrase of this list; null if none begins with it. */
    Phrases.@Nullable Node behind(int list) {
        if (!holds(lists, list)) {
            return null;
        }
        int at = list / Long.SIZE;
        int before = Long.bitCount(lists[at] & (1L << list) - 1);
        for (int i = 0; i < at; i++) {
            before += Long.bitCount(lists[i]);
        }
        return behind[before];
    }

    /** The same lists and those of {@code more}; the longer of the arrays is changed for it. */
    long[] with(long[] more) {
        long[] all = more.length < lists.length ? lists.clone() : more;
        long[] others = more.length < lists.length ? more : lists;
        for (int i = 0; i < others.length; i++) {
            all[i] |= others[i];
        }
        return all;
    }

    static boolean holds(long[] lists, int list) {
        int at = list / Long.SIZE;
        return at < lists.length && (lists[at] >>> list & 1) != 0;
    }
}
