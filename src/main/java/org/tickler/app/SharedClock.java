package org.tickler.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time as the database tells it, so that all nodes mean the same by "now" however their own
 * clocks differ or jump: what is due, and whose claim has run out, is judged by it. The database is
 * asked every few seconds; in between it goes on by the time that has passed here. Safe for use by
 * many threads, and never waits.
 */
final class SharedClock implements InstantSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedClock.class);
    private static final long ASK_EVERY_SECONDS = 5;

    private final Jdbi jdbi;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Reading last;

    /** What the database said, and what the time since the start of this computer was then. */
    private record Reading(Instant said, long nanos) {}

    private SharedClock(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.last = ask();
    }

    /**
     * @throws JdbiException if the database does not answer
     */
    static SharedClock start(Jdbi jdbi) {
        var clock = new SharedClock(jdbi);
        Thread.ofVirtual().name("clock").start(clock::run);
        return clock;
    }

    private void run() {
        try {
            while (!closed.await(ASK_EVERY_SECONDS, TimeUnit.SECONDS)) {
                try {
                    last = ask();
                } catch (JdbiException e) {
                    LOG.atDebug().setCause(e).log("The database does not tell the time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reading ask() {
        long before = System.nanoTime();
        Instant said =
                jdbi.withHandle(handle ->
                        handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one());
        // Later than it was said by half of what the question took; the pool may have made us wait.
        return new Reading(said, before + (System.nanoTime() - before) / 2);
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        return reading.said.plusNanos(System.nanoTime() - reading.nanos);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
