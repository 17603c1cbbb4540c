package org.tickler.app;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is done again and again, never twice at the same time in this process. Whoever
 * calls while it runs makes it run once more afterwards, so that no call is lost. Safe for use by
 * many threads.
 */
public final class Chime {
    /** Of a chime that is rung only by what happens in this process. */
    private static final Duration NEVER = Duration.ZERO;

    private static final Logger LOG = LoggerFactory.getLogger(Chime.class);

    private final String name;
    private final Duration every;
    private final Runnable work;
    private final ReentrantLock running = new ReentrantLock();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private int failures;

    /**
     * @param name the same on all nodes
     * @param every at least a second
     * @param work what to do; its exceptions are logged and end nothing
     */
    public Chime(String name, Duration every, Runnable work) {
        this.name = name;
        this.every = every;
        this.work = work;
    }

    /** One that Quartz does not ring: {@link Bell#ring} does. */
    public static Chime onDemand(String name, Runnable work) {
        return new Chime(name, NEVER, work);
    }

    boolean isRegular() {
        return !every.equals(NEVER);
    }

    public String name() {
        return name;
    }

    /** How long it is silent between two turns; zero if it is rung on demand only. */
    public Duration every() {
        return every;
    }

    /** Does it now, or lets the thread that is at it do it once more. */
    void run() {
        wanted.set(true);
        while (wanted.get() && !closed.get() && running.tryLock()) {
            try {
                while (!closed.get() && wanted.getAndSet(false)) {
                    once();
                }
            } finally {
                running.unlock();
            }
        }
    }

    @SuppressWarnings("CatchAllException") // the loop goes on, whatever one turn does
    private void once() {
        try {
            work.run();
            if (failures > 0) {
                LOG.atInfo().addKeyValue("job", name).log("It works again");
            }
            failures = 0;
        } catch (RuntimeException e) {
            failures++;
            // The first, the second, the fourth ...: a database that is down must not fill the log.
            // What was not waited for at the end finds everything closed.
            if (Integer.bitCount(failures) == 1 && !closed.get()) {
                LOG.atError()
                        .addKeyValue("job", name)
                        .addKeyValue("failures", failures)
                        .setCause(e)
                        .log("A job failed; it is tried again");
            }
        }
    }

    /** Starts nothing any more and waits for what runs; false if it still runs after that. */
    boolean close(Duration patience) {
        closed.set(true);
        try {
            if (running.tryLock(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                running.unlock();
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
