package org.tickler.ical;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One unfolded content line (RFC 5545, 3.1).
 *
 * @param name in upper case
 * @param parameters names in upper case, values without their quotes and with RFC 6868 undone; of a
 *     repeated name the first
 * @param value as written, not yet unescaped, without outer white space
 */
public record ContentLine(String name, Map<String, String> parameters, String value) {
    private static final int MOST_PARAMETERS = 40;
    private static final Set<String> DATES =
            Set.of("DTSTART", "DTEND", "DUE", "DTSTAMP", "RECURRENCE-ID");

    public ContentLine {
        parameters = Map.copyOf(parameters);
    }

    /** The value of this upper-case parameter, or null. */
    public @Nullable String parameter(String parameterName) {
        return parameters.get(parameterName);
    }

    /**
     * Reads what clients really write: stray or missing quotes, unquoted parameter values with
     * colons, and a parameter without {@code =} in the place of the value. Null where {@code line}
     * is no content line at all.
     */
    public static @Nullable ContentLine parse(String line) {
        int nameEnd = nameEnd(line);
        if (nameEnd == 0 || nameEnd == line.length()) {
            return null;
        }
        String name = line.substring(0, nameEnd).toUpperCase(Locale.ROOT);
        int colon = valueColon(name, line, nameEnd);
        if (colon < 0) {
            return withoutValue(name, line.substring(nameEnd));
        }
        return new ContentLine(
                name, parameters(line, nameEnd, colon), line.substring(colon + 1).strip());
    }

    /** Where the name ends: at the first {@code ;} or {@code :} after name characters, else 0. */
    static int nameEnd(CharSequence line) {
        int i = 0;
        while (i < line.length() && isNameCharacter(line.charAt(i))) {
            i++;
        }
        boolean ended = i < line.length() && (line.charAt(i) == ':' || line.charAt(i) == ';');
        return ended ? i : 0;
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_';
    }

    /** KDE was seen to write {@code ORGANIZER;mailto:a@b} and even {@code ORGANIZER;a@b}. */
    private static @Nullable ContentLine withoutValue(String name, String rest) {
        String value = rest.substring(1).strip();
        return value.isEmpty() || value.indexOf('=') >= 0
                ? null
                : new ContentLine(name, Map.of(), value);
    }

    private static int valueColon(String name, String line, int from) {
        if (DATES.contains(name)) {
            // A date holds no colon, an unquoted display name of a zone does: (GMT-08:00) Pacific.
            int last = line.lastIndexOf(':');
            if (last + 1 < line.length() && isDateStart(line, last + 1)) {
                return last;
            }
        }
        int first = firstColon(line, from, true);
        if (name.equals("ATTENDEE") || name.equals("ORGANIZER")) {
            // An unquoted SENT-BY=mailto:a@b stands before the real value.
            int address = lastMailto(line, Math.max(from, first));
            return address < 0 ? first : address;
        }
        return first >= 0 ? first : firstColon(line, from, false);
    }

    private static boolean isDateStart(String line, int at) {
        return line.length() - at >= 8 && Character.isDigit(line.charAt(at + 7));
    }

    private static int firstColon(String line, int from, boolean minding) {
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && minding) {
                quoted = !quoted;
            } else if (c == ':' && !quoted) {
                return i;
            }
        }
        return minding ? firstColon(line, from, false) : -1;
    }

    private static int lastMailto(String line, int from) {
        boolean quoted = false;
        int found = -1;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ':' && !quoted && line.regionMatches(true, i + 1, "mailto:", 0, 7)) {
                found = i;
            }
        }
        return found;
    }

    private static Map<String, String> parameters(String line, int from, int to) {
        var found = new LinkedHashMap<String, String>();
        int start = from + 1;
        boolean quoted = false;
        for (int i = start; i <= to && found.size() < MOST_PARAMETERS; i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (i == to || c == ';' && !quoted) {
                put(found, line.substring(Math.min(start, i), i));
                start = i + 1;
            }
        }
        return found;
    }

    private static void put(Map<String, String> found, String parameter) {
        int equals = parameter.indexOf('=');
        if (equals > 0) {
            String name = parameter.substring(0, equals).strip().toUpperCase(Locale.ROOT);
            String value = parameter.substring(equals + 1).replace("\"", "").strip();
            found.putIfAbsent(name, uncaret(value));
        }
    }

    /** RFC 6868, 3.2. */
    private static String uncaret(String value) {
        if (value.indexOf('^') < 0) {
            return value;
        }
        var text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            char next = c == '^' && i + 1 < value.length() ? value.charAt(i + 1) : 0;
            switch (next) {
                case 'n' -> text.append('\n');
                case '\'' -> text.append('"');
                case '^' -> text.append('^');
                default -> text.append(c);
            }
            i += next == 'n' || next == '\'' || next == '^' ? 1 : 0;
        }
        return text.toString();
    }

    /** The value of a TEXT property: escapes undone (RFC 5545, 3.3.11), control characters out. */
    public String text() {
        return unescape(value);
    }

    /** Undoes the escapes of TEXT values (RFC 5545, 3.3.11); control characters go. */
    public static String unescape(String value) {
        var text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                c = value.charAt(++i);
                if (c == 'n' || c == 'N') {
                    text.append('\n');
                } else if (c == ',' || c == ';' || c == '\\' || c == ':' || c == '"') {
                    text.append(c);
                } else {
                    text.append('\\').append(c);
                }
            } else if (c == '\t') {
                text.append(' ');
            } else if (!Character.isISOControl(c)) {
                text.append(c);
            }
        }
        return text.toString();
    }
}
