package org.tickler.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.tickler.answer.Answering;
import org.tickler.model.ModelUseStore;

/**
 * Forgets what only served to keep mail loops away, or a budget. Any number of nodes may run it.
 */
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
        Instant before = clock.instant().minus(LEDGER);
        int answers = Answering.forget(jdbi, before);
        return answers
                + jdbi.withExtension(
                        ModelUseStore.class,
                        store -> store.forget(LocalDate.ofInstant(before, ZoneOffset.UTC)));
    }
}
