package org.tickler.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Leaves a server alone for a while after failures in a row, so that a dead one does not hold up
 * every mail. Safe for use by many threads.
 */
final class Rest {
    private static final int FAILURES = 3;
    private static final Duration LENGTH = Duration.ofMinutes(5);

    private final InstantSource clock;
    private Instant until = Instant.MIN;
    private int failures;

    Rest(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean isOver() {
        return !clock.instant().isBefore(until);
    }

    synchronized void succeeded() {
        failures = 0;
    }

    /** After a rest a single failure begins the next. */
    synchronized void failed() {
        failures++;
        if (failures >= FAILURES) {
            until = clock.instant().plus(LENGTH);
        }
    }
}
