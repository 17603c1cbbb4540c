package org.tickler.calendar;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One task as a feed shows it.
 *
 * @param uid the UID of its invitation where there is one, so that both are recognisable
 * @param changed when the task last changed: DTSTAMP, never the present time
 * @param time when it takes place or is due; null for a task without a date, which only the task
 *     list shows
 * @param url the task's page, absolute, or null
 * @param tentative a window or another vague time: shown as free
 * @param busy whether it takes up the reader's time; a deadline does not
 * @param completed when it was done; null unless the state is DONE
 */
public record FeedEntry(
        String uid,
        Instant changed,
        String summary,
        String description,
        @Nullable EventTime time,
        @Nullable String url,
        State state,
        boolean tentative,
        boolean busy,
        @Nullable Instant completed) {
    /** What the feed says about a task; cancelled ones should stay in it for 30 days. */
    public enum State {
        OPEN,
        DONE,
        CANCELLED
    }
}
