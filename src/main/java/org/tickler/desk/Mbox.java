package org.tickler.desk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a file in mbox form (RFC 4155, with the usual {@code >From } quoting) into its messages.
 */
final class Mbox {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private Mbox() {}

    /** Whether a file is in this form, whatever it is called. */
    static boolean begins(byte[] file) {
        return startsWith(file, 0);
    }

    /** The raw messages in order; a file without any separator is one message. */
    static List<byte[]> split(byte[] file) {
        var starts = new ArrayList<Integer>();
        boolean blank = true;
        for (int at = 0; at < file.length; ) {
            int end = lineEnd(file, at);
            if (blank && startsWith(file, at)) {
                starts.add(at);
            }
            blank = isBlank(file, at, end);
            at = end;
        }
        if (starts.isEmpty()) {
            return file.length == 0 ? List.of() : List.of(file);
        }
        var messages = new ArrayList<byte[]>();
        for (int i = 0; i < starts.size(); i++) {
            int from = lineEnd(file, starts.get(i));
            int to = i + 1 < starts.size() ? starts.get(i + 1) : file.length;
            messages.add(unquoted(Arrays.copyOfRange(file, Math.min(from, to), to)));
        }
        return messages;
    }

    private static int lineEnd(byte[] file, int at) {
        int end = at;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, file.length);
    }

    private static boolean startsWith(byte[] file, int at) {
        return at + FROM.length <= file.length
                && Arrays.equals(file, at, at + FROM.length, FROM, 0, FROM.length);
    }

    private static boolean isBlank(byte[] file, int at, int end) {
        for (int i = at; i < end; i++) {
            if (file[i] != '\r' && file[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    /** Takes one {@code >} off lines such as {@code >From }; Latin-1 keeps every byte as it is. */
    private static byte[] unquoted(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        return text.replaceAll("(?m)^>(>*From )", "$1").getBytes(StandardCharsets.ISO_8859_1);
    }
}
