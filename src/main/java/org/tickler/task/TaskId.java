package org.tickler.task;

/** A task's number, shown to people as {@code T-12}. */
public record TaskId(long value) {
    public TaskId {
        if (value <= 0) {
            throw new IllegalArgumentException("a task number is positive: " + value);
        }
    }

    @Override
    public String toString() {
        return "T-" + value;
    }
}
