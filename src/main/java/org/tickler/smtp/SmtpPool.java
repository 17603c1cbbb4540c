package org.tickler.smtp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps connections between mails and between runs: signing in costs the server and us more than a
 * mail. The connection used last is used next, so that the others can grow old and be closed. Safe
 * for use by many threads.
 */
public final class SmtpPool implements AutoCloseable {
    /** Servers end an idle session after minutes (RFC 5321, 4.5.3.2.7); we go first. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final SmtpSender sender;
    private final InstantSource clock;
    private final Deque<Kept> idle = new ArrayDeque<>();
    private boolean closed;

    public SmtpPool(SmtpSender sender, InstantSource clock) {
        this.sender = sender;
        this.clock = clock;
    }

    private record Kept(SmtpConnection connection, Instant since) {}

    /** A connection for one thread, to be given back; it is opened by its first mail. */
    public synchronized SmtpConnection take() {
        closeOld();
        Kept kept = idle.pollLast();
        return kept == null ? sender.connection() : kept.connection();
    }

    /** Takes a connection back, whatever became of it. */
    public synchronized void giveBack(SmtpConnection connection) {
        if (closed || !connection.isOpen()) {
            connection.close();
        } else {
            idle.addLast(new Kept(connection, clock.instant()));
        }
    }

    private void closeOld() {
        Instant old = clock.instant().minus(IDLE);
        while (!idle.isEmpty() && idle.peekFirst().since().isBefore(old)) {
            idle.removeFirst().connection().close();
        }
    }

    /** Ends what is idle now, and what is given back later. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(kept -> kept.connection().close());
        idle.clear();
    }
}
