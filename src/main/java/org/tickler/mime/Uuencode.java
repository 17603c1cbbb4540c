package org.tickler.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Files written into a text with {@code begin 644 name} and {@code end}, as before MIME. */
public final class Uuencode {
    /** A file found in a text. */
    public record File(String name, byte[] content) {}

    /** What is left of a text and the files that were in it. */
    public record Split(String text, List<File> files) {}

    private static final Pattern BEGIN = Pattern.compile("begin [0-7]{3,4} (\\S.{0,200})");

    private Uuencode() {}

    /** Takes complete uuencoded files out of {@code text}; line ends are {@code \n}. */
    public static Split split(String text) {
        if (!text.startsWith("begin ") && !text.contains("\nbegin ")) {
            return new Split(text, List.of());
        }
        String[] lines = text.split("\n", -1);
        var rest = new ArrayList<String>();
        var files = new ArrayList<File>();
        int lastEnd = lastEnd(lines);
        for (int i = 0; i < lines.length; i++) {
            var begin = BEGIN.matcher(lines[i]);
            if (i < lastEnd && begin.matches()) {
                int end = i + 1;
                var content = new ByteArrayOutputStream();
                while (end < lines.length && line(lines[end], content)) {
                    end++;
                }
                if (end < lines.length && lines[end].strip().equals("end")) {
                    files.add(new File(begin.group(1).strip(), content.toByteArray()));
                    i = end;
                    continue;
                }
                while (i < end - 1) {
                    rest.add(lines[i++]);
                }
            }
            rest.add(lines[i]);
        }
        return new Split(String.join("\n", rest), files);
    }

    private static int lastEnd(String[] lines) {
        for (int i = lines.length - 1; i >= 0; i--) {
            if (lines[i].strip().equals("end")) {
                return i;
            }
        }
        return -1;
    }

    /** The content of the first file in the bytes, or the bytes as they are. */
    static byte[] decode(byte[] raw, int from, int to) {
        String text = new String(raw, from, to - from, StandardCharsets.ISO_8859_1);
        Split split = split(text.replace("\r\n", "\n"));
        return split.files().isEmpty()
                ? text.getBytes(StandardCharsets.ISO_8859_1)
                : split.files().getFirst().content();
    }

    private static boolean line(String line, ByteArrayOutputStream out) {
        if (line.isEmpty() || line.strip().equals("end")) {
            return line.isEmpty();
        }
        int length = line.charAt(0) - ' ' & 63;
        int needed = 1 + (length + 2) / 3 * 4;
        if (line.charAt(0) > '`' || line.length() > needed + 3) {
            return false;
        }
        for (int i = 1, done = 0; done < length; i += 4) {
            int bits = 0;
            for (int k = 0; k < 4; k++) {
                int c = i + k < line.length() ? line.charAt(i + k) : ' ';
                if (c < ' ' || c > '`') {
                    return false;
                }
                bits = bits << 6 | (c - ' ' & 63);
            }
            for (int k = 16; k >= 0 && done < length; k -= 8, done++) {
                out.write(bits >> k);
            }
        }
        return true;
    }
}
