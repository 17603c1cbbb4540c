package org.tickler.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts running text into sentences: at full stops, question and exclamation marks that end one, and
 * at line ends; not behind abbreviations, initials, ordinals or inside numbers. Linear.
 */
public final class Sentences {
    private Sentences() {}

    /** The sentences of {@code text}, trimmed, none empty, in their order. */
    public static List<String> split(String text) {
        var all = new ArrayList<String>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean end = c == '\n' || isEnd(c) && endsHere(text, from, i);
            if (end) {
                int to = c == '\n' ? i : closing(text, i + 1);
                add(all, text.substring(from, to));
                from = to;
                i = Math.max(i, to - 1);
            }
        }
        add(all, text.substring(from));
        return all;
    }

    private static void add(List<String> all, String sentence) {
        String bare = sentence.strip();
        if (!bare.isEmpty()) {
            all.add(bare);
        }
    }

    private static boolean isEnd(char c) {
        return c == '.' || c == '!' || c == '?' || c == '\u2026' || c == '\u3002' || c == '\uff1f';
    }

    /** Quotes, brackets and further marks that belong to the sentence. */
    private static int closing(String text, int from) {
        int i = from;
        while (i < text.length()
                && (isEnd(text.charAt(i))
                        || ")]\"'\u201d\u2019\u00bb".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    private static boolean endsHere(String text, int from, int at) {
        char c = text.charAt(at);
        if (c == '\u3002' || c == '\uff1f') {
            return true;
        }
        int next = closing(text, at + 1);
        if (next >= text.length()) {
            return true;
        }
        if (!Character.isWhitespace(text.charAt(next))) {
            return false;
        }
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        if (next >= text.length() || text.charAt(next) == '\n') {
            return true;
        }
        boolean lower = Character.isLowerCase(text.charAt(next));
        String word = wordBefore(text, from, at);
        if (c == '?') {
            return true;
        }
        if (c == '!' || c == '\u2026') {
            return !lower;
        }
        return !isAbbreviated(word, lower, text, next, at);
    }

    private static String wordBefore(String text, int from, int at) {
        int i = at;
        while (i > from
                && !Character.isWhitespace(text.charAt(i - 1))
                && "([\"\u201c".indexOf(text.charAt(i - 1)) < 0) {
            i--;
        }
        return text.substring(i, at).toLowerCase(Locale.ROOT);
    }

    /** Whether a number stands before the place, as in "4th Nov". */
    private static boolean endsDay(String text, int at) {
        int i = at - 1;
        while (i > 0
                && (text.charAt(i) == ' ' || Character.isLetter(text.charAt(i)) && at - i < 5)) {
            i--;
        }
        return i >= 0 && i < at - 1 && Character.isDigit(text.charAt(i));
    }

    private static boolean isAbbreviated(
            String word, boolean beforeLower, String text, int next, int at) {
        if (word.isEmpty()) {
            return beforeLower;
        }
        boolean initial =
                word.length() == 1 && Character.isLetter(word.charAt(0)) && word.charAt(0) != 'i';
        boolean clock = word.endsWith("a.m") || word.endsWith("p.m");
        boolean ordinal = word.length() <= 2 && word.chars().allMatch(Character::isDigit);
        if (clock || ordinal) {
            return beforeLower || ordinal && isMonth(text, next);
        }
        if (isListed("abbreviations", word)) {
            boolean day = isMonth(text, at - word.length()) && endsDay(text, at - word.length());
            if (day && !beforeLower && !Character.isDigit(text.charAt(next))) {
                return false; // "on the 4th Nov. Need …"
            }
            return !isListed("ending-abbreviations", word)
                    || beforeLower
                    || Character.isDigit(text.charAt(next));
        }
        return initial;
    }

    private static boolean isListed(String section, String word) {
        var words = new Tokens(word);
        return Lexicon.all().stream().anyMatch(lexicon -> lexicon.phrases(section).isAllOf(words));
    }

    private static boolean isMonth(String text, int from) {
        var words = new Tokens(text.substring(from, Math.min(text.length(), from + 12)));
        return Lexicon.all().stream()
                .anyMatch(lexicon ->
                        lexicon.phrases("months").startsAt(words, 0)
                                || lexicon.phrases("short-months").startsAt(words, 0));
    }
}
