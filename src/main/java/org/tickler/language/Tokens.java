package org.tickler.language;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text with their places. Words are folded (lower case, no marks on letters);
 * punctuation separates and is left out; an apostrophe stays with the word before it where that is
 * short ("i' ll", "d' ici"), so that phrases and texts are always cut alike.
 */
public final class Tokens {
    private static final int SHORT = 2;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private int[] places = new int[32];

    /** The lists in which any of the words opens a phrase; null until somebody asks. */
    private long @Nullable [] lists;

    public Tokens(String text) {
        this(text, Lexicon.vocabulary());
    }

    Tokens(String text, Vocabulary vocabulary) {
        this.text = text;
        int i = 0;
        while (i < text.length()) {
            if (isWord(text.charAt(i))) {
                int from = i;
                i = endOfWord(from);
                words.add(vocabulary.of(text, from, i));
                place(from, i);
            } else {
                i++;
            }
        }
    }

    /** Keeps start and end of the newest word, side by side. */
    private void place(int from, int to) {
        int at = 2 * words.size() - 2;
        if (at == places.length) {
            places = Arrays.copyOf(places, 2 * at);
        }
        places[at] = from;
        places[at + 1] = to;
    }

    private static boolean isWord(char c) {
        if (c < 128) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
        }
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    private int endOfWord(int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!isWord(c)) {
                boolean apostrophe = c == '\'' || c == '\u2019';
                if (!apostrophe || i + 1 == text.length() || !isWord(text.charAt(i + 1))) {
                    return i;
                }
                if (i - from <= SHORT) {
                    return i + 1;
                }
            }
            i++;
        }
        return i;
    }

    public String text() {
        return text;
    }

    public int size() {
        return words.size();
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    /** The folded word at {@code i}, or the empty string beyond either end. */
    public String word(int i) {
        return i >= 0 && i < words.size() ? words.get(i).text() : "";
    }

    /** The word at {@code i} and what it opens. */
    Word wordAt(int i) {
        return i >= 0 && i < words.size() ? words.get(i) : Word.NONE;
    }

    /** Whether any word opens a phrase of this list: those of most lists are in no text. */
    boolean mayHold(int list) {
        long[] all = lists;
        if (all == null) {
            all = new long[0];
            for (int i = 0; i < words.size(); i++) {
                all = words.get(i).with(all);
            }
            lists = all;
        }
        return Word.holds(all, list);
    }

    /** Offset of the word's first character; of the end of the text beyond the last word. */
    public int start(int i) {
        return i < words.size() ? places[2 * i] : text.length();
    }

    /** Offset behind the word's last character. */
    public int end(int i) {
        return places[2 * Objects.checkIndex(i, words.size()) + 1];
    }

    /** The word as it is written. */
    public String written(int i) {
        return text.substring(start(i), end(i));
    }

    /** What stands between word {@code i} and the word before it. */
    public String gapBefore(int i) {
        return text.substring(i == 0 ? 0 : end(i - 1), start(i));
    }

    public boolean isCapital(int i) {
        return i < size() && Character.isUpperCase(text.codePointAt(start(i)));
    }

    /** Index of the first word that starts at or behind {@code offset}. */
    public int at(int offset) {
        int i = 0;
        while (i < size() && places[2 * i] < offset) {
            i++;
        }
        return i;
    }

    /** Lower case, without marks on letters, white space normalised. */
    public static String fold(String text) {
        if (isFolded(text)) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        boolean plain = true;
        boolean loose = false;
        char before = ' ';
        for (int i = 0; i < lower.length() && plain; i++) {
            char c = lower.charAt(i);
            plain = c < 128;
            loose |= c < ' ' || (c == ' ' && before == ' ');
            before = c;
        }
        if (plain && !loose && (before != ' ' || lower.isEmpty())) {
            return lower;
        }
        String bare =
                plain
                        ? lower
                        : MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                                .replaceAll("");
        return bare.indexOf(' ') < 0 && bare.indexOf('\n') < 0
                ? bare.strip()
                : SPACE.matcher(bare.strip()).replaceAll(" ");
    }

    /** Most words of most texts are folded already. */
    private static boolean isFolded(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 127 || c >= 'A' && c <= 'Z') {
                return false;
            }
        }
        return true;
    }

    /** Whether the word stands within quotation marks. */
    public boolean isQuoted(int i) {
        boolean open = false;
        for (int at = 0; at < start(i); at++) {
            char c = text().charAt(at);
            open = c == '"' ? !open : c == '\u201c' || c != '\u201d' && open;
        }
        return open;
    }

    /** The first word behind the first comma after the word, or -1. */
    public int behindComma(int i) {
        for (int next = i + 1; next < size(); next++) {
            if (gapBefore(next).indexOf(',') >= 0) {
                return next;
            }
        }
        return -1;
    }
}
