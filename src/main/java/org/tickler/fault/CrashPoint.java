package org.tickler.fault;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Named places where the process can be made to die as if by {@code kill -9}, so that a test can
 * stand between two steps that no signal from outside would hit. Off unless the system property
 * {@code tickler.crash} names a place and, behind a colon, at which pass of it: {@code
 * OUTBOX_ACCEPTED:3}. Safe for use by many threads.
 */
public enum CrashPoint {
    /** The mailbox is open, nothing was asked yet. */
    FETCH_OPENED,
    /** A batch has come from the mailbox and is not in the database. */
    FETCH_RECEIVED,
    /** The cursor has moved and the batch is written, not committed. */
    FETCH_WRITTEN,
    /** The batch is committed; others may follow. */
    FETCH_COMMITTED,
    /** A stored message is ours to take in. */
    INTAKE_CLAIMED,
    /** All that a message causes is written, not committed. */
    INTAKE_WRITTEN,
    /** What a message caused is committed. */
    INTAKE_COMMITTED,
    /** The reminders of due slots are written, not committed. */
    SWEEP_WRITTEN,
    /** The reminders of due slots are committed. */
    SWEEP_COMMITTED,
    /** Mails are claimed, no word was said to the server. */
    OUTBOX_CLAIMED,
    /** A mail is noted as begun, no word of it was said to the server. */
    OUTBOX_BEGUN,
    /** The server has taken a mail, and we have not noted it. */
    OUTBOX_ACCEPTED,
    /** The server has taken a mail, and that is committed. */
    OUTBOX_COMMITTED;

    /** What a process killed by SIGKILL ends with, for whoever started it. */
    private static final int KILLED = 137;

    private static final @Nullable Order ORDER = Order.read(System.getProperty("tickler.crash"));

    private record Order(CrashPoint place, AtomicInteger left) {
        static @Nullable Order read(@Nullable String text) {
            if (text == null) {
                return null;
            }
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            int pass = colon < 0 ? 1 : Integer.parseInt(text.substring(colon + 1));
            return new Order(valueOf(name), new AtomicInteger(pass));
        }
    }

    /** Goes on, or ends the process on the spot: no hook runs and nothing is closed. */
    public void pass() {
        if (ORDER != null && ORDER.place == this && ORDER.left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
