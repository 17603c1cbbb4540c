package org.tickler.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** When to try again: after 1, 2, 4 … minutes, 6 hours at most, given up after 2 days. */
final class BackOff {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration GIVE_UP = Duration.ofDays(2);
    private static final Duration AFTER_SIGN_IN = Duration.ofMinutes(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 10;

    private final RandomGenerator random;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    static boolean isGivenUp(Instant triedSince, Instant now) {
        return triedSince.isBefore(oldest(now));
    }

    /** What was tried first before this is given up. */
    static Instant oldest(Instant now) {
        return now.minus(GIVE_UP);
    }

    /**
     * @param attempts made so far, at least 1
     */
    Duration next(int attempts) {
        return jittered(doubled(FIRST, attempts - 1, LONGEST));
    }

    /**
     * How long to leave a server alone that cannot be used at all.
     *
     * @param failures in a row, at least 1
     * @param signIn it refused the password: an account is easily locked by insisting
     */
    Duration pause(int failures, boolean signIn) {
        return signIn
                ? doubled(AFTER_SIGN_IN, failures - 1, LONGEST)
                : doubled(FIRST, failures - 1, LONGEST_PAUSE);
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration delay = first.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        return delay.compareTo(longest) > 0 ? longest : delay;
    }

    /** Up to a fifth longer, so that what failed together does not come back together. */
    private Duration jittered(Duration delay) {
        return delay.plusMillis(random.nextLong(delay.toMillis() / 5 + 1));
    }

    /** Leaves a server alone that cannot be used at all. Safe for use by many threads. */
    static final class Pause {
        private final BackOff backOff;
        private final InstantSource clock;
        private int failures;
        private Instant since = Instant.MIN;
        private Instant until = Instant.MIN;

        Pause(BackOff backOff, InstantSource clock) {
            this.backOff = backOff;
            this.clock = clock;
        }

        synchronized boolean isOn() {
            Instant now = clock.instant();
            // A clock that is set back makes no pause longer.
            return now.isBefore(until) && !now.isBefore(since);
        }

        /** Begins a pause, or keeps the one that another connection has begun; returns its end. */
        synchronized Instant begin(boolean signIn) {
            if (!isOn()) {
                failures++;
                since = clock.instant();
                until = since.plus(backOff.pause(failures, signIn));
            }
            return until;
        }

        synchronized void reset() {
            failures = 0;
            until = Instant.MIN;
        }
    }
}
