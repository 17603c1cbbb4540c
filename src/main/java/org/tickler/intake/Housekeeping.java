package org.tickler.intake;

import java.time.Duration;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** Forgets what only served to keep mail loops away. Any number of nodes may run it. */
public final class Housekeeping {
    private static final Duration LEDGER = Duration.ofDays(30);

    private final Jdbi jdbi;
    private final InstantSource clock;

    public Housekeeping(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Returns how many rows were deleted. */
    public int runOnce() {
        return jdbi.withExtension(
                AnswerLedger.class, ledger -> ledger.forget(clock.instant().minus(LEDGER)));
    }
}
