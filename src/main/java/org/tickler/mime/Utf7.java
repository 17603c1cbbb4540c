package org.tickler.mime;

import java.nio.charset.StandardCharsets;

/** UTF-7 (RFC 2152), which the JDK does not know. */
final class Utf7 {
    private Utf7() {}

    static String decode(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '+') {
                out.append(c);
                continue;
            }
            int end = i + 1;
            while (end < text.length() && isBase64(text.charAt(end))) {
                end++;
            }
            if (end == i + 1) {
                out.append('+');
            } else {
                byte[] bytes = text.substring(i + 1, end).getBytes(StandardCharsets.US_ASCII);
                byte[] units = TransferEncoding.base64(bytes, 0, bytes.length);
                out.append(new String(units, 0, units.length & ~1, StandardCharsets.UTF_16BE));
            }
            i = end < text.length() && text.charAt(end) == '-' ? end : end - 1;
        }
        return out.toString();
    }

    private static boolean isBase64(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '/' || c == '+');
    }
}
