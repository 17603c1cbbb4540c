package org.tickler.remind;

import java.time.Instant;

/** One planned reminder of a task. */
public record Slot(Instant at, Reason reason) {
    /** Why the task speaks up. */
    public enum Reason {
        AHEAD,
        DUE,
        OVERDUE,
        SNOOZE,
        CHASE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
