package org.tickler.task;

import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;

/**
 * Why something is changed: every line of the history carries it.
 *
 * @param actorId who wants it, or null for Tickler itself
 * @param messageRow the inbound message that says so, or null
 * @param command the words of the command, or null
 * @param verdict how the sender was recognised, or null
 */
public record Cause(
        @Nullable PersonId actorId,
        @Nullable Long messageRow,
        @Nullable String command,
        @Nullable String verdict) {
    /** The verdict on a task that the built-in reading found in its source. */
    public static final String SOURCE = "source";

    /** Begins the verdict on a task that a model found in its source; its name follows. */
    public static final String MODEL = "model ";

    /** Nobody asked for it: time has passed, or the program keeps its own promises. */
    public static Cause tickler() {
        return new Cause(null, null, null, null);
    }

    /** Whoever may run the program acts as {@code actor}. */
    public static Cause commandLine(PersonId actor, String command) {
        return new Cause(actor, null, command, "command line");
    }

    /** Whoever may use the page acts as {@code actor}. */
    public static Cause page(PersonId actor, String command) {
        return new Cause(actor, null, command, "page");
    }
}
