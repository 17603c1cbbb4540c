package org.tickler.words;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
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
        Map<Kind, String> meanings) {
    /** Kinds that tell something about the words beside, and make no date themselves. */
    private static final Set<Kind> FOREIGN = Kind.withThoseOfNames(Kind.HINT, Kind.CHANGE);

    public static final Lexeme NONE =
            new Lexeme("", 0, 0, false, 0, -1, false, false, false, new EnumMap<>(Kind.class));

    public boolean has(Kind kind) {
        return meanings.containsKey(kind);
    }

    public boolean is(String sign) {
        return text.equals(sign);
    }

    public @Nullable String value(Kind kind) {
        return meanings.get(kind);
    }

    /** The number that the word list gives for this kind, or -1 if it has no such meaning. */
    public int number(Kind kind) {
        String value = meanings.get(kind);
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

    /** A word that means nothing in a date. */
    public boolean isForeign() {
        return isWord() && (meanings.isEmpty() || FOREIGN.containsAll(meanings.keySet()));
    }
}
