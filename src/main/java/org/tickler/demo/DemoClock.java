package org.tickler.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs like the real one and can be moved forward. Safe for use by many threads. */
final class DemoClock implements InstantSource {
    private final InstantSource real;
    private final AtomicReference<Duration> ahead;

    DemoClock(InstantSource real, Instant start) {
        this.real = real;
        ahead = new AtomicReference<>(Duration.between(real.instant(), start));
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get());
    }

    void move(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time runs forward only");
        }
        ahead.updateAndGet(before -> before.plus(step));
    }

    /** Moves to {@code moment}, unless that is past. */
    void moveTo(Instant moment) {
        Duration step = Duration.between(instant(), moment);
        if (step.isPositive()) {
            move(step);
        }
    }
}
