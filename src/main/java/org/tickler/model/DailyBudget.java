package org.tickler.model;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.tickler.config.ModelSettings;

/**
 * How much all nodes together may ask the model of one mailbox in a day (UTC). It stands in the
 * database, so neither a second node nor a restart begins it anew. Safe for use by many threads.
 */
public final class DailyBudget implements ModelBudget {
    private final Jdbi jdbi;
    private final String mailbox;
    private final ModelSettings settings;
    private final InstantSource clock;

    /** Each call opens a connection of its own; never hold a transaction meanwhile. */
    public DailyBudget(Jdbi jdbi, String mailbox, ModelSettings settings, InstantSource clock) {
        this.jdbi = jdbi;
        this.mailbox = mailbox;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean take(int sent) {
        int calls = settings.callsPerDay();
        long characters = settings.charactersPerDay();
        return calls > 0
                && sent <= characters
                && jdbi.withExtension(
                                ModelUseStore.class,
                                store -> store.take(mailbox, today(), sent, calls, characters))
                        > 0;
    }

    @Override
    public void received(int more) {
        jdbi.useExtension(ModelUseStore.class, store -> store.received(mailbox, today(), more));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
