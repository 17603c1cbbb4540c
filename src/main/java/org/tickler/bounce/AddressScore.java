package org.tickler.bounce;

import java.time.Duration;
import java.time.Instant;

/**
 * What speaks against an address. It fades: after ten days half of it is left, so that a bad week
 * long ago is no reason.
 *
 * @param value 0 for nothing, 1 for enough to stop
 * @param at when it had that value
 */
record AddressScore(double value, Instant at) {
    private static final double ENOUGH = 1 - 1e-9;
    private static final double HALF_LIFE = Duration.ofDays(10).toMillis();

    AddressScore plus(Failure failure, Instant now) {
        double age = Math.max(0, Duration.between(at, now).toMillis());
        return new AddressScore(value * Math.pow(0.5, age / HALF_LIFE) + failure.weight(), now);
    }

    boolean isEnough() {
        return value >= ENOUGH;
    }
}
