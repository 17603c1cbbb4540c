package org.tickler.model;

import java.util.Optional;
import org.tickler.language.PlainText;

/**
 * The words of a mail, to be found again in what a model says: white space, and the kinds of
 * quotation marks and dashes, do not count, everything else does.
 */
final class MailWords {
    private final String text;
    private final String plain;

    /** For each character of {@code plain} its place in {@code text}. */
    private final int[] places;

    MailWords(String text) {
        this.text = text;
        var normal = new StringBuilder(text.length());
        var found = new int[text.length()];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = isBlank(c);
            boolean again =
                    blank && (normal.isEmpty() || normal.charAt(normal.length() - 1) == ' ');
            if (!again) {
                found[normal.length()] = i;
                normal.append(blank ? ' ' : like(c));
            }
        }
        plain = normal.toString();
        places = found;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static char like(char c) {
        return switch (c) {
            case '\u2018', '\u2019', '\u201b' -> '\'';
            case '\u201c', '\u201d', '\u201e' -> '"';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014' -> '-';
            default -> c;
        };
    }

    /**
     * Where words stand in the mail.
     *
     * @param words as the mail writes them, white space normalised
     * @param line 1-based
     */
    record Place(String words, int line) {}

    /** Where {@code words} stand, whole words only; empty if the mail does not have them. */
    Optional<Place> find(String words) {
        String wanted = new MailWords(words).plain.strip();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        for (int at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
            int end = at + wanted.length();
            if (isEdge(at) && isEdge(end)) {
                String found = text.substring(places[at], places[end - 1] + 1);
                int line = 1 + (int) text.chars().limit(places[at]).filter(c -> c == '\n').count();
                return Optional.of(new Place(PlainText.squeeze(found), line));
            }
        }
        return Optional.empty();
    }

    private boolean isEdge(int at) {
        return at == 0
                || at == plain.length()
                || !Character.isLetterOrDigit(plain.charAt(at - 1))
                || !Character.isLetterOrDigit(plain.charAt(at));
    }
}
