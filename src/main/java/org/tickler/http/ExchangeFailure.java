package org.tickler.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No answer came, or none within the bounds. The message names no server. */
public final class ExchangeFailure extends IOException {
    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public enum Kind {
        TIMED_OUT,
        /** Before the first word of an answer. */
        UNREACHABLE,
        /** The answer began, and is too long or ends too early. */
        BROKEN_OFF,
        /** Our own thread was told to stop; it is still marked so. */
        INTERRUPTED
    }

    private final Kind kind;

    ExchangeFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
