package org.tickler.quote;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tickler.quote.QuoteLine.Field;

/**
 * Finds where a client put the header of the answered or forwarded mail above its text, as Outlook,
 * Exchange, Lotus Notes and most phones do instead of marking every quoted line.
 */
final class HeaderBlocks {
    /** The lines of a header: {@code end} is exclusive. */
    record Span(int start, int end) {}

    /** No header of a mail is read further than this, which keeps the search linear. */
    private static final int LONGEST_BLOCK = 60;

    private static final int LINES_ABOVE = 8;

    private final List<QuoteLine> lines;

    HeaderBlocks(List<QuoteLine> lines) {
        this.lines = lines;
    }

    /** The header that line {@code i} shows, or null. It may begin some lines above. */
    @Nullable Span at(int i) {
        QuoteLine line = lines.get(i);
        if (line.is(QuoteLine.CUT)) {
            return withFields(i, i + 1);
        }
        if (isSeparator(i) || isGroupWise(line)) {
            boolean ruled = i > 0 && Dashes.isRule(lines.get(i - 1).plain(), 5);
            return withFields(ruled ? i - 1 : i, i + 1);
        }
        Field field = line.field();
        if (field == null) {
            return labelsAlone(i);
        }
        if (field == Field.FROM && isOneLineHeader(line)) {
            return new Span(i, i + 1);
        }
        var seen = EnumSet.noneOf(Field.class);
        int end = read(i, seen);
        if (isHeader(field, i, end, seen)) {
            int start = ruleAbove(i);
            return start == i && isSettings(i) ? null : new Span(start, end);
        }
        if (field == Field.TO || field == Field.SUBJECT && seen.contains(Field.TO)) {
            int start = notesStart(i);
            if (start < i && (seen.contains(Field.CC) || seen.contains(Field.SUBJECT))) {
                return new Span(start, end);
            }
        }
        return null;
    }

    /** Notes in a browser: the labels without a colon on lines of their own, the values below. */
    private @Nullable Span labelsAlone(int i) {
        var book = PhraseBook.QUOTES;
        if (lines.get(i).plain().length() > 16 || !book.has("to", lines.get(i).lower())) {
            return null;
        }
        for (int j = i + 1; j < lines.size() && j < i + LINES_ABOVE; j++) {
            if (lines.get(j).plain().length() <= 16 && book.has("subject", lines.get(j).lower())) {
                int start = notesStart(i);
                return start < i ? new Span(start, Math.min(j + 2, lines.size())) : null;
            }
        }
        return null;
    }

    private Span withFields(int start, int next) {
        int i = next;
        while (i < lines.size() && i < next + 4 && lines.get(i).blank()) {
            i++;
        }
        var seen = EnumSet.noneOf(Field.class);
        int end = i < lines.size() && lines.get(i).field() != null ? read(i, seen) : next;
        return new Span(start, seen.size() > 1 ? end : next);
    }

    /** Reads fields with their wrapped values from {@code i} on; returns the line behind them. */
    private int read(int i, EnumSet<Field> seen) {
        int last = i;
        int blanks = 0;
        int wrapped = 0;
        Field open = null;
        for (int j = i; j < lines.size() && j < i + LONGEST_BLOCK; j++) {
            QuoteLine line = lines.get(j);
            Field field = line.field();
            if (line.blank()) {
                blanks++;
                if (blanks > 3) {
                    break;
                }
            } else if (field != null
                    && (field == Field.CC || field == Field.OTHER || seen.add(field))) {
                open = field;
                blanks = 0;
                wrapped = 0;
                last = j + 1;
            } else if (open != null
                    && blanks == 0
                    && continues(open, ++wrapped)
                    && !isOtherLabel(line.plain())) {
                last = j + 1;
            } else {
                break;
            }
        }
        return last;
    }

    /** "Price: 45" does not continue "To: 31 January". */
    private static boolean isOtherLabel(String text) {
        int colon = text.indexOf(": ");
        if (colon < 1 || colon > 24 || text.indexOf('@') >= 0) {
            return false;
        }
        for (int i = 0; i < colon; i++) {
            if (!Character.isLetter(text.charAt(i)) && text.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean continues(Field open, int wrapped) {
        return switch (open) {
            case TO, CC, FROM -> wrapped < 40;
            case SUBJECT, SENT, OTHER -> wrapped < 3;
        };
    }

    private boolean isHeader(Field first, int start, int end, EnumSet<Field> seen) {
        if (first == Field.CC || first == Field.OTHER) {
            return false;
        }
        int known = seen.size();
        if (!seen.contains(Field.FROM)) {
            return first == Field.SENT
                    && seen.contains(Field.TO)
                    && addressIn(start, end)
                    && QuoteLine.hasTime(lines.get(start).value());
        }
        boolean subject = seen.contains(Field.SUBJECT) && known >= 3;
        return known >= 2
                && (addressIn(start, end)
                        || timeIn(start, end)
                        || subject
                                && first != Field.TO
                                && !isMemo(start)
                                && dateIn(start, end)
                                && named(start, end)
                        || subject && start > 0 && Dashes.isRule(lineAbove(start), 5));
    }

    /** A log, a configuration file: labels in lower case directly below another line of it. */
    private boolean isSettings(int i) {
        return i > 0
                && !lines.get(i - 1).blank()
                && Character.isLowerCase(lines.get(i).plain().charAt(0));
    }

    /** "TO: ... FROM: ...": the head of a letter, not of a mail. */
    private boolean isMemo(int i) {
        String text = lines.get(i).plain();
        int colon = text.indexOf(':');
        String label = colon < 0 ? "" : text.substring(0, colon);
        return !label.isEmpty()
                && label.equals(label.toUpperCase(Locale.ROOT))
                && !label.equals(label.toLowerCase(Locale.ROOT));
    }

    private String lineAbove(int i) {
        int j = i - 1;
        while (j >= 0 && i - j < 4 && lines.get(j).blank()) {
            j--;
        }
        return j < 0 ? "" : lines.get(j).plain();
    }

    private boolean dateIn(int start, int end) {
        for (int i = start; i < end; i++) {
            if (lines.get(i).field() == Field.SENT && lines.get(i).hasDate()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the sender has two names or more: trains leave from places, too. */
    private boolean named(int start, int end) {
        for (int i = start; i < end; i++) {
            if (lines.get(i).field() == Field.FROM && lines.get(i).value().indexOf(' ') > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean addressIn(int start, int end) {
        for (int i = start; i < end; i++) {
            if (lines.get(i).value().indexOf('@') > 0 || lines.get(i).plain().indexOf('@') > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean timeIn(int start, int end) {
        for (int i = start; i < end; i++) {
            QuoteLine line = lines.get(i);
            if (line.field() != Field.SUBJECT && line.hasDateAndTime()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOneLineHeader(QuoteLine line) {
        String value = " " + line.lower();
        return value.contains(" sent:") && value.contains(" to:")
                || value.contains(" to:") && value.contains(" subject:") && value.contains("@");
    }

    /** A row of dashes or underscores just above belongs to the header, with words in it or not. */
    private int ruleAbove(int i) {
        int j = i - 1;
        while (j >= 0 && i - j < 4 && lines.get(j).blank()) {
            j--;
        }
        return j >= 0 && (Dashes.isRule(lines.get(j).plain(), 5) || Dashes.isTitled(lines.get(j)))
                ? j
                : i;
    }

    private boolean isSeparator(int i) {
        String text = lines.get(i).lower();
        if (text.length() > 200) {
            return false;
        }
        var book = PhraseBook.QUOTES;
        if (book.prefix("begin", text) > 0 && text.length() - book.prefix("begin", text) < 3) {
            return true;
        }
        int before = Dashes.leading(text);
        if (before < 2) {
            boolean ruled =
                    i > 0 && text.length() < 80 && Dashes.isRule(lines.get(i - 1).plain(), 5);
            return isAboveMark(ruled ? "-" + text : text);
        }
        String inner = text.substring(before).strip();
        int phrase = Math.max(book.prefix("original", inner), book.prefix("forwarded", inner));
        if (phrase > 0) {
            String rest = inner.substring(phrase).strip();
            return rest.isEmpty()
                    || book.prefix("forwarded", inner) == phrase
                    || Dashes.isDash(rest.charAt(rest.length() - 1))
                            && (Dashes.isRule(rest, 1)
                                    || QuoteLine.hasDate(rest)
                                    || rest.indexOf('@') >= 0
                                    || i + 1 < lines.size() && lines.get(i + 1).field() != null);
        }
        return isAboveMark(text) || isZoho(inner);
    }

    /**
     * {@code ---- On Tue, 12 Jan 2026 10:00:00 +0100 Ana <ana@x> wrote ----}, and Notes' {@code
     * -----Ana Ruiz/ORG wrote: -----}.
     */
    private static boolean isZoho(String inner) {
        return inner.endsWith("--")
                        && (inner.contains("@") || QuoteLine.hasDate(inner))
                        && PhraseBook.QUOTES.prefix("starter", inner) > 0
                || inner.endsWith("wrote ----")
                || inner.endsWith("wrote: -----");
    }

    private static boolean isAboveMark(String text) {
        return !text.isEmpty()
                && "-#=_*".indexOf(text.charAt(0)) >= 0
                && PhraseBook.QUOTES.all("above").stream().anyMatch(text::contains);
    }

    /** Novell GroupWise: {@code >>> Ana Ruiz 12.01.26 10:00 >>>} above an unmarked quotation. */
    static boolean isGroupWise(QuoteLine line) {
        String raw = line.raw().strip();
        return raw.startsWith(">>> ")
                && raw.endsWith(">>>")
                && raw.length() < 150
                && line.hasDate()
                && line.hasTime();
    }

    /**
     * Lotus Notes writes the sender and the date above {@code To:} without labels, in two to four
     * lines. Returns the first of them, or {@code to} where they are missing.
     */
    private int notesStart(int to) {
        boolean dated = false;
        boolean timed = false;
        int start = to;
        int gap = 0;
        for (int i = to - 1; i >= 0 && i >= to - LINES_ABOVE; i--) {
            QuoteLine line = lines.get(i);
            if (line.blank()) {
                if (++gap > 3) {
                    break;
                }
                continue;
            }
            gap = 0;
            String lower = line.lower();
            if (!dated && (lower.startsWith("please respond to") || lower.startsWith("sent by"))) {
                start = i;
            } else if (!dated
                    && line.hasTime()
                    && line.plain().length() < 130
                    && !endsSentence(line.plain())) {
                timed = true;
                start = i;
                dated = line.hasDate();
                if (dated && !startsWithDate(lower)) {
                    break;
                }
            } else if (!dated && timed && line.hasDate()) {
                return i;
            } else if (dated && lower.startsWith("sent by")) {
                start = i;
            } else if (dated) {
                return isName(line.plain()) ? i : start;
            } else {
                return to;
            }
        }
        return dated ? start : to;
    }

    private static boolean startsWithDate(String lower) {
        return !lower.isEmpty()
                && (Character.isDigit(lower.charAt(0))
                        || lower.startsWith("on ") && lower.length() < 30);
    }

    private static boolean isName(String text) {
        return text.length() <= 70 && !endsSentence(text);
    }

    private static boolean endsSentence(String text) {
        return text.endsWith(".") || text.endsWith("?") || text.endsWith("!");
    }
}
