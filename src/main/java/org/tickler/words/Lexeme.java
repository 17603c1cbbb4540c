package org.tickler.words;

import org.jspecify.annotations.Nullable;

/** A digit run, a sign, or the longest phrase of a word list, with everything it can mean. */
public record Lexeme(
        String text,
        int start,
        int end,
        boolean glued,
        int digits,
        int number,
        boolean capital,
        boolean upper,
        boolean embedded,
        Meanings meanings) {
    public static final Lexeme NONE =
            new Lexeme("", 0, 0, false, 0, -1, false, false, false, Meanings.NONE);

    public boolean has(Kind kind) {
        return meanings.has(kind);
    }

    public boolean is(String sign) {
        return text.equals(sign);
    }

    public @Nullable String value(Kind kind) {
        return meanings.value(kind);
    }

    /** The number that the word list gives for this kind, or -1 if it has no such meaning. */
    public int number(Kind kind) {
        String value = meanings.value(kind);
        return value == null ? -1 : Integer.parseInt(value);
    }

    public boolean isDigits() {
        return digits > 0;
    }

    public boolean isWord() {
        return !text.isEmpty() && Character.isLetter(text.charAt(0));
    }

    public boolean isSingleWord() {
        return text.indexOf(' ') < 0;
    }

    public boolean isAlphanumeric() {
        return isDigits() || isWord();
    }

    /** Whether a date can be made of it, and not only what stands between the words of one. */
    public boolean isOfDate() {
        return isDigits() || !meanings.isConnecting();
    }

    /** A word that means nothing in a date. */
    public boolean isForeign() {
        return isWord() && meanings.isForeign();
    }
}
