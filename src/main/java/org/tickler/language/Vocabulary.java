package org.tickler.language;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words that open phrases, found by the letters of a text: most words of most texts are among
 * them, and need not be cut out and folded again. Immutable.
 */
final class Vocabulary {
    static final Vocabulary NONE = new Vocabulary(List.of());

    /** Each word in the slot that its hash code names, or in one of the next. */
    private final @Nullable Word[] slots;

    /** Of the word in each slot: most others are told apart without a look at them. */
    private final int[] hashes;

    Vocabulary(Collection<Word> words) {
        slots = new Word[Integer.highestOneBit(words.size() + 1) * 4];
        hashes = new int[slots.length];
        for (Word word : words) {
            int hash = word.text().hashCode();
            int slot = slot(hash);
            while (slots[slot] != null) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = word;
            hashes[slot] = hash;
        }
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) & slots.length - 1;
    }

    /** The word at a place of a text, whatever marks and capitals it is written with. */
    Word of(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 128) {
                String folded = Tokens.fold(text.substring(from, to));
                Word known = find(folded, 0, folded.length(), folded.hashCode());
                return known == null ? new Word(folded) : known;
            }
            hash = 31 * hash + lower(c);
        }
        Word known = find(text, from, to, hash);
        return known == null ? new Word(Tokens.fold(text.substring(from, to))) : known;
    }

    private @Nullable Word find(String text, int from, int to, int hash) {
        int slot = slot(hash);
        for (Word word = slots[slot]; word != null; word = slots[slot]) {
            if (hashes[slot] == hash && isSame(word.text(), text, from, to)) {
                return word;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return null;
    }

    private static boolean isSame(String word, String text, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != lower(text.charAt(from + i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ' ') : c;
    }
}
