package org.tickler.quote;

import java.util.List;

/**
 * Tells the {@code >} of consoles, comparisons and file differences from the mark of a quotation.
 * What it takes for typed keeps its sign, so that no such line is ever read as a command.
 */
final class Prompts {
    private static final int FAR = 200;

    private Prompts() {}

    /** Takes the mark from lines that are no quotation. */
    static void unmark(List<QuoteLine> lines) {
        boolean python = isSession(lines);
        for (int i = 0; i < lines.size(); i++) {
            QuoteLine line = lines.get(i);
            if (line.marked()
                    && (python || isRedirection(line) || follows(lines, i) || compares(lines, i))) {
                lines.set(i, line.asTyped());
            }
        }
    }

    /** Every mark is Python's prompt: quotations three deep come with shallower ones. */
    private static boolean isSession(List<QuoteLine> lines) {
        boolean any = false;
        for (QuoteLine line : lines) {
            if (line.marked()) {
                String raw = line.raw();
                if (!raw.startsWith(">>> ") && !raw.equals(">>>")
                        || HeaderBlocks.isGroupWise(line)) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** {@code >&2} and {@code >= 3}. */
    private static boolean isRedirection(QuoteLine line) {
        String text = line.raw().strip();
        return text.startsWith(">&") || text.startsWith(">=");
    }

    /** The nearest line above that has no mark, or -1; not looked for far away. */
    private static int above(List<QuoteLine> lines, int i) {
        int above = i - 1;
        while (above >= 0 && lines.get(above).raw().startsWith("> ") && i - above < FAR) {
            above--;
        }
        return above;
    }

    /** What a shell prints below its own prompt. */
    private static boolean follows(List<QuoteLine> lines, int i) {
        int above = above(lines, i);
        String text = above < 0 ? "" : lines.get(above).plain();
        int prompt = Math.max(text.indexOf("]# "), text.indexOf("]$ "));
        return text.startsWith("$ ") || text.startsWith("[") && prompt > 0 && prompt < 50;
    }

    /** {@code < old}, {@code ---}, {@code > new} stand side by side. */
    private static boolean compares(List<QuoteLine> lines, int i) {
        int above = above(lines, i);
        if (above > 0 && lines.get(above).plain().equals("---")) {
            above--;
        }
        int below = i + 1;
        return above >= 0 && isOld(lines.get(above))
                || below < lines.size() && isOld(lines.get(below))
                || above >= 0 && isPlace(lines.get(above).plain());
    }

    private static boolean isOld(QuoteLine line) {
        return line.raw().startsWith("< ");
    }

    /** Such as {@code 12a13,14}: where the lines of a difference belong. */
    private static boolean isPlace(String text) {
        int digits = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits += Character.isDigit(c) ? 1 : 0;
            letters += c == 'a' || c == 'c' || c == 'd' ? 1 : 0;
            if (!Character.isDigit(c) && c != ',' && c != 'a' && c != 'c' && c != 'd') {
                return false;
            }
        }
        return digits > 1 && letters == 1 && Character.isDigit(text.charAt(0));
    }
}
