package org.tickler.task;

/** What became of a change. */
public sealed interface Transition {
    record Changed(Task before, Task after) implements Transition {}

    /** It was so already; {@code why} is a clause for the receipt, such as "already done". */
    record Unchanged(Task task, String why) implements Transition {}

    /** It is not possible from here; {@code why} names the reason and the remedy. */
    record Refused(Task task, String why) implements Transition {}
}
