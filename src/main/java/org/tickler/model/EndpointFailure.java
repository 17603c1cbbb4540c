package org.tickler.model;

import org.tickler.model.ModelFinding.Reason;

/** No usable answer came from the server. */
final class EndpointFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    EndpointFailure(Reason reason, String words) {
        super(words);
        this.reason = reason;
    }

    /** The library wraps what goes wrong below it; what it finds wrong itself is an answer's. */
    static EndpointFailure of(RuntimeException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof EndpointFailure ours) {
                return ours;
            }
        }
        return new EndpointFailure(
                Reason.UNUSABLE,
                "the answer is no chat completion: " + failure.getClass().getSimpleName());
    }

    Reason reason() {
        return reason;
    }
}
