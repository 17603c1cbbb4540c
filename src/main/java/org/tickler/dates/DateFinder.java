package org.tickler.dates;

import java.util.List;
import java.util.Optional;

/**
 * Finds dates in words. Never invents one: a wrong date is worse than none. Stateless and safe for
 * use by many threads; linear in the length of the text.
 */
public final class DateFinder {
    /** All dates in {@code text} in their order, without overlaps. */
    public List<FoundDate> find(String text, DateContext context) {
        return List.of();
    }

    /**
     * Reads {@code phrase} as one date, if the whole phrase is one ("next friday at 3", "+3d",
     * "3wd", "eom", "12 jan"), with the short forms of the reply grammar; empty if any word is left
     * over.
     */
    public Optional<FoundDate> read(String phrase, DateContext context) {
        return Optional.empty();
    }
}
