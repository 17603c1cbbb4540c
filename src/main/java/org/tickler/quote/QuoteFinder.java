package org.tickler.quote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the typed lines of a reply from the quoted ones. One instance reads one text. */
public final class QuoteFinder {
    /** What a line is. */
    public enum Kind {
        TYPED,
        QUOTED,
        SIGNATURE
    }

    private static final double OURS = 0.999;
    private static final double ALMOST_OURS = 0.5;

    private final List<QuoteLine> lines = new ArrayList<>();
    private final Kind[] kinds;
    private final double[] ours;
    private boolean sentFound;
    private final HeaderBlocks headers;
    private final Attributions attributions;
    private boolean cut;
    private boolean older;
    private boolean found;
    private boolean introduced;

    /**
     * @param sent the text of the mail that is answered, where known
     */
    public QuoteFinder(String body, @Nullable String sent) {
        int open = 0;
        for (String line : body.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
            QuoteLine read = QuoteLine.of(line, open > 0);
            open = read.marked() || read.blank() ? 0 : open + openAddresses(read.plain());
            lines.add(read);
        }
        Prompts.unmark(lines);
        Pipes.mark(lines);
        kinds = new Kind[lines.size()];
        Arrays.fill(kinds, Kind.TYPED);
        ours = new double[lines.size()];
        Arrays.fill(ours, -1);
        headers = new HeaderBlocks(lines);
        attributions = new Attributions(lines);
        mark();
        if (sent != null && subtract(new SentText(sent))) {
            Arrays.fill(kinds, Kind.TYPED);
            cut = false;
            older = false;
            mark();
        }
        markWrapped();
        markFooter();
        if (sent == null && !introduced) {
            keepCitation();
            keepSign();
        }
    }

    private static int openAddresses(String text) {
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            open += text.charAt(i) == '<' ? 1 : text.charAt(i) == '>' ? -1 : 0;
        }
        return open;
    }

    /** Looks for the mail that was answered; returns whether any line of it is here. */
    private boolean subtract(SentText sent) {
        if (!sent.isEmpty()) {
            double[] shares = sent.covered(lines, i -> kinds[i] == Kind.QUOTED);
            System.arraycopy(shares, 0, ours, 0, ours.length);
            sentFound = Arrays.stream(ours).anyMatch(share -> share > OURS);
        }
        return sentFound;
    }

    /** The lines of the text in their order. */
    public List<QuoteLine> lines() {
        return lines;
    }

    /** What the line with this index is. */
    public Kind kind(int line) {
        return kinds[line];
    }

    /** Whether anything quoted was found at all. */
    public boolean foundQuote() {
        return found;
    }

    private void mark() {
        boolean signature = false;
        int i = 0;
        while (i < lines.size()) {
            QuoteLine line = lines.get(i);
            if (line.is(QuoteLine.SIGNATURE) || line.is(QuoteLine.SIGNATURE_END)) {
                signature = line.is(QuoteLine.SIGNATURE);
                kinds[i++] = Kind.QUOTED;
            } else if (line.marked() && !HeaderBlocks.isGroupWise(line) || ours[i] > OURS) {
                quote(i, i + 1);
                i++;
            } else {
                i = markUnmarked(i, signature);
            }
        }
    }

    private int markUnmarked(int i, boolean signature) {
        HeaderBlocks.Span span = headers.at(i);
        if (span == null) {
            span = attributions.at(i);
        }
        if (span != null) {
            quote(span.start(), span.end());
            introduced = true;
            older = cut;
            cut = cut || !attributions.markedAfter(span.end());
            return span.end();
        }
        if (cut && !typedInside(i)) {
            quote(i, i + 1);
        } else if (signature) {
            kinds[i] = Kind.SIGNATURE;
        }
        return i + 1;
    }

    /**
     * Below an unmarked quotation a line counts as typed only where the quoted mail is known and
     * the line shares no run of words with it.
     */
    private boolean typedInside(int i) {
        QuoteLine line = lines.get(i);
        return sentFound
                && !older
                && !line.blank()
                && line.field() == null
                && (ours[i] >= 0 || line.isPicture())
                && ours[i] < ALMOST_OURS
                && !line.plain().contains("://");
    }

    private void quote(int from, int to) {
        Arrays.fill(kinds, from, to, Kind.QUOTED);
        found = true;
    }

    /** A quoted line that a server wrapped leaves its last words on a line without a mark. */
    private void markWrapped() {
        for (int i = 1; i + 1 < lines.size(); i++) {
            QuoteLine line = lines.get(i);
            QuoteLine above = lines.get(i - 1);
            if (kinds[i] == Kind.TYPED
                    && !line.blank()
                    && above.marked()
                    && lines.get(i + 1).marked()
                    && isWrapOf(above, line)) {
                quote(i, i + 1);
            }
        }
    }

    private static boolean isWrapOf(QuoteLine above, QuoteLine line) {
        String text = line.plain();
        String before = above.plain();
        if (text.contains("://") || before.lastIndexOf("(http") > before.lastIndexOf(')')) {
            return true;
        }
        int space = text.indexOf(' ');
        int word = space < 0 ? text.length() : space;
        boolean full = above.raw().length() >= 60 && above.raw().length() + 1 + word > 72;
        char last = before.isEmpty() ? '.' : before.charAt(before.length() - 1);
        return full && Character.isLowerCase(text.charAt(0)) && ".?!:;".indexOf(last) < 0;
    }

    /**
     * A few marked lines in the middle of a mail that quotes nothing else, under a lead-in of the
     * author ("here is the poem:"), are part of what the author has to say.
     */
    private void keepCitation() {
        int first = 0;
        while (first < kinds.length && kinds[first] != Kind.QUOTED) {
            first++;
        }
        int end = first;
        while (end < kinds.length && kinds[end] == Kind.QUOTED && lines.get(end).marked()) {
            end++;
        }
        int lead = first - 1;
        if (lead >= 0 && lines.get(lead).blank()) {
            lead--;
        }
        if (lead < 0 || end == first || end - first > 8 || !attributions.leadsIn(lead)) {
            return;
        }
        boolean typedBelow = false;
        for (int i = end; i < kinds.length; i++) {
            if (kinds[i] == Kind.QUOTED) {
                return;
            }
            typedBelow |= !lines.get(i).blank();
        }
        if (typedBelow) {
            Arrays.fill(kinds, first, end, Kind.TYPED);
        }
    }

    /**
     * "x > 3" and directly below it "> 20 is too many": the only line with a mark, hard below typed
     * words, is typed where it goes on with an amount, or where the line above uses the sign, too.
     */
    private void keepSign() {
        int only = -1;
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == Kind.QUOTED) {
                if (only >= 0) {
                    return;
                }
                only = i;
            }
        }
        if (only < 1 || !lines.get(only).marked() || kinds[only - 1] != Kind.TYPED) {
            return;
        }
        String above = lines.get(only - 1).raw();
        String text = lines.get(only).plain();
        boolean sign = above.indexOf('>') > 0 || above.indexOf('<') >= 0 || above.endsWith("}");
        boolean amount = !text.isEmpty() && Character.isDigit(text.charAt(0));
        boolean depth = lines.get(only).raw().strip().matches(">[ \\d].*");
        boolean address = above.indexOf('@') >= 0 || above.endsWith(":");
        if (!above.isBlank() && depth && !address && !text.endsWith("?") && (sign || amount)) {
            kinds[only] = Kind.TYPED;
            lines.set(only, lines.get(only).asTyped());
            found = false;
        }
    }

    /** Below a quotation at the end, a long rule begins what a mail service or a list appended. */
    private void markFooter() {
        int last = lines.size() - 1;
        while (last >= 0 && kinds[last] != Kind.QUOTED) {
            last--;
        }
        int i = last + 1;
        while (last >= 0 && i < lines.size() && lines.get(i).blank()) {
            i++;
        }
        if (last >= 0 && i < lines.size() && Dashes.isRule(lines.get(i).plain(), 20)) {
            quote(i, lines.size());
        }
    }
}
