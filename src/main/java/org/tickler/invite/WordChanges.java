package org.tickler.invite;

import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** Tells guests of new titles and places some minutes later, all changes at once. */
public final class WordChanges {
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Invites invites;

    public WordChanges(Jdbi jdbi, InstantSource clock, Invites invites) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.invites = invites;
    }

    /** Tells whatever is due, each event in a transaction of its own; returns how many. */
    public int runOnce() {
        int told = 0;
        while (jdbi.inTransaction(handle -> invites.tellNext(handle, clock.instant()))) {
            told++;
        }
        return told;
    }
}
