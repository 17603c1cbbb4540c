package org.tickler.quote;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line that introduces a quotation ("On Monday, Ana wrote:"), in many languages, wrapped
 * over several lines or not.
 */
final class Attributions {
    private static final int MOST_LINES = 6;
    private static final int MOST_CHARACTERS = 400;

    private final List<QuoteLine> lines;

    Attributions(List<QuoteLine> lines) {
        this.lines = lines;
    }

    /** The attribution that begins with line {@code i}, or null. */
    HeaderBlocks.@Nullable Span at(int i) {
        QuoteLine first = lines.get(i);
        if (first.blank() || first.marked() || first.field() != null || !endsNear(i)) {
            return null;
        }
        if (tells(first.lower())) {
            return null;
        }
        boolean author = startsWithAuthor(first);
        boolean starter = startsLike(first.lower());
        var joined = new StringBuilder();
        for (int j = i; j < lines.size() && j < i + MOST_LINES; j++) {
            QuoteLine line = lines.get(j);
            if (line.marked()
                    || line.field() != null
                    || joined.length() + line.plain().length() > MOST_CHARACTERS) {
                break;
            }
            if (line.blank() && !(starter && QuoteLine.hasDate(joined.toString()))) {
                break;
            }
            if (j > i && startsAnew(starter || author, line)) {
                break;
            }
            joined.append(' ').append(line.plain());
            boolean ends = ends(line.plain());
            if (ends && introduces(joined.toString().strip(), starter, author ? 0 : j - i, j + 1)) {
                return new HeaderBlocks.Span(i, j + 1);
            }
            if (ends
                    && !(author && j == i)
                    && !line.plain().endsWith(">")
                    && !line.plain().endsWith(">)")) {
                break;
            }
        }
        return null;
    }

    /** Whether any line looks like the last of an attribution that begins with line {@code i}. */
    private boolean endsNear(int i) {
        for (int j = i; j < lines.size() && j < i + MOST_LINES; j++) {
            if (ends(lines.get(j).plain())) {
                return true;
            }
        }
        return false;
    }

    /** {@code Ana <ana@x.example> escreveu (quinta, 8/01/2026 à(s)}, to be gone on with below. */
    private static boolean startsWithAuthor(QuoteLine line) {
        String text = line.plain();
        int open = text.indexOf('<');
        int at = text.indexOf('@', open + 1);
        return open > 0
                && at > 0
                && text.indexOf('>', at) > 0
                && (line.hasDate() && line.hasTime() || says(line.lower()))
                && !text.endsWith(":")
                && ".!?".indexOf(text.charAt(text.length() - 1)) < 0;
    }

    /** Whether an attribution begins here rather than in the typed lines above. */
    private static boolean startsAnew(boolean startedAbove, QuoteLine line) {
        String lower = line.lower();
        if (!startsLike(lower)) {
            return !startedAbove && ends(line.plain()) && says(lower);
        }
        return !startedAbove || line.hasDate() && (lower.startsWith("on ") || line.hasTime());
    }

    /** Whether the next line that is not blank carries a quote mark. */
    boolean markedAfter(int next) {
        for (int i = next; i < lines.size() && i < next + 6; i++) {
            if (!lines.get(i).blank()) {
                return lines.get(i).marked();
            }
        }
        return false;
    }

    private static boolean ends(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char last = text.charAt(text.length() - 1);
        return last == ':'
                || last == '：'
                || last == '>'
                || last == ')'
                || text.endsWith("wrote")
                || text.endsWith("wrote -")
                || text.endsWith("…:")
                || text.endsWith("wrote...")
                || text.endsWith("書きました。");
    }

    private boolean introduces(String text, boolean starter, int wraps, int next) {
        boolean marked = markedAfter(next);
        String lower = text.toLowerCase(Locale.ROOT);
        boolean colon = lower.endsWith(":") || lower.endsWith("：") || lower.endsWith("wrote");
        boolean address = lower.indexOf('@') > 0;
        boolean date = QuoteLine.hasDate(lower);
        boolean time = QuoteLine.hasTime(lower);
        boolean says = says(lower);
        boolean sure =
                address
                        || (date || time) && marked
                        || date && time && !goesOn(next) && !describes(text)
                        || date && holds("youwrote", lower);
        if (starter && says && colon && sure) {
            return true;
        }
        if (startsWithDay(lower) && date && address && (colon || marked)) {
            return true;
        }
        if (wraps == 0 && says && colon && address && lower.length() < 160) {
            return true;
        }
        if (!marked || wraps > 2) {
            return false;
        }
        return colon && (says && lower.length() < 120 || address || date && time)
                || address && date && lower.endsWith(">");
    }

    /**
     * Whether the sentence goes on: "On 12 January at 10:15 I wrote to them:", "no answer came."
     */
    private boolean goesOn(int next) {
        for (int i = next; i < lines.size() && i < next + 6; i++) {
            if (!lines.get(i).blank()) {
                return Character.isLowerCase(lines.get(i).plain().charAt(0));
            }
        }
        return false;
    }

    /**
     * Whether somebody is described behind the time or the verb: "at 10:15 the landlord wrote:".
     * Clients write names, in which such a word has a capital letter.
     */
    private static boolean describes(String text) {
        String[] words = text.split(" ", -1);
        for (int i = 1; i < words.length; i++) {
            String before = words[i - 1].toLowerCase(Locale.ROOT);
            boolean behind =
                    !before.isEmpty()
                            && (QuoteLine.hasTime(before) || before.equals("uhr") || says(before));
            if (behind && PhraseBook.QUOTES.has("described", words[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsLike(String lower) {
        return startsWithDay(lower)
                || lower.startsWith("--- ")
                || PhraseBook.QUOTES.prefix("starter", lower) > 0;
    }

    private static boolean startsWithDay(String lower) {
        return !lower.isEmpty()
                && (Character.isDigit(lower.charAt(0))
                        || PhraseBook.QUOTES.prefix("weekday", lower) > 0);
    }

    /** Whether a line introduces what follows, but in other words than those of a reply. */
    boolean leadsIn(int i) {
        String lower = lines.get(i).lower();
        return lower.endsWith(":")
                && lower.indexOf('@') < 0
                && (!says(lower) || tells(lower))
                && !holds("answers", lower);
    }

    /** "He said, and I quote:" is a sentence of the author. */
    private static boolean tells(String lower) {
        return PhraseBook.QUOTES.prefix("teller", lower) > 0
                && lower.indexOf('@') < 0
                && !QuoteLine.hasDate(lower);
    }

    static boolean says(String lower) {
        return holds("wrote", lower);
    }

    private static boolean holds(String key, String lower) {
        for (String verb : PhraseBook.QUOTES.all(key)) {
            int at = lower.indexOf(verb);
            while (at >= 0) {
                if (isWord(lower, at, at + verb.length())) {
                    return true;
                }
                at = lower.indexOf(verb, at + 1);
            }
        }
        return false;
    }

    private static boolean isWord(String text, int start, int end) {
        boolean cjk = text.charAt(start) > '\u2E80';
        return cjk
                || (start == 0 || !Character.isLetter(text.charAt(start - 1)))
                        && (end == text.length() || !Character.isLetter(text.charAt(end)));
    }
}
