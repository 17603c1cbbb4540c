package org.tickler.mime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A node of the MIME tree (RFC 2045, 2046): a leaf, or a multipart with its children in order. The
 * body is a range of the message's bytes, transfer encoding still on.
 */
public final class MimeEntity {
    private final byte[] raw;
    private final int from;
    private final int to;
    private final List<RawHeader> headers;
    private final HeaderParameters contentType;
    private final List<MimeEntity> children;

    MimeEntity(
            byte[] raw,
            int from,
            int to,
            List<RawHeader> headers,
            HeaderParameters contentType,
            List<MimeEntity> children) {
        this.raw = raw;
        this.from = from;
        this.to = Math.max(from, to);
        this.headers = List.copyOf(headers);
        this.contentType = contentType;
        this.children = List.copyOf(children);
    }

    public List<RawHeader> headers() {
        return headers;
    }

    /** The topmost field of this name, raw. */
    public Optional<String> header(String name) {
        for (RawHeader header : headers) {
            if (header.is(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Type and parameters of the entity; the value is always lower-case {@code type/subtype}, the
     * default of RFC 2045, 5.2 (or of {@code multipart/digest}) where the field is missing or
     * unusable.
     */
    public HeaderParameters contentType() {
        return contentType;
    }

    public boolean isMultipart() {
        return !children.isEmpty();
    }

    public List<MimeEntity> children() {
        return children;
    }

    /** The body's bytes with the transfer encoding undone; a new array at every call. */
    public byte[] content() {
        return TransferEncoding.decode(
                raw, from, to, header("Content-Transfer-Encoding").orElse(""), contentType.value());
    }

    /** The body's bytes as they stand in the message. */
    public byte[] encodedContent() {
        return Arrays.copyOfRange(raw, from, to);
    }
}
