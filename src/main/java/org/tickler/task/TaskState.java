package org.tickler.task;

import java.util.Locale;

/** The states of a task; {@code WAITING} means that somebody else owes it to the owner. */
public enum TaskState {
    PROPOSED,
    OPEN,
    WAITING,
    DONE,
    DROPPED;

    /** Whether there is still something to do. */
    public boolean isActive() {
        return this == OPEN || this == WAITING;
    }

    public boolean isFinished() {
        return this == DONE || this == DROPPED;
    }

    /** The word for people, the database and output formats. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for a word that is no state
     */
    public static TaskState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
