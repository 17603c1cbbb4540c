package org.tickler.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** How long to wait after failures: twice as long each time, never the same for two nodes. */
final class BackOff {
    private static final int MOST_DOUBLINGS = 10;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;
    private Instant notBefore = Instant.MIN;

    BackOff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    synchronized boolean isWaiting(Instant now) {
        return now.isBefore(notBefore);
    }

    synchronized void succeeded() {
        failures = 0;
        notBefore = Instant.MIN;
    }

    /** The wait before the next try, between half and one and a half of the doubled one. */
    synchronized Duration failed(Instant now, boolean refused) {
        failures = refused ? MOST_DOUBLINGS : Math.min(failures + 1, MOST_DOUBLINGS);
        Duration doubled = first.multipliedBy(1L << (failures - 1));
        Duration bounded = doubled.compareTo(longest) > 0 ? longest : doubled;
        long half = Math.max(1, bounded.toMillis() / 2);
        Duration wait = Duration.ofMillis(half + random.nextLong(2 * half));
        notBefore = now.plus(wait);
        return wait;
    }
}
