package org.tickler.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.dispatch.ClaimStore.Holder;
import org.tickler.dispatch.ClaimStore.Lost;
import org.tickler.outbox.Outbox;
import org.tickler.smtp.SmtpConnection;
import org.tickler.smtp.SmtpPool;
import org.tickler.smtp.SmtpSender;

/**
 * Sends what waits in the outbox. Several dispatchers, on several nodes, share one database without
 * sending a mail twice: a mail is claimed, and its attempt counted, before the first word to the
 * server. Once committed a mail is never lost; after a crash or a connection that broke behind the
 * final dot it may arrive twice, with the same Message-ID (RFC 1047). Safe for use by many threads;
 * one run at a time per dispatcher.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /**
     * How long a claim lasts that nobody renews. Longer than the clock can jump without all mail
     * being held: a jump must not end the claims of the living. The dead are known sooner.
     */
    static final Duration LEASE = Duration.ofHours(2);

    private static final Duration RENEWAL = Duration.ofSeconds(5);

    /**
     * A node that has not renewed its claims for this long is dead. It is measured on our own
     * clock: those of two nodes may differ.
     */
    private static final Duration DEAD = Duration.ofSeconds(15);

    private static final Duration RELIEF = Duration.ofSeconds(1);

    /** How long a stop waits for the answer to a mail; whoever stops us has no more patience. */
    private static final Duration LONGEST_END = Duration.ofSeconds(60);

    private final Jdbi jdbi;
    private final SmtpSender sender;
    private final SmtpPool pool;
    private final Undelivered undelivered;
    private final InstantSource clock;
    private final String node;
    private final DispatchRules rules;
    private final DomainLimits limits;
    private final Doubts doubts;
    private final BackOff.Pause pause;
    private final BackOff backOff = new BackOff(RandomGenerator.getDefault());
    private final Map<String, Seen> others = new HashMap<>();
    private volatile boolean stopping;
    private long runs;

    /** Whether the newest refresh token was not kept when it was last looked. */
    private boolean warned;

    /** Without limits, for an account that keeps no copies of sent mail. */
    public Dispatcher(
            Jdbi jdbi, SmtpSender sender, Outbox outbox, InstantSource clock, String node) {
        this(
                jdbi,
                sender,
                outbox,
                clock,
                node,
                DispatchRules.UNLIMITED,
                SentCopies.NONE,
                GivenUp.UNHEARD);
    }

    /**
     * @param node names this process in the claims; unique among the running ones
     * @param copies asked about mails that may have left
     * @param others called about mails that are given up
     */
    public Dispatcher(
            Jdbi jdbi,
            SmtpSender sender,
            Outbox outbox,
            InstantSource clock,
            String node,
            DispatchRules rules,
            SentCopies copies,
            GivenUp others) {
        this.jdbi = jdbi;
        this.sender = sender;
        this.pool = new SmtpPool(sender, clock);
        this.undelivered = new Undelivered(outbox, others);
        this.clock = clock;
        this.node = node;
        this.rules = rules;
        this.limits = new DomainLimits(rules);
        this.doubts = new Doubts(jdbi, clock, node, copies);
        this.pause = new BackOff.Pause(backOff, clock);
    }

    /**
     * Sends what is due now, batch by batch, until nothing is or the run's limit is reached.
     * Returns early when its thread is interrupted or the dispatcher closed: the mails in the air
     * are finished, those only claimed are put back. While the server as a whole cannot be used it
     * is left alone for a while, and this does nothing, unless somebody has signed in anew.
     */
    public synchronized DispatchReport runOnce() {
        if (pause.isOn() && sender.hasNewSignIn()) {
            wake();
        }
        if (stopping || pause.isOn()) {
            return new DispatchReport(0, 0, 0, 0, pause.isOn());
        }
        // A run that broke off leaves claims behind: no later one may keep them alive.
        String holder = node + "/" + ++runs;
        buryTheDead(holder);
        doubts.runOnce();
        limits.begin();
        // The work is done by threads that nobody interrupts: an interrupt would cut the
        // connections to the server and the database, in the middle of a mail.
        var run = new Turn(holder);
        var workers = new ArrayList<DispatchWorker>();
        var threads = new Thread[sender.connections()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = begin(i, run, workers);
        }
        join(threads, run, workers);
        DispatchReport report = DispatchReport.NOTHING;
        for (DispatchWorker worker : workers) {
            report = report.plus(worker.report(pause.isOn()));
        }
        note(run, report);
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

    /** Somebody has signed in anew: what waits for that need not wait any longer. */
    private void wake() {
        int woken = jdbi.withExtension(ClaimStore.class, store -> store.wake(clock.instant()));
        pause.reset();
        LOG.atInfo().addKeyValue("mails", woken).log("There is a new sign-in; mails are tried");
    }

    /**
     * Few, and each in talks with two servers all the time: a thread of the system's own waits for
     * answers at half the cost of a virtual one.
     */
    private Thread begin(int number, Turn run, List<DispatchWorker> workers) {
        var worker = new DispatchWorker(run, jdbi, clock, rules);
        workers.add(worker);
        return Thread.ofPlatform().daemon().name("dispatch-" + number).start(worker);
    }

    private void join(Thread[] threads, Turn run, List<DispatchWorker> workers) {
        boolean interrupted = false;
        Instant renewed = clock.instant();
        long relieved = System.nanoTime();
        long stopped = 0;
        for (Thread busy = busy(threads); busy != null; busy = busy(threads)) {
            try {
                busy.join(Duration.ofMillis(50));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            long passed = System.nanoTime();
            if (interrupted || stopping) {
                run.stop();
                stopped = stopped == 0 ? passed : stopped;
                if (passed - stopped > LONGEST_END.toNanos()) {
                    // The mail is left in doubt, as if we had died.
                    break;
                }
            } else if (passed - relieved > RELIEF.toNanos()) {
                relieved = passed;
                relieve(threads, run, workers);
            }
            Instant now = clock.instant();
            // Where the clock was set back, who waits for that moment would seem dead.
            if (now.isBefore(renewed) || now.isAfter(renewed.plus(RENEWAL))) {
                renewed = now;
                renew(run.node(), renewed);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Thread busy(Thread... threads) {
        return Arrays.stream(threads).filter(Thread::isAlive).findFirst().orElse(null);
    }

    /** Others go on with what comes meanwhile, where the server takes its time over one mail. */
    private void relieve(Thread[] threads, Turn run, List<DispatchWorker> workers) {
        if (run.isOver() || workers.stream().anyMatch(DispatchWorker::isBroken)) {
            return;
        }
        for (int i = 0; i < threads.length; i++) {
            if (!threads[i].isAlive()) {
                threads[i] = begin(i, run, workers);
            }
        }
    }

    /** If it fails the claims run out: no mail is begun any more, and another node goes on. */
    private void renew(String holder, Instant now) {
        try {
            jdbi.useExtension(ClaimStore.class, store -> store.renew(holder, now, now.plus(LEASE)));
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("The claims could not be renewed");
        }
    }

    /** What another node's claims looked like, and since when. */
    private record Seen(Instant until, Instant since) {}

    /** Ends the claims of nodes that have stopped renewing them. */
    private void buryTheDead(String holder) {
        Instant now = clock.instant();
        List<Holder> holders = jdbi.withExtension(ClaimStore.class, store -> store.others(holder));
        var present = new HashMap<String, Seen>();
        for (Holder other : holders) {
            Seen before = others.get(other.node());
            Seen seen =
                    before != null
                                    && before.until().equals(other.until())
                                    && !now.isBefore(before.since())
                            ? before
                            : new Seen(other.until(), now);
            present.put(other.node(), seen);
            if (seen.since().plus(DEAD).isBefore(now)) {
                int buried = jdbi.withExtension(ClaimStore.class, store -> store.bury(other));
                if (buried > 0) {
                    LOG.atWarn()
                            .addKeyValue("node", other.node())
                            .addKeyValue("mails", buried)
                            .log("A node has died with mails in hand; they are taken over");
                }
            }
        }
        others.clear();
        others.putAll(present);
    }

    /** Ends a running {@link #runOnce} as it describes; there will be no other. */
    @Override
    public void close() {
        stopping = true;
        synchronized (this) {
            pool.close();
            LOG.atDebug().log("Dispatcher closed");
        }
    }

    private record Failure(String reason, boolean signIn) {}

    /** Notes what the run found of the server; the age of what waits counts against it. */
    private void note(Turn run, DispatchReport report) {
        Instant now = clock.instant();
        Failure failure = run.failure;
        if (failure == null) {
            if (report.sent() > 0) {
                String warning = sender.warning().orElse(null);
                warned = warning != null;
                jdbi.useExtension(MailServers.class, servers -> servers.good(now, warning));
            } else if (warned && sender.warning().isEmpty()) {
                warned = false;
                jdbi.useExtension(MailServers.class, MailServers::mended);
            }
            return;
        }
        jdbi.useTransaction(handle -> {
            handle.attach(MailServers.class).failing(now, failure.reason(), failure.signIn());
            var store = handle.attach(ClaimStore.class);
            store.waiting(now);
            List<Lost> lost =
                    store.expire(
                            BackOff.oldest(now),
                            "given up after two days without a usable mail server: "
                                    + failure.reason());
            if (!lost.isEmpty()) {
                undelivered.expired(handle, lost, now);
                LOG.atError().addKeyValue("mails", lost.size()).log("Mails were given up");
            }
        });
    }

    /** One run: how much of its limit is left, and whether it is to end. */
    private final class Turn implements DispatchWorker.Run {
        private final AtomicInteger left = new AtomicInteger(rules.perRun());
        private final String holder;
        private volatile boolean stopped;
        private volatile @Nullable Failure failure;

        Turn(String holder) {
            this.holder = holder;
        }

        void stop() {
            stopped = true;
        }

        @Override
        public String node() {
            return holder;
        }

        @Override
        public SmtpConnection take() {
            return pool.take();
        }

        @Override
        public void giveBack(SmtpConnection connection) {
            pool.giveBack(connection);
        }

        @Override
        public boolean isOver() {
            return stopped || pause.isOn();
        }

        @Override
        public int allowance(int wish) {
            int before = left.getAndUpdate(count -> count - Math.min(wish, count));
            return Math.min(wish, before);
        }

        @Override
        public void returned(int unused) {
            left.addAndGet(unused);
        }

        @Override
        public DomainLimits limits() {
            return limits;
        }

        @Override
        public BackOff backOff() {
            return backOff;
        }

        @Override
        public Undelivered undelivered() {
            return undelivered;
        }

        @Override
        public void good() {
            pause.reset();
        }

        @Override
        public Instant failing(String reason, boolean signIn) {
            Instant next = pause.begin(signIn);
            LOG.atError()
                    .addKeyValue("until", next)
                    .addKeyValue("reason", reason)
                    .log(
                            signIn
                                    ? "The mail server refuses our sign-in; nothing is sent until"
                                            + " it is right"
                                    : "The mail server cannot be used; mails wait");
            failure = new Failure(reason, signIn);
            return next;
        }
    }
}
