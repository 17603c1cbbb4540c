package org.tickler.mime;

import java.nio.charset.StandardCharsets;

/** Where lines end in bytes that come from anywhere. */
final class LineEnds {
    private LineEnds() {}

    /**
     * The same bytes, with LF for CR where a message has no LF at all, and UTF-8 where it was
     * written in UTF-16.
     */
    static byte[] normalised(byte[] raw) {
        byte[] bytes = raw;
        if (raw.length > 3) {
            int mark = (raw[0] & 0xff) << 8 | raw[1] & 0xff;
            if (mark == 0xfeff || mark == 0xfffe) {
                bytes = new String(raw, StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8);
            }
        }
        boolean feeds = false;
        boolean returns = false;
        for (byte b : bytes) {
            feeds |= b == '\n';
            returns |= b == '\r';
        }
        if (feeds || !returns) {
            return bytes;
        }
        byte[] copy = bytes.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = copy[i] == '\r' ? (byte) '\n' : copy[i];
        }
        return copy;
    }

    /** The index of the next LF, or the length. */
    static int next(byte[] raw, int from) {
        int i = from;
        while (i < raw.length && raw[i] != '\n') {
            i++;
        }
        return i;
    }
}
