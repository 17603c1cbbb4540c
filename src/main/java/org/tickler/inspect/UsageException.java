package org.tickler.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Wrong usage or configuration: the message names the thing and the remedy, the program ends with
 * 2.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(@Nullable String message) {
        super(message == null ? "wrong configuration" : message);
    }
}
