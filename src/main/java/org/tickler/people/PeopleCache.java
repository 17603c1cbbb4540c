package org.tickler.people;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Everybody we know, read from the database again only where somebody has changed since: every mail
 * is read in the light of all names. What another node wrote is seen as soon as it is committed.
 * Safe for use by many threads.
 */
public final class PeopleCache {
    private record Kept(long version, Everybody everybody) {}

    private volatile Kept kept = new Kept(0, new Everybody(List.of()));

    /** Everybody as they were read last; nobody if they never were. */
    public Everybody lastRead() {
        return kept.everybody();
    }

    /**
     * Everybody as of the last commit. To be asked before the transaction itself changes anybody:
     * what is taken back must not be kept.
     */
    public Everybody read(Handle handle) {
        PersonStore store = handle.attach(PersonStore.class);
        // Read first: if the people are newer than their version they are read once more.
        long version = store.version();
        Kept known = kept;
        if (known.version() != version) {
            known = new Kept(version, new Everybody(store.all()));
            kept = known;
        }
        return known.everybody();
    }
}
