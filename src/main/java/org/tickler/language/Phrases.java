package org.tickler.language;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of phrases, found in the time of a walk along the words. In a phrase {@code _} stands for
 * one word, {@code *} for up to three words, or none, and {@code ~ung} for a longer word that ends
 * so. Immutable once built.
 */
public final class Phrases {
    private static final int LONGEST_GAP = 3;
    private static final int LONGEST_END = 6;

    static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private @Nullable Node any;
        private @Nullable Node gap;
        private @Nullable Map<String, Node> endings;
        private boolean end;

        /** Whether it goes on with words that are not named. */
        boolean isOpen() {
            return any != null || gap != null || endings != null;
        }
    }

    public static final Phrases NONE = new Phrases(List.of(), 0);

    private final Node root = new Node();

    /** By which {@link Tokens} know which words of a text may open one of these phrases. */
    private final int id;

    Phrases(Collection<String> phrases, int id) {
        this.id = id;
        phrases.forEach(this::add);
    }

    int id() {
        return id;
    }

    /** The words that open a phrase, and what may follow them. */
    Map<String, Node> openings() {
        return Collections.unmodifiableMap(root.next);
    }

    private void add(String phrase) {
        Node node = root;
        for (String piece : phrase.strip().split("\\s+")) {
            if (piece.equals("_")) {
                node.any = node.any == null ? new Node() : node.any;
                node = node.any;
            } else if (piece.equals("*")) {
                node.gap = node.gap == null ? new Node() : node.gap;
                node = node.gap;
            } else if (piece.startsWith("~")) {
                String ending = new Tokens(piece.substring(1), Vocabulary.NONE).word(0);
                node.endings = node.endings == null ? new HashMap<>() : node.endings;
                node = node.endings.computeIfAbsent(ending, word -> new Node());
            } else {
                var words = new Tokens(piece, Vocabulary.NONE);
                for (int i = 0; i < words.size(); i++) {
                    node = node.next.computeIfAbsent(words.word(i), word -> new Node());
                }
            }
        }
        node.end = node != root;
    }

    /** How many words from {@code from} on the longest phrase takes, or 0. */
    public int at(Tokens words, int from) {
        Node behind = words.wordAt(from).behind(id);
        int end = behind == null ? from : longest(behind, words, from + 1);
        int other = root.isOpen() ? unnamed(root, words, from) : from;
        return Math.max(from, Math.max(end, other)) - from;
    }

    private static int longest(Node node, Tokens words, int i) {
        int best = node.end ? i : -1;
        if (node.isOpen()) {
            best = Math.max(best, unnamed(node, words, i));
        }
        Node next = node.next.isEmpty() ? null : node.next.get(words.word(i));
        return next == null ? best : Math.max(best, longest(next, words, i + 1));
    }

    /** The same by way of what stands for words without naming them. */
    private static int unnamed(Node node, Tokens words, int i) {
        int best = -1;
        if (node.gap != null) {
            for (int skip = 0; skip <= LONGEST_GAP && i + skip <= words.size(); skip++) {
                best = Math.max(best, longest(node.gap, words, i + skip));
            }
        }
        if (i >= words.size()) {
            return best;
        }
        String word = words.word(i);
        Map<String, Node> endings = node.endings == null ? Map.of() : node.endings;
        for (var ending : endings.entrySet()) {
            if (word.length() > ending.getKey().length() + 1 && word.endsWith(ending.getKey())) {
                best = Math.max(best, longest(ending.getValue(), words, i + 1));
            }
        }
        return node.any == null ? best : Math.max(best, longest(node.any, words, i + 1));
    }

    public boolean startsAt(Tokens words, int from) {
        return at(words, from) > 0;
    }

    /** Index of the first word of the first phrase in the text from {@code from} on, or -1. */
    public int find(Tokens words, int from) {
        if (!root.isOpen() && !words.mayHold(id)) {
            return -1;
        }
        for (int i = from; i < words.size(); i++) {
            if (startsAt(words, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a phrase starts at a word from {@code from} on and before {@code to}. */
    public boolean within(Tokens words, int from, int to) {
        for (int i = from; i < Math.min(to, words.size()); i++) {
            if (startsAt(words, i)) {
                return true;
            }
        }
        return false;
    }

    public boolean in(Tokens words) {
        return find(words, 0) >= 0;
    }

    /** Whether one of the phrases is the end of the text. */
    public boolean endsAt(Tokens words) {
        for (int i = Math.max(0, words.size() - LONGEST_END); i < words.size(); i++) {
            if (at(words, i) == words.size() - i) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the phrases is all of the text. */
    public boolean isAllOf(Tokens words) {
        return !words.isEmpty() && at(words, 0) == words.size();
    }
}
