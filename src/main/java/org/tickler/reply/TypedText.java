package org.tickler.reply;

import java.text.Normalizer;

/** Brings what people and their devices type into one form before it is compared. */
public final class TypedText {
    private TypedText() {}

    /**
     * {@code text} with plain spaces, plain quotes and dashes, ASCII digits, and without invisible
     * characters, variation selectors and skin tones; line breaks stay.
     */
    public static String plain(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        var out = new StringBuilder(composed.length());
        composed.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        if (c == '\n') {
            out.append('\n');
        } else if (c == '\u2018' || c == '\u2019' || c == '\u02BC' || c == '\u00B4' || c == '`') {
            out.append('\'');
        } else if (c == '\u201C'
                || c == '\u201D'
                || c == '\u201E'
                || c == '\u00AB'
                || c == '\u00BB') {
            out.append('"');
        } else if (c == '\u2010'
                || c == '\u2011'
                || c == '\u2012'
                || c == '\u2013'
                || c == '\u2014'
                || c == '\u2212') {
            out.append('-');
        } else if (c == '\u2026') {
            out.append("...");
        } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            out.append(' ');
        } else if (Character.isDigit(c)) {
            out.append((char) ('0' + Character.digit(c, 10)));
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
            out.append((char) (c - 0xFEE0));
        } else if (!isInvisible(c)) {
            out.appendCodePoint(c);
        }
    }

    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.CONTROL
                || c == 0xFE0F
                || c == 0xFE0E
                || c >= 0x1F3FB && c <= 0x1F3FF;
    }

    /** Lower case, character by character, so that positions stay; without variation selectors. */
    public static String fold(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\uFE0F') {
                out.append(Character.toLowerCase(c));
            }
        }
        return out.toString();
    }

    /** {@code text} without white space and closing punctuation at its end. */
    static String withoutStop(String text) {
        int end = text.length();
        while (end > 0 && " .!,;".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end == 0 ? text.strip() : text.substring(0, end).strip();
    }

    /** Without a smile or another picture at the end, which says nothing; words must remain. */
    static String withoutSmile(String text) {
        String rest = text.strip();
        for (String smile : new String[] {":-)", ":)", ";-)", ";)", ":D", "^^", ":-D", "xD"}) {
            if (rest.endsWith(smile) && rest.length() > smile.length()) {
                return withoutStop(rest.substring(0, rest.length() - smile.length()));
            }
        }
        int end = rest.length();
        while (end > 0) {
            int c = rest.codePointBefore(end);
            if (c < 0x2190 || Character.isLetterOrDigit(c)) {
                break;
            }
            end -= Character.charCount(c);
            while (end > 0 && rest.charAt(end - 1) == ' ') {
                end--;
            }
        }
        boolean words =
                end > 0 && rest.substring(0, end).codePoints().anyMatch(Character::isLetter);
        return words ? withoutStop(rest.substring(0, end)) : rest;
    }
}
