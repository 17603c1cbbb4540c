package org.tickler.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Message-ID in raw bytes without reading the rest: what is stored must not depend on
 * whether the message can be understood.
 */
final class MessageIdScan {
    private static final int HEADER_LIMIT = 262_144;
    private static final int LONGEST = 998;

    private MessageIdScan() {}

    /** The first Message-ID with its angle brackets, or null if there is no usable one. */
    static @Nullable String of(byte[] raw) {
        int length = Math.min(raw.length, HEADER_LIMIT);
        String header = new String(raw, 0, length, StandardCharsets.ISO_8859_1);
        StringBuilder value = null;
        for (String line : (Iterable<String>) header.lines()::iterator) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (value != null && !folded) {
                break;
            }
            if (line.isEmpty()) {
                return null;
            }
            if (value != null) {
                value.append(line);
            } else if (!folded && line.toLowerCase(Locale.ROOT).startsWith("message-id")) {
                int colon = line.indexOf(':');
                if (colon > 0
                        && line.substring(0, colon).strip().length() == "message-id".length()) {
                    value = new StringBuilder(line.substring(colon + 1));
                }
            }
        }
        return value == null ? null : clean(value.toString());
    }

    private static @Nullable String clean(String value) {
        int start = value.indexOf('<');
        int end = value.indexOf('>', start + 1);
        if (start < 0 || end < 0) {
            return null;
        }
        String id = value.substring(start, end + 1);
        boolean usable =
                id.length() > 2
                        && id.length() <= LONGEST
                        && id.chars().allMatch(c -> c > ' ' && c != 127);
        return usable ? id : null;
    }
}
