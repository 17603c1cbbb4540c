package org.tickler.task;

import java.util.Locale;

/**
 * How much a task presses; p1 to p4 in replies, the arrows of the Obsidian Tasks plugin in notes.
 */
public enum Priority {
    URGENT,
    HIGH,
    NORMAL,
    LOW;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for a word that is no priority
     */
    public static Priority of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
