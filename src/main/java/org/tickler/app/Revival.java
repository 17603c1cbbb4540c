package org.tickler.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded server again where it has died under a running program: of a disk that could
 * not be written to, or by somebody's hand. Whoever runs a server of their own looks after it
 * themselves.
 */
final class Revival implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
    static final Duration USUAL = Duration.ofSeconds(5);

    private final EmbeddedDatabase server;
    private final Duration every;
    private final Thread thread;
    private volatile boolean closed;

    private Revival(EmbeddedDatabase server, Duration every) {
        this.server = server;
        this.every = every;
        this.thread = Thread.ofVirtual().name("revival").unstarted(this::watch);
    }

    /** Looks after {@code server} until it is closed. */
    static Revival of(EmbeddedDatabase server, Duration every) {
        var revival = new Revival(server, every);
        revival.thread.start();
        return revival;
    }

    private void watch() {
        String told = "";
        while (!closed) {
            LockSupport.parkNanos(every.toNanos());
            if (closed) {
                return;
            }
            try {
                if (server.revive()) {
                    LOG.atWarn().log("The embedded database had died and runs again");
                    told = "";
                }
            } catch (DatabaseException e) {
                String reason = String.valueOf(e.getMessage());
                if (!reason.equals(told)) {
                    LOG.atError()
                            .addKeyValue("reason", reason)
                            .log("The embedded database has died; it is started as soon as it can");
                    told = reason;
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
