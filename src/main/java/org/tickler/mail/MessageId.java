package org.tickler.mail;

/**
 * A Message-ID with its angle brackets (RFC 5322, 3.6.4), compared exactly. Never empty, never with
 * white space.
 */
public record MessageId(String value) {
    public MessageId {
        value = value.strip();
        if (!value.startsWith("<")) {
            value = "<" + value;
        }
        if (!value.endsWith(">")) {
            value = value + ">";
        }
        if (value.length() < 3 || value.length() > 998 || value.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("not a Message-ID: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
