package org.tickler.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The header fields at the start of an entity and where its body begins: a calendar does not need
 * the blank line, as some gateways forget it and all its lines look like fields. A field longer
 * than {@value #LONGEST_FIELD} bytes is cut, fields beyond {@value #MOST_FIELDS} are left out.
 */
final class HeaderBlock {
    static final int LONGEST_FIELD = 64_000;
    static final int MOST_FIELDS = 2_000;

    /** Says whether the line in this range ends the entity. */
    interface Delimiter {
        boolean isAt(int from, int end);
    }

    private final byte[] raw;
    private final Delimiter delimiter;
    private final List<RawHeader> fields = new ArrayList<>();
    private final StringBuilder value = new StringBuilder();
    private String name = "";
    private int end;

    HeaderBlock(byte[] raw, int from, Delimiter delimiter) {
        this.raw = raw;
        this.delimiter = delimiter;
        this.end = read(from);
        close();
    }

    /** Where the body starts. */
    int end() {
        return end;
    }

    /** The fields in order, 8-bit values decoded. */
    List<RawHeader> headers() {
        String declared = "";
        for (RawHeader field : fields) {
            if (field.is("Content-Type")) {
                declared = HeaderParameters.parse(field.value()).parameter("charset").orElse("");
            }
        }
        var decoded = new ArrayList<RawHeader>(fields.size());
        for (RawHeader field : fields) {
            byte[] bytes = field.value().getBytes(StandardCharsets.ISO_8859_1);
            boolean plain = MailCharsets.isAscii(bytes) && field.value().indexOf('\u001b') < 0;
            String text = plain ? field.value() : MailCharsets.decode(bytes, declared);
            decoded.add(new RawHeader(field.name(), text.replace("\0", "").strip()));
        }
        return decoded;
    }

    private int read(int start) {
        int at = skipLeading(start);
        while (at < raw.length) {
            int stop = LineEnds.next(raw, at);
            int next = Math.min(raw.length, stop + 1);
            int textEnd = textEnd(at, stop);
            if (delimiter.isAt(at, stop)) {
                return at;
            }
            if (isBlank(at, textEnd)) {
                boolean folded = textEnd > at && next < raw.length && looksLikeField(next);
                if (!folded) {
                    return next;
                }
            } else if ((raw[at] == ' ' || raw[at] == '\t') && !name.isEmpty()) {
                append(at, textEnd);
            } else if (startsWith(at, "BEGIN:VCALENDAR")) {
                return at;
            } else if (looksLikeField(at)) {
                open(at, textEnd);
            } else if (!name.isEmpty() && next < raw.length && looksLikeField(next)) {
                append(at, textEnd);
            } else {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** Blank lines and an mbox separator before the first field. */
    private int skipLeading(int start) {
        int at = start;
        boolean top = start == 0;
        while (top && at < raw.length) {
            int stop = LineEnds.next(raw, at);
            int from = at;
            if (from == 0 && stop > 3 && (raw[0] & 0xff) == 0xef && (raw[1] & 0xff) == 0xbb) {
                from = 3;
            }
            boolean separator = startsWith(from, "From ") || startsWith(from, ">From ");
            if (!isBlank(from, textEnd(from, stop)) && !separator) {
                return from;
            }
            at = Math.min(raw.length, stop + 1);
        }
        return at;
    }

    private boolean startsWith(int from, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (from + i >= raw.length || raw[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int textEnd(int from, int stop) {
        int end = stop;
        while (end > from && raw[end - 1] == '\r') {
            end--;
        }
        return end;
    }

    private boolean isBlank(int from, int stop) {
        for (int i = from; i < stop; i++) {
            if (raw[i] != ' ' && raw[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private boolean looksLikeField(int from) {
        int i = from;
        while (i < raw.length && i - from < 100 && raw[i] > ' ' && raw[i] != ':') {
            i++;
        }
        int nameEnd = i;
        while (i < raw.length && i - nameEnd < 4 && (raw[i] == ' ' || raw[i] == '\t')) {
            i++;
        }
        return nameEnd > from && i < raw.length && raw[i] == ':';
    }

    private void open(int from, int stop) {
        close();
        int colon = from;
        while (raw[colon] != ':') {
            colon++;
        }
        name = new String(raw, from, colon - from, StandardCharsets.US_ASCII).strip();
        append(colon + 1, stop);
    }

    private void append(int from, int stop) {
        int start = from;
        while (start < stop && (raw[start] == ' ' || raw[start] == '\t')) {
            start++;
        }
        int room = Math.min(stop - start, LONGEST_FIELD - value.length());
        if (room > 0) {
            value.append(value.isEmpty() ? "" : " ");
            value.append(new String(raw, start, room, StandardCharsets.ISO_8859_1));
        }
    }

    private void close() {
        if (!name.isEmpty() && fields.size() < MOST_FIELDS) {
            fields.add(new RawHeader(name, value.toString()));
        }
        name = "";
        value.setLength(0);
    }
}
