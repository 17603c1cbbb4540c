package org.tickler.words;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts text into words, digit runs and single signs. Words are folded (lower case, without
 * accents); every token keeps its place in the text.
 */
public final class Tokens {
    private static final int LONGEST_WORD = 30;
    private static final int MOST_DIGITS = 9;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean glued;
    private int chunkEnd;
    private boolean embedded;

    private Tokens(String text) {
        this.text = text;
    }

    /**
     * @param glued whether nothing stands between it and the token before
     * @param digits the length of a digit run, else 0
     * @param number the value of a digit run of at most nine digits, else -1
     * @param embedded whether it is part of an address or a path, where only complete dates count
     */
    public record Token(
            String text,
            int start,
            int end,
            boolean glued,
            int digits,
            int number,
            boolean capital,
            boolean upper,
            boolean embedded) {}

    public static List<Token> of(String text) {
        var run = new Tokens(text);
        while (run.at < text.length()) {
            run.step();
        }
        return run.tokens;
    }

    private void step() {
        char c = text.charAt(at);
        if (isBlank(c)) {
            blanks();
            return;
        }
        if (at >= chunkEnd) {
            measureChunk();
        }
        int end = at + 1;
        if (Character.isDigit(c)) {
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
        } else if (isLetter(c)) {
            while (end < text.length() && isLetter(text.charAt(end))) {
                end++;
            }
        }
        add(c, end);
        at = end;
        glued = true;
    }

    private void blanks() {
        int lines = 0;
        int from = at;
        while (at < text.length() && isBlank(text.charAt(at))) {
            lines += text.charAt(at) == '\n' ? 1 : 0;
            at++;
        }
        glued = false;
        if (lines > 1) {
            tokens.add(new Token("\n", from, from, false, 0, -1, false, false, false));
        }
    }

    /** Looks ahead to the next blank once per run of signs, so that the whole stays linear. */
    private void measureChunk() {
        int end = at;
        boolean address = false;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            char c = text.charAt(end);
            address |= c == '@' && end > at && isLetter(text.charAt(end - 1));
            address |= c == '/' && end > at + 1 && text.charAt(end - 1) == '/';
            end++;
        }
        embedded = address || text.regionMatches(true, at, "www.", 0, 4);
        chunkEnd = end;
    }

    private void add(char c, int end) {
        if (Character.isDigit(c)) {
            tokens.add(
                    new Token("", at, end, glued, end - at, digits(end), false, false, embedded));
            return;
        }
        String raw = end - at > LONGEST_WORD ? "" : text.substring(at, end);
        boolean small = c >= 'a' && c <= 'z';
        boolean upper = isLetter(c) && !small && raw.equals(raw.toUpperCase(Locale.ROOT));
        tokens.add(
                new Token(
                        isLetter(c) ? fold(raw) : sign(c),
                        at,
                        end,
                        glued,
                        0,
                        -1,
                        Character.isUpperCase(c),
                        upper,
                        embedded));
    }

    private int digits(int end) {
        if (end - at > MOST_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < end; i++) {
            value = value * 10 + Character.digit(text.charAt(i), 10);
        }
        return value;
    }

    /** Lower case without accents, one word at a time. */
    private static String fold(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower;
        }
        lower = lower.replace("ß", "ss");
        String split = Normalizer.normalize(lower, Normalizer.Form.NFD);
        var folded = new StringBuilder(split.length());
        for (int i = 0; i < split.length(); i++) {
            if (Character.getType(split.charAt(i)) != Character.NON_SPACING_MARK) {
                folded.append(split.charAt(i));
            }
        }
        return folded.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static String sign(char c) {
        return switch (c) {
            case '\u2019', '\u2018', '`', '\u00b4' -> "'";
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212' -> "-";
            default -> String.valueOf(c);
        };
    }

    private static boolean isLetter(char c) {
        if (c < 128) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        }
        return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /** Also direction marks and other invisible signs that mail clients leave behind. */
    private static boolean isBlank(char c) {
        if (c < 128) {
            return c <= ' ' || c == 127;
        }
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || Character.isISOControl(c);
    }
}
