package org.tickler.guard;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Something that leaves as soon as it may; asked within the caller's transaction. */
public interface Waiting {
    /**
     * A mail that would leave.
     *
     * @param what such as "reminder"
     * @param about a subject or a task's title
     * @param since when it became due
     */
    record Item(String what, String to, String about, Instant since) {}

    /** How many mails are due now, not counting further than {@code limit}. */
    int count(Handle handle, Instant now, int limit);

    /**
     * How many would leave by themselves or be given up, in the same way: also those that are tried
     * again later.
     */
    default int total(Handle handle, Instant now, int limit) {
        return count(handle, now, limit);
    }

    /** The first of those. */
    List<Item> list(Handle handle, Instant now, int limit);

    /** Gives all of them up, for good; returns how many that were. */
    int drop(Handle handle, Instant now);

    /** They may leave again: what they waited does not count against them. */
    void released(Handle handle, Instant now);
}
