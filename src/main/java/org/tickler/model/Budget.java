package org.tickler.model;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** How much one node may ask in a day (UTC). Safe for use by many threads. */
final class Budget {
    private final int callsPerDay;
    private final long charactersPerDay;
    private final InstantSource clock;
    private LocalDate day = LocalDate.EPOCH;
    private int calls;
    private long characters;

    Budget(int callsPerDay, long charactersPerDay, InstantSource clock) {
        this.callsPerDay = callsPerDay;
        this.charactersPerDay = charactersPerDay;
        this.clock = clock;
    }

    /** Takes one call with so many characters to send; false if that is more than is left. */
    synchronized boolean take(int sent) {
        today();
        if (calls >= callsPerDay || characters + sent > charactersPerDay) {
            return false;
        }
        calls++;
        characters += sent;
        return true;
    }

    /** Counts an answer; nobody knows its length beforehand, so it may exceed what is left. */
    synchronized void received(int more) {
        today();
        characters += more;
    }

    private void today() {
        LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!now.equals(day)) {
            day = now;
            calls = 0;
            characters = 0;
        }
    }
}
