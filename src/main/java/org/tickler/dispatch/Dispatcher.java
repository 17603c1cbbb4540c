package org.tickler.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
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
    private static final Duration RENEWAL = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final SmtpSender sender;
    private final Outbox outbox;
    private final InstantSource clock;
    private final String node;
    private final BackOff.Pause pause;
    private final BackOff backOff = new BackOff(RandomGenerator.getDefault());
    private volatile boolean stopping;
    private long runs;

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
        // A run that broke off leaves claims behind: they must run out, so no later run renews
        // them.
        var lease = new Lease(jdbi, clock, node + "/" + ++runs);
        var workers = new ArrayList<DispatchWorker>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < sender.connections(); i++) {
            var worker =
                    new DispatchWorker(jdbi, sender, outbox, clock, lease, pause, backOff, stop);
            workers.add(worker);
            threads.add(Thread.ofVirtual().name("dispatch-" + i).start(worker));
        }
        join(threads, stop, lease);
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

    private void join(List<Thread> threads, Stop stop, Lease lease) {
        boolean interrupted = false;
        long renewed = System.nanoTime();
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
                if (System.nanoTime() - renewed > RENEWAL.toNanos()) {
                    renewed = System.nanoTime();
                    lease.renew();
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

    /**
     * How long the claims of one run hold: twenty seconds, and on while the process lives, so that
     * others take over soon after its death. Once it has run out, in a process that was stopped or
     * lost its database for too long, it stays so: somebody else may be sending the same mails.
     */
    static final class Lease {
        private static final Duration LENGTH = Duration.ofSeconds(20);

        /** No mail is begun with less of the lease left. */
        private static final Duration MARGIN = Duration.ofSeconds(10);

        private final Jdbi jdbi;
        private final InstantSource clock;
        private final String holder;
        private volatile Instant until;

        Lease(Jdbi jdbi, InstantSource clock, String holder) {
            this.jdbi = jdbi;
            this.clock = clock;
            this.holder = holder;
            this.until = clock.instant().plus(LENGTH);
        }

        /** Names this run in its claims. */
        String holder() {
            return holder;
        }

        Instant until() {
            return until;
        }

        boolean holds() {
            return clock.instant().isBefore(until.minus(MARGIN));
        }

        void renew() {
            if (!holds()) {
                return;
            }
            Instant next = clock.instant().plus(LENGTH);
            try {
                jdbi.useExtension(ClaimStore.class, store -> store.renew(holder, next));
                until = next;
            } catch (JdbiException e) {
                LOG.atWarn().setCause(e).log("The claims could not be renewed");
            }
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
