package org.tickler.calendar;

import java.time.Instant;
import java.time.LocalDate;

/**
 * When an event is: two instants, or whole days. The end is exclusive in both, as in RFC 5545,
 * 3.6.1.
 */
public sealed interface EventTime {
    record Timed(Instant start, Instant end) implements EventTime {
        public Timed {
            if (end.isBefore(start)) {
                throw new IllegalArgumentException("an event must not end before it starts");
            }
        }
    }

    record AllDay(LocalDate start, LocalDate endExclusive) implements EventTime {
        public AllDay {
            if (!endExclusive.isAfter(start)) {
                throw new IllegalArgumentException("an all-day event lasts one day at least");
            }
        }
    }
}
