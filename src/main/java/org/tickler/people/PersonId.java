package org.tickler.people;

/** A person's number; never shown to people. */
public record PersonId(long value) {
    public PersonId {
        if (value <= 0) {
            throw new IllegalArgumentException("a person's number is positive: " + value);
        }
    }
}
