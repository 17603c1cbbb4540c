package org.tickler.quote;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a reply and what can be seen in it alone.
 *
 * @param raw as it stands, without trailing white space
 * @param plain for comparing: without quote marks, emphasis, invisible characters and leftovers of
 *     quoted-printable, white space single
 * @param marked whether it carries a quote mark
 * @param field the kind of header field it begins with, or null
 * @param value what stands behind the field's colon
 */
public record QuoteLine(
        String raw, String plain, boolean marked, @Nullable Field field, String value) {
    /** The header fields that clients repeat above a quotation. */
    public enum Field {
        FROM,
        SENT,
        TO,
        CC,
        SUBJECT,
        OTHER
    }

    /** Stands where {@link HtmlQuotes} took a quotation away. */
    static final char QUOTE = '\uE001';

    /** Stands where a quotation without an end begins. */
    static final char CUT = '\uE002';

    /** Stand around a signature. */
    static final char SIGNATURE = '\uE003';

    static final char SIGNATURE_END = '\uE004';

    private static final int LONGEST_LABEL = 30;

    private static final Pattern DATE =
            Pattern.compile(
                    "(?<![\\d/.])(?:\\d{1,2}|\\d{4})(?:[/.-] ?\\d{1,2}){1,2}[/.-]? ?\\d{2,4}(?!\\d)"
                            + "|\\b(?:19|20)\\d\\d\\b|\\d{1,4}年|\\d{1,4}년");

    private static final Pattern TIME =
            Pattern.compile("(?<!\\d)\\d{1,2}[:.h]\\d{2}(?!\\d)|(?<!\\d)\\d{1,2} ?[AaPp][Mm]\\b");

    /**
     * @param address whether an address begun on the lines above is not closed yet
     */
    static QuoteLine of(String line, boolean address) {
        String raw = line.stripTrailing();
        String text = visible(raw);
        boolean marked = isMarked(text) && !(address && closesAddress(text));
        String plain = marked ? unquote(text) : text;
        plain = squeeze(plain);
        Field field = null;
        String value = "";
        String label = unemphasised(plain);
        int colon = colon(label);
        if (colon > 0) {
            field = field(label.substring(0, colon).strip().toLowerCase(Locale.ROOT));
            value = field == null ? "" : unemphasised(label.substring(colon + 1).strip());
        }
        return new QuoteLine(raw, plain, marked, field, value);
    }

    /** The same line, its mark taken for a sign that the author typed. */
    QuoteLine asTyped() {
        return new QuoteLine(raw, squeeze(visible(raw)), false, null, "");
    }

    /** The same line, its sign taken for the mark of a quotation. */
    QuoteLine asQuoted() {
        return new QuoteLine(raw, squeeze(unquote(visible(raw))), true, null, "");
    }

    boolean blank() {
        return plain.isEmpty();
    }

    boolean is(char mark) {
        return !plain.isEmpty() && plain.charAt(0) == mark;
    }

    /** Whether it consists of an emoji or two. */
    boolean isPicture() {
        return plain.length() < 12
                && plain.codePoints().anyMatch(c -> Character.getType(c) == Character.OTHER_SYMBOL);
    }

    String lower() {
        return plain.toLowerCase(Locale.ROOT);
    }

    boolean hasDate() {
        return DATE.matcher(plain).find();
    }

    boolean hasTime() {
        return TIME.matcher(plain).find();
    }

    /** Whether it has both, and not only a date with dots, which looks like a time as well. */
    boolean hasDateAndTime() {
        return hasDate() && TIME.matcher(DATE.matcher(plain).replaceAll(" ")).find();
    }

    static boolean hasDate(String text) {
        return DATE.matcher(text).find();
    }

    static boolean hasTime(String text) {
        return TIME.matcher(text).find();
    }

    private static int colon(String text) {
        int end = Math.min(text.length(), LONGEST_LABEL);
        for (int i = 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == ':' || c == '：') {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Field field(String label) {
        var book = PhraseBook.QUOTES;
        String name = label.replace("*", "").replace("_", "").strip();
        if (book.has("from", name)) {
            return Field.FROM;
        }
        if (book.has("sent", name)) {
            return Field.SENT;
        }
        if (book.has("to", name)) {
            return Field.TO;
        }
        if (book.has("cc", name) || book.has("bcc", name)) {
            return Field.CC;
        }
        if (book.has("subject", name)) {
            return Field.SUBJECT;
        }
        return book.has("other", name) ? Field.OTHER : null;
    }

    /** Without invisible characters, with plain spaces. */
    private static String visible(String raw) {
        if (isPlain(raw)) {
            return raw.strip();
        }
        var out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '=' && i == raw.length() - 1) {
                break;
            }
            if (c == '=' && i + 2 < raw.length() + 0 && isSpaceCode(raw, i)) {
                out.append(' ');
                i += 2;
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                out.append(' ');
            } else if (Character.getType(c) != Character.FORMAT) {
                out.append(c);
            }
        }
        return out.toString().strip();
    }

    /** Most lines hold nothing that {@link #visible} would change. */
    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < ' ' || c >= 127 || c == '=') {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code =09}, {@code =20} or {@code =A0} was left undecoded at {@code i}. */
    private static boolean isSpaceCode(String raw, int i) {
        String code = raw.substring(i + 1, i + 3);
        return code.equals("09") || code.equals("20") || code.equals("A0");
    }

    /** {@code <ana@x.example} on one line and {@code > wrote:} on the next. */
    private static boolean closesAddress(String text) {
        return text.endsWith(":") && text.length() < 40;
    }

    private static boolean isMarked(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char first = text.charAt(0);
        if (first == QUOTE) {
            return true;
        }
        if (first == '>' || first == '＞') {
            return !text.endsWith("<<") && !text.startsWith(">:(") && !text.startsWith(">:-");
        }
        int i = 0;
        while (i < text.length() && i < 4 && Character.isUpperCase(text.charAt(i))) {
            i++;
        }
        boolean initials = i > 0 && i < text.length() && text.charAt(i) == '>';
        return initials && (i + 1 == text.length() || text.charAt(i + 1) == ' ');
    }

    private static String unquote(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '>' && c != '＞' && c != ' ' && c != '|') {
                break;
            }
            i++;
        }
        return text.substring(i);
    }

    private static String squeeze(String text) {
        if (!text.contains("  ")) {
            return text.strip();
        }
        var out = new StringBuilder(text.length());
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' || !space) {
                out.append(c);
            }
            space = c == ' ';
        }
        return out.toString().strip();
    }

    private static String unemphasised(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isEmphasis(text.charAt(start))) {
            start++;
        }
        while (end > start && isEmphasis(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end).strip();
    }

    private static boolean isEmphasis(char c) {
        return c == '*' || c == '_' || c == '|' || c == ' ';
    }
}
