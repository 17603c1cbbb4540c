package org.tickler.login;

import java.io.IOException;

/**
 * There is no access token; the message says why and what helps, without secrets. Trying later is
 * right, except when {@link #refused}.
 */
public final class TokenFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    private TokenFailure(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    /** Whether somebody must do something first: it does not mend itself. */
    public boolean refused() {
        return refused;
    }

    static TokenFailure refusal(String message) {
        return new TokenFailure(message, true);
    }

    static TokenFailure passing(String message) {
        return new TokenFailure(message, false);
    }

    /** The same for another who waited for it. */
    TokenFailure again() {
        return new TokenFailure(String.valueOf(getMessage()), refused);
    }
}
