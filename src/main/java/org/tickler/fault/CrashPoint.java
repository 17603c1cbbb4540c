package org.tickler.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named places where the process can be made to die as if by {@code kill -9}, so that a test can
 * stand between two steps that no signal from outside would hit. Off unless the system property
 * {@code tickler.crash} names a place and, behind a colon, at which pass of it: {@code
 * OUTBOX_ACCEPTED:3}. With {@code tickler.pause} whoever comes there stands still for a moment
 * instead, and says so, that a signal can be sent meanwhile. Safe for use by many threads.
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

    /** As long as a slow disk may take for a commit. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(CrashPoint.class);
    private static final @Nullable Order ORDER = Order.read(System.getProperty("tickler.crash"));
    private static final @Nullable Order BREAK = Order.read(System.getProperty("tickler.pause"));

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

        boolean meets(CrashPoint here) {
            return place == here && left.decrementAndGet() == 0;
        }
    }

    /** Goes on, or ends the process on the spot: no hook runs and nothing is closed. */
    public void pass() {
        if (ORDER != null && ORDER.meets(this)) {
            Runtime.getRuntime().halt(KILLED);
        }
        if (BREAK != null && BREAK.meets(this)) {
            LOG.atWarn().addKeyValue("place", name()).log("Standing still on purpose");
            stand();
        }
    }

    /** Not to be hurried: the step that it stands for cannot be broken off either. */
    private static void stand() {
        boolean interrupted = false;
        long end = System.nanoTime() + PAUSE.toNanos();
        for (long left = PAUSE.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                Thread.sleep(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
