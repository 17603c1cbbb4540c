package org.tickler.quote;

import java.util.List;
import java.util.Locale;

/**
 * Finds where the signature, the device's advertisement or the disclaimer of typed lines begins.
 */
public final class SignatureFinder {
    private static final int MOST_SIGNATURE_LINES = 14;
    private static final int MOST_CLOSING_LINES = 9;
    private static final int LONGEST_SIGNATURE_LINE = 75;

    private SignatureFinder() {}

    /** The index of the first signature line, or the size of {@code lines}. */
    public static int start(List<QuoteLine> lines) {
        int end = lines.size();
        end = Math.min(end, delimiter(lines));
        end = disclaimer(lines, end);
        end = sentFrom(lines, end);
        end = delimiter(lines.subList(0, end));
        return closing(lines, end);
    }

    /**
     * RFC 3676, 4.3: the line {@code -- } separates a signature; many write it without the space.
     */
    private static int delimiter(List<QuoteLine> lines) {
        int below = 0;
        for (int i = lines.size() - 1; i >= 0 && below <= MOST_SIGNATURE_LINES; i--) {
            String text = lines.get(i).plain();
            if (text.equals("--") || text.equals("—") || text.equals("- --") || text.equals("__")) {
                return i;
            }
            below += text.isEmpty() ? 0 : 1;
        }
        return lines.size();
    }

    private static int disclaimer(List<QuoteLine> lines, int end) {
        boolean something = false;
        boolean paragraph = false;
        for (int i = 0; i < end; i++) {
            QuoteLine line = lines.get(i);
            String lower = line.lower();
            if (something && paragraph && isDisclaimer(lines, i, end, lower)) {
                return isRule(lines, i - 1) ? i - 1 : i;
            }
            paragraph = line.blank() || isRule(lines, i);
            something |= !line.blank();
        }
        return end;
    }

    private static boolean isDisclaimer(List<QuoteLine> lines, int i, int end, String lower) {
        if (PhraseBook.SIGNATURES.prefix("disclaimer", lower) == 0) {
            return false;
        }
        boolean wraps = i + 1 < end && !lines.get(i + 1).blank();
        return lower.length() > 80 || wraps && lower.length() > 40 || lower.endsWith(":");
    }

    private static boolean isRule(List<QuoteLine> lines, int i) {
        if (i < 0) {
            return false;
        }
        String text = lines.get(i).plain();
        return text.length() > 4 && text.chars().allMatch(c -> "-_=*~#".indexOf(c) >= 0);
    }

    private static int sentFrom(List<QuoteLine> lines, int end) {
        int below = 0;
        for (int i = end - 1; i >= 0 && below < 4; i--) {
            QuoteLine line = lines.get(i);
            String lower = strip(line.lower());
            if (line.plain().length() <= 100
                    && !line.plain().endsWith("?")
                    && PhraseBook.SIGNATURES.prefix("sentfrom", lower) > 0) {
                return i;
            }
            below += line.blank() ? 0 : 1;
        }
        return end;
    }

    private static int closing(List<QuoteLine> lines, int end) {
        int first = 0;
        while (first < end && lines.get(first).blank()) {
            first++;
        }
        int below = 0;
        for (int i = end - 1; i > first && below <= MOST_CLOSING_LINES; i--) {
            QuoteLine line = lines.get(i);
            if (line.blank()) {
                continue;
            }
            if (isClosing(line.lower(), below)) {
                return Math.max(first + 1, closingAbove(lines, i));
            }
            String text = line.plain();
            if (text.length() > LONGEST_SIGNATURE_LINE
                    || text.endsWith("?")
                    || text.endsWith(";")) {
                return end;
            }
            below++;
        }
        return end;
    }

    /** "Thanks," directly above "Regards," belongs to it. */
    private static int closingAbove(List<QuoteLine> lines, int i) {
        return i > 1 && isClosing(lines.get(i - 1).lower(), 1) ? i - 1 : i;
    }

    private static boolean isClosing(String lower, int below) {
        String text = strip(lower);
        if (text.length() > 45) {
            return false;
        }
        if (PhraseBook.SIGNATURES.has("closing", text)) {
            return true;
        }
        int length = PhraseBook.SIGNATURES.prefix("closing", text);
        if (length < 2 || below > 0 && !lower.endsWith(",")) {
            return false;
        }
        String rest = text.substring(length).strip();
        boolean comma = rest.startsWith(",") || rest.startsWith("!") || rest.startsWith(".");
        return comma
                && rest.length() < 20
                && rest.substring(1).strip().split(" ", -1).length <= 2
                && rest.indexOf('@') < 0;
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (end > start
                && !Character.isLetterOrDigit(text.charAt(end - 1))
                && text.charAt(end - 1) != ')') {
            end--;
        }
        while (start < end && !Character.isLetterOrDigit(text.charAt(start))) {
            start++;
        }
        return text.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
