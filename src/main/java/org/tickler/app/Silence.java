package org.tickler.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Notices that nobody rings. Quartz writes down when it rings next, by the clock of the node that
 * rang last: where that clock was ahead and its node has died, or was set back since, all others
 * would wait for as long. So it is watched whether what is written there changes at all, measured
 * by the time that passes here. For one thread.
 */
final class Silence {
    /** Later than a trigger is rung on a busy machine. */
    static final Duration LATE = Duration.ofSeconds(5);

    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(long next, long nanos) {}

    /**
     * Whether a bell has been silent for too long.
     *
     * @param next when it rings next, as is written
     * @param nanos the time that has passed here since any moment
     */
    boolean isTooLong(Chime chime, long next, long nanos) {
        Seen before = seen.get(chime.name());
        if (before == null || before.next() != next) {
            seen.put(chime.name(), new Seen(next, nanos));
            return false;
        }
        if (nanos - before.nanos() < chime.every().plus(LATE).toNanos()) {
            return false;
        }
        seen.remove(chime.name());
        return true;
    }
}
