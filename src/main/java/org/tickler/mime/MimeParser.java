package org.tickler.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a message into its MIME tree in one pass over the bytes. Missing, doubled and similar
 * boundaries, parts without headers and multiparts without a boundary all end in some tree; levels
 * below {@value #DEEPEST} stay one leaf, leaves beyond {@value #MOST_PARTS} are left out.
 */
public final class MimeParser {
    public static final int DEEPEST = 50;
    public static final int MOST_PARTS = 1_000;

    private static final Pattern TYPE = Pattern.compile("[a-z0-9.+_-]{1,80}/[a-z0-9.+_-]{1,120}");
    private static final int GUESSES = 5;
    private static final int GUESS_LINES = 2_000;

    private final byte[] raw;
    private final Deque<byte[]> boundaries = new ArrayDeque<>();
    private int at;
    private int parts;
    private int guesses;

    private MimeParser(byte[] raw) {
        this.raw = raw;
    }

    /** Reads any bytes; line ends may be CRLF, LF or (throughout) CR. */
    public static MimeEntity parse(byte[] raw) {
        byte[] lines = LineEnds.normalised(raw);
        return new MimeParser(lines).entity(0, "text/plain");
    }

    private MimeEntity entity(int depth, String defaultType) {
        int entityStart = at;
        var fields = new HeaderBlock(raw, at, this::isDelimiter);
        at = fields.end();
        List<RawHeader> headers = fields.headers();
        HeaderParameters type = contentType(headers, defaultType);
        if (type.value().startsWith("multipart/") && depth < DEEPEST) {
            return multipart(depth, headers, type);
        }
        parts++;
        if (depth > 0 && isMessage(headers)) {
            return new MimeEntity(
                    raw,
                    entityStart,
                    skipToDelimiter(),
                    List.of(),
                    type.withValue("message/rfc822"),
                    List.of());
        }
        int start = at;
        return new MimeEntity(raw, start, skipToDelimiter(), headers, type, List.of());
    }

    /** A returned mail without a MIME header of its own in front of it. */
    private static boolean isMessage(List<RawHeader> headers) {
        boolean received = false;
        boolean from = false;
        boolean id = false;
        for (RawHeader header : headers) {
            received |= header.is("Received") || header.is("Return-Path");
            from |= header.is("From");
            id |= header.is("Message-ID");
        }
        return received && from && id;
    }

    private MimeEntity multipart(int depth, List<RawHeader> headers, HeaderParameters type) {
        int start = at;
        var children = new ArrayList<MimeEntity>();
        String boundary = type.parameter("boundary").map(String::strip).orElse("");
        if (!boundary.isEmpty()) {
            children(boundary, depth, type, children);
        }
        int end = at;
        if (children.isEmpty()) {
            Optional<String> guess = guessBoundary(start);
            if (guess.isPresent() && !guess.get().equals(boundary)) {
                at = start;
                children(guess.get(), depth, type, children);
                end = at;
            }
        }
        if (children.isEmpty()) {
            at = start;
            end = skipToDelimiter();
            parts++;
            type = type.withValue("text/plain");
        }
        return new MimeEntity(raw, start, end, headers, type, children);
    }

    private void children(
            String boundary, int depth, HeaderParameters type, List<MimeEntity> children) {
        byte[] own = boundary.getBytes(StandardCharsets.UTF_8);
        String childType =
                type.value().equals("multipart/digest") ? "message/rfc822" : "text/plain";
        boundaries.push(own);
        skipToDelimiter();
        while (at < raw.length) {
            int end = lineEnd(at);
            byte @Nullable [] hit = delimiter(at, end);
            if (hit == null || !Arrays.equals(hit, own)) {
                break;
            }
            boolean closing = isClosing(at, end, own);
            at = Math.min(raw.length, end + 1);
            if (closing || parts >= MOST_PARTS) {
                skipToDelimiter();
            } else {
                children.add(entity(depth + 1, childType));
            }
        }
        boundaries.pop();
    }

    /**
     * Moves to the next delimiter line of any open multipart; returns where the text before it
     * ends.
     */
    private int skipToDelimiter() {
        int start = at;
        while (at < raw.length) {
            int end = lineEnd(at);
            if (isDelimiter(at, end)) {
                int textEnd = at;
                textEnd -= textEnd > start && raw[textEnd - 1] == '\n' ? 1 : 0;
                textEnd -= textEnd > start && raw[textEnd - 1] == '\r' ? 1 : 0;
                return textEnd;
            }
            at = Math.min(raw.length, end + 1);
        }
        return raw.length;
    }

    private boolean isDelimiter(int from, int end) {
        return delimiter(from, end) != null;
    }

    /** The open boundary whose delimiter this line is: innermost first (RFC 2046, 5.1.1). */
    private byte @Nullable [] delimiter(int from, int end) {
        if (end - from < 3 || raw[from] != '-' || raw[from + 1] != '-') {
            return null;
        }
        int stop = trimmed(from, end);
        for (byte[] boundary : boundaries) {
            int length = stop - from - 2;
            boolean fits =
                    length == boundary.length
                            || (length == boundary.length + 2
                                    && raw[stop - 1] == '-'
                                    && raw[stop - 2] == '-');
            if (fits && matches(from + 2, boundary)) {
                return boundary;
            }
        }
        return null;
    }

    private boolean isClosing(int from, int end, byte[] boundary) {
        return trimmed(from, end) - from - 2 == boundary.length + 2;
    }

    private boolean matches(int from, byte[] boundary) {
        return Arrays.equals(raw, from, from + boundary.length, boundary, 0, boundary.length);
    }

    private int trimmed(int from, int end) {
        int stop = end;
        while (stop > from && raw[stop - 1] <= ' ' && raw[stop - 1] >= 0) {
            stop--;
        }
        return stop;
    }

    private int lineEnd(int from) {
        return LineEnds.next(raw, from);
    }

    /** A line of dashes and something, followed by a MIME field, is taken for a delimiter. */
    private Optional<String> guessBoundary(int start) {
        if (++guesses > GUESSES) {
            return Optional.empty();
        }
        int from = start;
        for (int n = 0; n < GUESS_LINES && from < raw.length; n++) {
            int end = lineEnd(from);
            int stop = trimmed(from, end);
            if (isDelimiter(from, end)) {
                return Optional.empty();
            }
            boolean dashes =
                    stop - from > 3
                            && stop - from < 200
                            && raw[from] == '-'
                            && raw[from + 1] == '-';
            if (dashes && startsMime(Math.min(raw.length, end + 1))) {
                return Optional.of(
                        new String(raw, from + 2, stop - from - 2, StandardCharsets.UTF_8));
            }
            from = end + 1;
        }
        return Optional.empty();
    }

    private boolean startsMime(int from) {
        byte[] wanted = "content-".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < wanted.length; i++) {
            if (from + i >= raw.length || Character.toLowerCase(raw[from + i]) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static HeaderParameters contentType(List<RawHeader> headers, String defaultType) {
        String written = "";
        for (RawHeader header : headers) {
            if (header.is("Content-Type")) {
                written = header.value();
                break;
            }
        }
        HeaderParameters type = HeaderParameters.parse(written);
        String value = type.value();
        if (TYPE.matcher(value).matches()) {
            return type;
        }
        boolean file = type.parameters().containsKey("name");
        return type.withValue(
                switch (value) {
                    case "html" -> "text/html";
                    case "multipart", "multipart/" -> "multipart/mixed";
                    case "" -> file ? "application/octet-stream" : defaultType;
                    default ->
                            value.startsWith("multipart")
                                    ? "multipart/mixed"
                                    : file ? "application/octet-stream" : "text/plain";
                });
    }
}
