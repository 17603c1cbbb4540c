package org.tickler.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** RFC 2047, read as real mail writes it: also inside quotes, with spaces in it, or cut in half. */
public final class EncodedWords {
    private EncodedWords() {}

    /**
     * The text with its encoded words decoded; neighbours of one charset are joined before they are
     * decoded, because some senders split characters. Text that is no encoded word stays.
     */
    public static String decode(String text) {
        if (!text.contains("=?")) {
            return text;
        }
        var out = new StringBuilder();
        var pending = new ByteArrayOutputStream();
        String charset = "";
        int at = 0;
        while (at < text.length()) {
            int start = text.indexOf("=?", at);
            Word word = start < 0 ? null : word(text, start);
            if (start < 0) {
                break;
            }
            String between = text.substring(at, start);
            boolean glued = pending.size() > 0 && between.isBlank() && word != null;
            if (!glued || word == null || !word.charset().equals(charset)) {
                flush(out, pending, charset);
            }
            if (!glued) {
                out.append(between);
            }
            if (word == null) {
                out.append("=?");
                at = start + 2;
            } else {
                charset = word.charset();
                pending.writeBytes(word.bytes());
                at = word.end();
            }
        }
        flush(out, pending, charset);
        return out.append(text, Math.min(at, text.length()), text.length()).toString();
    }

    private static void flush(StringBuilder out, ByteArrayOutputStream pending, String charset) {
        if (pending.size() > 0) {
            String decoded = MailCharsets.decode(pending.toByteArray(), charset);
            out.append(decoded.replaceAll("[\\r\\n]+[ \\t]*", " "));
            pending.reset();
        }
    }

    private record Word(String charset, byte[] bytes, int end) {}

    private static @org.jspecify.annotations.Nullable Word word(String text, int start) {
        int charsetEnd = text.indexOf('?', start + 2);
        if (charsetEnd < 0 || charsetEnd - start > 60 || charsetEnd + 2 >= text.length()) {
            return null;
        }
        char encoding = Character.toUpperCase(text.charAt(charsetEnd + 1));
        if (text.charAt(charsetEnd + 2) != '?' || (encoding != 'B' && encoding != 'Q')) {
            return null;
        }
        int end = text.indexOf("?=", charsetEnd + 3);
        int next = text.indexOf("=?", charsetEnd + 3);
        int after;
        if (end < 0 || (next >= 0 && next < end - 1 && encoding == 'B')) {
            end = next >= 0 ? next : text.length();
            after = end;
        } else {
            after = end + 2;
        }
        String content = text.substring(charsetEnd + 3, end);
        String charset = text.substring(start + 2, charsetEnd).toLowerCase(Locale.ROOT);
        int language = charset.indexOf('*');
        charset = language >= 0 ? charset.substring(0, language) : charset;
        if (charset.indexOf(' ') >= 0) {
            return null;
        }
        return new Word(charset, encoding == 'B' ? base64(content) : q(content), after);
    }

    private static byte[] base64(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        return TransferEncoding.base64(bytes, 0, bytes.length);
    }

    private static byte[] q(String content) {
        byte[] bytes = content.replace('_', ' ').getBytes(StandardCharsets.UTF_8);
        return TransferEncoding.quotedPrintable(bytes, 0, bytes.length);
    }

    /** The text as one or more encoded words of UTF-8, or as it is where it is plain ASCII. */
    public static String encode(String text) {
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 127) && !text.contains("=?");
        if (plain) {
            return text;
        }
        var out = new StringBuilder();
        var piece = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    piece.appendCodePoint(c);
                    if (piece.toString().getBytes(StandardCharsets.UTF_8).length >= 39) {
                        word(out, piece);
                    }
                });
        word(out, piece);
        return out.toString();
    }

    private static void word(StringBuilder out, StringBuilder piece) {
        if (!piece.isEmpty()) {
            byte[] bytes = piece.toString().getBytes(StandardCharsets.UTF_8);
            out.append(out.isEmpty() ? "" : " ")
                    .append("=?UTF-8?B?")
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append("?=");
            piece.setLength(0);
        }
    }
}
