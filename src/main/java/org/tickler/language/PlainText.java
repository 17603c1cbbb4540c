package org.tickler.language;

import java.util.List;
import java.util.regex.Pattern;

/** Text as it would be said: without Markdown, quotes, invisible signs and superfluous blanks. */
public final class PlainText {
    private static final Pattern LINK =
            Pattern.compile("!?\\[([^\\[\\]]{1,300})\\]\\([^()\\s]{1,500}\\)");
    private static final Pattern WIKI =
            Pattern.compile("\\[\\[(?:[^\\[\\]|]{1,200}\\|)?([^\\[\\]|]{1,200})\\]\\]");
    private static final Pattern MARKS =
            Pattern.compile(
                    "\\*\\*|__|(?<![\\w*])\\*(?=\\S)|(?<=\\S)\\*(?![\\w*])|(?<!\\w)_(?=\\S)|(?<=\\S)_(?!\\w)|~~|==|`");
    private static final Pattern URL_IN_PARENTHESES =
            Pattern.compile("\\s*\\(https?://[^\\s()]{1,1000}\\)");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern INVISIBLE = Pattern.compile("[\\x{FEFF}\\x{200B}\\x{2060}]");

    private PlainText() {}

    /** The lines of a text, whatever ends them, without invisible signs. */
    public static List<String> lines(String text) {
        String plain = text.replace("\r\n", "\n").replace('\r', '\n').replace('\u00a0', ' ');
        boolean clean =
                plain.indexOf('\uFEFF') < 0
                        && plain.indexOf('\u200B') < 0
                        && plain.indexOf('\u2060') < 0;
        return (clean ? plain : INVISIBLE.matcher(plain).replaceAll("")).lines().toList();
    }

    /** Every run of white space is one blank, and there is none at the ends. */
    public static String squeeze(String text) {
        return isSqueezed(text) ? text : SPACE.matcher(text).replaceAll(" ").strip();
    }

    private static boolean isSqueezed(String text) {
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 126 || c < ' ' || c == ' ' && blank) {
                return false;
            }
            blank = c == ' ';
        }
        return text.isEmpty() || !blank;
    }

    private static boolean isUnmarked(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("[(*_~=`".indexOf(text.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Without Markdown's marks; the words of links stay. */
    public static String withoutMarkdown(String text) {
        if (isUnmarked(text)) {
            return squeeze(text);
        }
        String words =
                WIKI.matcher(
                                URL_IN_PARENTHESES
                                        .matcher(LINK.matcher(text).replaceAll("$1"))
                                        .replaceAll(""))
                        .replaceAll("$1");
        return squeeze(MARKS.matcher(words).replaceAll(""));
    }

    /** Undoes quotes and the brackets of a wiki link, alias preferred. */
    public static String unquoted(String raw) {
        String value = raw;
        if (value.length() >= 2
                && (value.startsWith("\"") && value.endsWith("\"")
                        || value.startsWith("'") && value.endsWith("'"))) {
            boolean doubled = value.startsWith("\"");
            value = value.substring(1, value.length() - 1);
            value =
                    doubled
                            ? value.replace("\\\"", "\"").replace("\\\\", "\\")
                            : value.replace("''", "'");
        }
        value = value.strip();
        if (value.startsWith("[[") && value.endsWith("]]")) {
            value = value.substring(2, value.length() - 2);
            value = value.substring(value.indexOf('|') + 1);
        }
        return value.strip();
    }
}
