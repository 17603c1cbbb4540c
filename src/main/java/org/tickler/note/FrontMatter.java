package org.tickler.note;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tickler.language.PlainText;

/**
 * The front matter of a note: the small part of YAML 1.2 that note generators write. Keys at the
 * left margin with a scalar, a flow list, a block list or nothing; anything else is kept as text.
 *
 * @param values the values of each lower-case key; a scalar is a list of one
 * @param next index of the first line behind it
 */
public record FrontMatter(Map<String, List<String>> values, int next) {
    static final FrontMatter NONE = new FrontMatter(Map.of(), 0);

    private static final Pattern KEY =
            Pattern.compile("([A-Za-z][\\w -]{0,40}?)\\s*:(?:\\s+(.*))?");
    private static final List<String> KNOWN =
            List.of(
                    "title",
                    "date",
                    "participants",
                    "attendees",
                    "account",
                    "source",
                    "source_ref",
                    "tags",
                    "type",
                    "created");
    private static final int MOST_LINES = 200;

    /**
     * Reads from the line behind the opening fence; empty values where no closing fence follows.
     */
    static FrontMatter after(List<String> lines, int first) {
        for (int i = first; i < lines.size() && i < first + MOST_LINES; i++) {
            String line = lines.get(i).strip();
            if (isFence(line) || line.equals("...")) {
                return read(lines.subList(first, i), i + 1);
            }
        }
        return NONE;
    }

    /** Reads keys that stand without fences, as in a mail whose rules were rendered away. */
    static FrontMatter bare(List<String> lines, int first) {
        int end = first;
        while (end < lines.size() && !lines.get(end).isBlank() && looksLikeYaml(lines.get(end))) {
            end++;
        }
        FrontMatter found = read(lines.subList(first, end), end);
        return found.isNote() && found.values.size() > 1 ? found : NONE;
    }

    static boolean isFence(String line) {
        String bare = line.strip();
        return bare.length() >= 3
                        && bare.chars().allMatch(c -> c == '-' || c == '\u2013' || c == '\u2014')
                || bare.equals("\u2014");
    }

    /** Whether the keys are those of a note rather than of anything else between two rules. */
    boolean isNote() {
        return values.keySet().stream().anyMatch(KNOWN::contains);
    }

    /** The value of a key, or the empty string. */
    public String text(String key) {
        List<String> list = values.getOrDefault(key, List.of());
        return list.isEmpty() ? "" : list.getFirst();
    }

    /** The values of the first of the keys that has any. */
    public List<String> list(String... keys) {
        for (String key : keys) {
            List<String> list = values.getOrDefault(key, List.of());
            if (!list.isEmpty()) {
                return list;
            }
        }
        return List.of();
    }

    private static boolean looksLikeYaml(String line) {
        String bare = line.strip();
        return KEY.matcher(bare).matches() || bare.startsWith("- ") && !bare.startsWith("- [ ]");
    }

    private static FrontMatter read(List<String> lines, int next) {
        var values = new TreeMap<String, List<String>>();
        List<String> current = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = withoutComment(lines.get(i));
            String bare = line.strip();
            var key = KEY.matcher(bare);
            if (bare.startsWith("- ") || bare.equals("-")) {
                addItem(current, bare.substring(1).strip());
            } else if (key.matches() && !isIndented(line)) {
                current = new ArrayList<>();
                values.put(
                        key.group(1).strip().toLowerCase(Locale.ROOT).replace(' ', '_'), current);
                String value = key.group(2) == null ? "" : key.group(2).strip();
                while (value.startsWith("[") && !closes(value) && i + 1 < lines.size()) {
                    i++;
                    value = value + " " + withoutComment(lines.get(i)).strip();
                }
                addValue(current, value);
            } else if (!bare.isEmpty() && !key.matches() && !current.isEmpty()) {
                current.set(
                        current.size() - 1,
                        (current.getLast() + " " + PlainText.unquoted(bare)).strip());
            } else if (!bare.isEmpty() && !key.matches()) {
                addValue(current, bare);
            }
        }
        values.replaceAll((name, list) -> List.copyOf(list));
        return new FrontMatter(values, next);
    }

    private static boolean isIndented(String line) {
        return line.startsWith("  ") || line.startsWith("\t");
    }

    /** A list item may be a mapping; its name is what counts. */
    private static void addItem(List<String> into, String item) {
        var key = KEY.matcher(item);
        if (key.matches() && key.group(2) != null && key.group(1).equalsIgnoreCase("name")) {
            addScalar(into, key.group(2));
        } else {
            addScalar(into, item);
        }
    }

    private static void addValue(List<String> into, String value) {
        if (value.startsWith("[") && !value.startsWith("[[")
                || value.startsWith("[[") && value.contains("]],")) {
            int end = value.endsWith("]") ? value.length() - 1 : value.length();
            splitFlow(into, value.substring(1, Math.max(1, end)));
        } else if (!value.equals("|")
                && !value.equals(">")
                && !value.equals("|-")
                && !value.equals(">-")) {
            addScalar(into, value);
        }
    }

    private static boolean closes(String value) {
        return value.endsWith("]") && !(value.endsWith("]]") && !value.startsWith("[["));
    }

    /** Commas inside quotes or brackets do not separate. */
    private static void splitFlow(List<String> into, String inner) {
        int depth = 0;
        char quote = 0;
        int from = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"'
                    || c == '\'' && (i == 0 || !Character.isLetter(inner.charAt(i - 1)))) {
                quote = c;
            } else if (c == '[') {
                depth++;
            } else if (c == ']') {
                depth--;
            } else if (c == ',' && depth <= 0) {
                addScalar(into, inner.substring(from, i));
                from = i + 1;
            }
        }
        addScalar(into, inner.substring(from));
    }

    private static void addScalar(List<String> into, String raw) {
        String value = PlainText.unquoted(raw.strip());
        if (!value.isEmpty()
                && !value.equals("null")
                && !value.equals("~")
                && !value.equals("{}")) {
            into.add(value);
        }
    }

    private static String withoutComment(String line) {
        if (line.stripLeading().startsWith("#")) {
            return "";
        }
        return line;
    }
}
