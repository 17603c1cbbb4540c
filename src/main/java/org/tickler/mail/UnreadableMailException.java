package org.tickler.mail;

/** The bytes cannot be read as a message; the text says why in words for the operator. */
public final class UnreadableMailException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableMailException(String reason) {
        super(reason);
    }
}
