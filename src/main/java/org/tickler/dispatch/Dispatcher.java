package org.tickler.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.outbox.Outbox;
import org.tickler.smtp.SmtpSender;

/**
 * Sends what waits in the outbox. Several dispatchers, on several nodes, share one database without
 * sending a mail twice: a mail is claimed, and its attempt counted, in a commit of its own before
 * the first word to the server. Once committed a mail is never lost; after a crash or a connection
 * that broke behind the final dot it may arrive twice, with the same Message-ID (RFC 1047). Safe
 * for use by many threads; one run at a time per dispatcher.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Jdbi jdbi;
    private final SmtpSender sender;
    private final Outbox outbox;
    private final InstantSource clock;
    private final String node;
    private final BackOff.Pause pause;
    private final BackOff backOff = new BackOff(RandomGenerator.getDefault());
    private volatile boolean stopping;

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
        this.pause = new BackOff.Pause(backOff, clock);
    }

    /**
     * Sends what is due now, batch by batch, until nothing is. Returns early when its thread is
     * interrupted or the dispatcher closed: the mails in the air are finished, those only claimed
     * are put back. While the server as a whole cannot be used it is left alone for a while, and
     * this does nothing.
     */
    public synchronized DispatchReport runOnce() {
        if (stopping || pause.isOn()) {
            return new DispatchReport(0, 0, 0, 0, pause.isOn());
        }
        // The work is done by threads that nobody interrupts: an interrupt would cut the
        // connections
        // to the server and the database, in the middle of a mail.
        var stop = new Stop();
        var workers = new ArrayList<DispatchWorker>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < sender.connections(); i++) {
            var worker =
                    new DispatchWorker(jdbi, sender, outbox, clock, node, pause, backOff, stop);
            workers.add(worker);
            threads.add(Thread.ofVirtual().name("dispatch-" + i).start(worker));
        }
        join(threads, stop);
        DispatchReport report = DispatchReport.NOTHING;
        for (DispatchWorker worker : workers) {
            report = report.plus(worker.report());
        }
        if (report.claimed() > 0) {
            LOG.atInfo()
                    .addKeyValue("sent", report.sent())
                    .addKeyValue("retry", report.retry())
                    .addKeyValue("failed", report.failed())
                    .log("Outbox dispatched");
        }
        for (DispatchWorker worker : workers) {
            worker.rethrow();
        }
        return report;
    }

    private void join(List<Thread> threads, Stop stop) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join(Duration.ofMillis(50));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                if (interrupted || stopping) {
                    stop.request();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a running {@link #runOnce} as it describes; there will be no other. */
    @Override
    public void close() {
        stopping = true;
        synchronized (this) {
            LOG.atDebug().log("Dispatcher closed");
        }
    }

    /** Asks the workers of one run to end it. */
    static final class Stop {
        private volatile boolean requested;

        void request() {
            requested = true;
        }

        boolean isRequested() {
            return requested;
        }
    }
}
