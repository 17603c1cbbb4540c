package org.tickler.mime;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/** Content-Transfer-Encoding (RFC 2045, 6), undone with patience. */
final class TransferEncoding {
    /** What each character of base64 stands for, -1 for all others. */
    private static final byte[] VALUES = values();

    private TransferEncoding() {}

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        for (byte i = 0; i < letters.length(); i++) {
            values[letters.charAt(i)] = i;
        }
        // RFC 4648, 5: the URL alphabet comes up too.
        values['+'] = values['-'] = 62;
        values['/'] = values['_'] = 63;
        return values;
    }

    /**
     * The bytes of {@code [from, to)} decoded as {@code encoding} says, where it can be believed.
     */
    static byte[] decode(byte[] raw, int from, int to, String encoding, String type) {
        String name = encoding.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (name.startsWith("base64")) {
            return type.startsWith("text/") && !looksLikeBase64(raw, from, to)
                    ? Arrays.copyOfRange(raw, from, to)
                    : base64(raw, from, to);
        }
        if (name.startsWith("quotedprintable") || name.equals("qp")) {
            return quotedPrintable(raw, from, to);
        }
        if (name.startsWith("xuu") || name.startsWith("uu")) {
            return Uuencode.decode(raw, from, to);
        }
        return Arrays.copyOfRange(raw, from, to);
    }

    /** Plain text declared as base64 has blanks or punctuation in its first line of words. */
    private static boolean looksLikeBase64(byte[] raw, int from, int to) {
        int start = from;
        while (start < to && raw[start] >= 0 && raw[start] <= ' ') {
            start++;
        }
        int strange = 0;
        int end = start;
        while (end < to && end - start < 2_000 && raw[end] != '\n' && raw[end] != '\r') {
            strange += value(raw[end]) < 0 && raw[end] != '=' ? 1 : 0;
            end++;
        }
        return strange * 20 <= end - start;
    }

    /**
     * Base64 without its alphabet's rules: foreign characters are skipped, padding in the middle
     * starts anew, and a line of prose after the padding (a footer added on the way) ends it.
     */
    static byte[] base64(byte[] raw, int from, int to) {
        var out = new byte[(int) ((to - from) * 3L / 4 + 3)];
        int length = 0;
        int bits = 0;
        int held = 0;
        for (int i = from; i < to; i++) {
            int v = value(raw[i]);
            if (v >= 0) {
                bits = bits << 6 | v;
                held += 6;
                if (held >= 8) {
                    held -= 8;
                    out[length++] = (byte) (bits >> held);
                    bits &= (1 << held) - 1;
                }
            } else if (raw[i] == '=') {
                held = 0;
                bits = 0;
                if (proseFollows(raw, i + 1, to)) {
                    break;
                }
            }
        }
        return Arrays.copyOf(out, length);
    }

    private static boolean proseFollows(byte[] raw, int from, int to) {
        for (int i = from; i < Math.min(to, from + 300); i++) {
            boolean blank = raw[i] == '\r' || raw[i] == '\n' || raw[i] == '=';
            if (!blank && value(raw[i]) < 0) {
                return true;
            }
        }
        return false;
    }

    private static int value(byte c) {
        return c < 0 ? -1 : VALUES[c];
    }

    /** Quoted-printable; an equals sign that starts nothing known stays as it is. */
    static byte[] quotedPrintable(byte[] raw, int from, int to) {
        var out = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            if (raw[i] != '=') {
                out.write(raw[i]);
                continue;
            }
            int high = i + 1 < to ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < to ? Character.digit(raw[i + 2], 16) : -1;
            if (high >= 0 && low >= 0) {
                out.write(high << 4 | low);
                i += 2;
                continue;
            }
            int next = softBreak(raw, i + 1, to);
            if (next < 0) {
                out.write('=');
            } else {
                i = next - 1;
            }
        }
        return out.toByteArray();
    }

    /** Where the line after a soft line break starts, or -1. */
    private static int softBreak(byte[] raw, int from, int to) {
        int i = from;
        while (i < to && i - from < 100 && (raw[i] == ' ' || raw[i] == '\t' || raw[i] == '\r')) {
            i++;
        }
        return i >= to ? to : raw[i] == '\n' ? i + 1 : -1;
    }
}
