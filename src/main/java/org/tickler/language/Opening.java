package org.tickler.language;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a word opens: the lists, by number, that hold phrases beginning with it, and how these go on
 * there. One look at a word answers for all lists. Immutable.
 */
final class Opening {
    /** Of a word that begins no phrase. */
    static final Opening NONE = new Opening(new long[0], new Phrases.Node[0]);

    private final long[] lists;

    /** For each bit of the lists, in their order. */
    private final Phrases.Node[] behind;

    private Opening(long[] lists, Phrases.Node[] behind) {
        this.lists = lists;
        this.behind = behind;
    }

    static Opening of(SortedMap<Integer, Phrases.Node> behind) {
        var lists = new long[behind.lastKey() / Long.SIZE + 1];
        behind.keySet().forEach(list -> lists[list / Long.SIZE] |= 1L << list);
        return new Opening(lists, behind.values().toArray(Phrases.Node[]::new));
    }

    /** What may stand behind the word in a phrase of this list; null if none begins with it. */
    Phrases.@Nullable Node in(int list) {
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
