package org.tickler.guard;

import java.time.Instant;
import java.util.Locale;

/**
 * Why nothing leaves.
 *
 * @param detail whole sentences for the operator
 */
public record Hold(Reason reason, String detail, Instant heldAt) {
    /** What was found. */
    public enum Reason {
        /** The database lives elsewhere than before. */
        COPIED,
        /** The database knows less than this node has seen of it. */
        RESTORED,
        CLOCK,
        /** More mails are due at once than ever should be. */
        FLOOD,
        /** Somebody asked for it. */
        ASKED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Reason of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
