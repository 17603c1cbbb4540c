package org.tickler.quote;

import java.util.List;
import java.util.Locale;

/**
 * Some mark the quoted lines with {@code |} instead of {@code >}. So do tables and drawings, which
 * is why only lines below an attribution with the same mark count, and those of later blocks.
 */
final class Pipes {
    private Pipes() {}

    /** Gives the mark to the lines that are quoted so. */
    static void mark(List<QuoteLine> lines) {
        boolean begun = false;
        for (int i = 0; i < lines.size(); i++) {
            QuoteLine line = lines.get(i);
            if (isPiped(line.raw())) {
                begun |= introduces(line.plain());
                if (begun) {
                    lines.set(i, line.asQuoted());
                }
            }
        }
    }

    /** {@code | Ana <ana@example.org> wrote:}. */
    private static boolean introduces(String plain) {
        return plain.endsWith(":")
                && plain.indexOf('@') > 0
                && Attributions.says(plain.toLowerCase(Locale.ROOT));
    }

    private static boolean isPiped(String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '|') {
            return false;
        }
        int i = 0;
        while (i < raw.length() && "|> ".indexOf(raw.charAt(i)) >= 0) {
            i++;
        }
        return (raw.length() == 1 || raw.charAt(1) != '-') && raw.indexOf('|', i) < 0;
    }
}
