package org.tickler.mime;

/**
 * One header field: its name as written and its unfolded value, encoded words not yet decoded, no
 * NUL and no line ends in it.
 */
public record RawHeader(String name, String value) {
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
