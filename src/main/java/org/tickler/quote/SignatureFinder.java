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
    private static final int MOST_WORDS_ASKED = 40;
    private static final int WORDS_OF_A_SENTENCE = 7;
    private static final int WORDS_IN_SMALL = 5;
    private static final int FAR = 40;

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
            if (isDelimiter(text)) {
                return isSeparator(lines, i) ? lines.size() : i;
            }
            below += text.isEmpty() ? 0 : 1;
        }
        return lines.size();
    }

    private static boolean isDelimiter(String text) {
        return text.equals("--") || text.equals("—") || text.equals("- --") || text.equals("__");
    }

    /**
     * Whether it parts what the author has to say: one of several, or above a question to the
     * reader or a sentence that begins with a small letter, where no address or number goes with
     * it.
     */
    private static boolean isSeparator(List<QuoteLine> lines, int at) {
        int before = 0;
        for (int i = at - 1; i >= 0 && at - i < FAR; i--) {
            before += isDelimiter(lines.get(i).plain()) ? 1 : 0;
        }
        boolean asks = false;
        boolean small = false;
        boolean contact = false;
        int words = 0;
        for (int i = at + 1; i < lines.size(); i++) {
            String text = lines.get(i).plain();
            asks |= text.endsWith("?");
            small |= words == 0 && isSmallSentence(text);
            contact |= text.indexOf('@') >= 0 || text.contains("://") || text.contains("www.");
            contact |= text.chars().filter(Character::isDigit).count() > 4;
            words += text.isEmpty() ? 0 : text.split(" ", -1).length;
        }
        return !contact && ((asks || small) && words < MOST_WORDS_ASKED || before > 1 && words > 2);
    }

    private static boolean isSmallSentence(String text) {
        return !text.isEmpty()
                && Character.isLowerCase(text.charAt(0))
                && (text.endsWith(".") || text.endsWith("!"))
                && text.split(" ", -1).length >= WORDS_IN_SMALL;
    }

    private static int disclaimer(List<QuoteLine> lines, int end) {
        boolean something = false;
        boolean paragraph = false;
        for (int i = 0; i < end; i++) {
            QuoteLine line = lines.get(i);
            if (something && paragraph && isDisclaimer(lines, i, end)) {
                return isRule(lines, i - 1) ? i - 1 : i;
            }
            paragraph = line.blank() || isRule(lines, i);
            something |= !line.blank();
        }
        return end;
    }

    private static boolean isDisclaimer(List<QuoteLine> lines, int i, int end) {
        String lower = lines.get(i).lower();
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
                    && !isOpening(lines, i, end)
                    && !line.plain().endsWith("?")
                    && PhraseBook.SIGNATURES.prefix("sentfrom", lower) > 0) {
                return i;
            }
            below += line.blank() ? 0 : 1;
        }
        return end;
    }

    /** "Sent from my desk, it arrives today." at the top, and a sentence below it. */
    private static boolean isOpening(List<QuoteLine> lines, int at, int end) {
        for (int i = 0; i < at; i++) {
            if (!lines.get(i).blank()) {
                return false;
            }
        }
        for (int i = at + 1; i < end; i++) {
            String text = lines.get(i).plain();
            boolean stop = text.endsWith(".") || text.endsWith("?") || text.endsWith("!");
            if (stop && text.split(" ", -1).length > 2) {
                return true;
            }
        }
        return false;
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
                if (goesOn(lines, i + 1, end)) {
                    return end;
                }
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

    /** "Best," and hard below it "I would say, is if you ask Marek first." */
    private static boolean goesOn(List<QuoteLine> lines, int next, int end) {
        if (next >= end) {
            return false;
        }
        String text = lines.get(next).plain();
        boolean stop = text.endsWith(".") || text.endsWith("!");
        return stop && text.split(" ", -1).length >= WORDS_OF_A_SENTENCE;
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
