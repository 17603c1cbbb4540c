package org.tickler.language;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Text as it would be said: without Markdown, quotes, invisible signs and superfluous blanks. */
public final class PlainText {
    private static final Pattern LINK =
            Pattern.compile(
                    "!?\\[([^\\[\\]]{1,300})\\]\\((?:[^()\\s]|\\([^()\\s]{0,100}\\)){1,500}\\)");
    private static final Pattern WIKI =
            Pattern.compile("\\[\\[(?:[^\\[\\]|]{1,200}\\|)?([^\\[\\]|]{1,200})\\]\\]");
    private static final Pattern MARKS =
            Pattern.compile(
                    "(?<!\\\\)(?:\\*\\*|__|(?<![\\w*])\\*(?=\\S)|(?<=\\S)\\*(?![\\w*])|(?<!\\w)_(?=\\S)|(?<=\\S)_(?!\\w)|~~|==|`)");

    /** A code span or an address: no Markdown inside. */
    private static final Pattern VERBATIM =
            Pattern.compile("`([^`]{1,500})`|https?://[^\\s<>]{1,2000}");

    private static final Pattern ESCAPED = Pattern.compile("\\\\([*_\\[\\]#`~|<>()@-])");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:amp|lt|gt|quot|apos|nbsp|#\\d{1,6}|#x[0-9a-fA-F]{1,5});");
    private static final Pattern URL_IN_PARENTHESES =
            Pattern.compile("\\s*\\(https?://[^\\s()]{1,1000}\\)");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern INVISIBLE = Pattern.compile("[\\x{FEFF}\\x{200B}\\x{2060}]");

    private static final String BLANKS = " \t\n\u000b\f\r";

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

    /** Without white space and these signs at its beginning and at its end. */
    public static String trimmed(String text, String before, String behind) {
        int from = 0;
        int to = text.length();
        while (from < to && isIn(BLANKS, before, text.charAt(from))) {
            from++;
        }
        while (from < to && isIn(BLANKS, behind, text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isIn(String some, String more, char c) {
        return some.indexOf(c) >= 0 || more.indexOf(c) >= 0;
    }

    private static boolean isUnmarked(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("[(*_~=`\\&".indexOf(text.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Without Markdown's marks; the words of links stay, and code and addresses as they are. */
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
        Matcher verbatim = VERBATIM.matcher(words);
        var plain = new StringBuilder();
        int from = 0;
        while (verbatim.find()) {
            plain.append(withoutMarks(words.substring(from, verbatim.start())))
                    .append(verbatim.group(1) == null ? verbatim.group() : verbatim.group(1));
            from = verbatim.end();
        }
        return squeeze(plain.append(withoutMarks(words.substring(from))).toString());
    }

    private static String withoutMarks(String words) {
        String bare = ESCAPED.matcher(MARKS.matcher(words).replaceAll("")).replaceAll("$1");
        return ENTITY.matcher(bare)
                .replaceAll(entity ->
                        Matcher.quoteReplacement(Parser.unescapeEntities(entity.group(), false)));
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
