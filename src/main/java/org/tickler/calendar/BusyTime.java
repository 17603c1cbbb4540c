package org.tickler.calendar;

import java.time.Instant;

/**
 * A time that a calendar says is taken.
 *
 * @param end after {@code start}; exclusive
 * @param summary what it is; may be empty
 */
public record BusyTime(Instant start, Instant end, String uid, String summary) {
    public BusyTime {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a busy time must end after it starts");
        }
    }

    public boolean overlaps(Instant from, Instant to) {
        return start.isBefore(to) && end.isAfter(from);
    }
}
