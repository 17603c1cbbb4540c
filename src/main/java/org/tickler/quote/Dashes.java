package org.tickler.quote;

/** The lines that clients and people draw between texts. */
final class Dashes {
    private Dashes() {}

    /**
     * {@code ------ Original ------}, and Notes' {@code Ana Ruiz ---08.01.2026 10:00:11---How is
     * it?}.
     */
    static boolean isTitled(QuoteLine line) {
        String text = line.plain();
        if (text.length() > 200) {
            return false;
        }
        int start = text.indexOf("---");
        int end = text.lastIndexOf("---");
        return start == 0 && end + 3 == text.length() && end > 5 && isDash(text.charAt(4))
                || start >= 0
                        && end > start + 10
                        && end < start + 40
                        && line.hasDate()
                        && line.hasTime();
    }

    /** Whether a line is drawn: nothing but {@code shortest} dashes and their like or more. */
    static boolean isRule(String text, int shortest) {
        if (text.length() < shortest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ("-_=*—–─━ ".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The length of two dashes or more at the beginning, with the blanks between, else 0. */
    static int leading(String text) {
        int i = 0;
        int count = 0;
        while (i < text.length() && (isDash(text.charAt(i)) || text.charAt(i) == ' ')) {
            count += text.charAt(i) == ' ' ? 0 : 1;
            i++;
        }
        return count < 2 ? 0 : i;
    }

    static boolean isDash(char c) {
        return "-_=*—–─━".indexOf(c) >= 0;
    }
}
