package org.tickler.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.availability.OwnCalendars;
import org.tickler.config.MailboxSettings;
import org.tickler.config.Settings;
import org.tickler.dispatch.Dispatcher;
import org.tickler.fetch.IdleWatcher;
import org.tickler.fetch.MailboxPoller;
import org.tickler.fetch.PollTimes;
import org.tickler.guard.Guard;
import org.tickler.outbox.Canaries;
import org.tickler.watch.Alarms;
import org.tickler.web.Metrics;
import org.tickler.web.Web;

/**
 * One running service: started whole or not at all, stopped within ten seconds, finishing what it
 * has claimed. Several nodes may run on one database.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** A database that starts beside us, as in a compose file, is waited for. */
    private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(60);

    /** How often it is asked which mailboxes are due: the shortest interval one may have. */
    private static final Duration POLL_TICK = Duration.ofSeconds(5);

    /** Mailboxes of one server that are polled at a time. */
    private static final int MOST_OF_A_HOST = 8;

    private static final String INTAKE = "intake";
    private static final String DISPATCH = "dispatch";
    private static final String ALARM = "alarm";

    private final String name;
    private final Settings settings;
    private final SharedClock clock;
    private final Closing closing = new Closing();
    private final ReadWriteLock work = new ReentrantReadWriteLock();
    private final List<MailboxPoller> pollers = new ArrayList<>();
    private final Core core;
    private final Guard guard;
    private final Metrics metrics;
    private final @Nullable Web web;
    private volatile @Nullable Bell bell;

    private Node(Settings settings) {
        this.name =
                ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);
        this.settings = settings;
        try {
            Database database = Database.open(settings.database(), DATABASE_PATIENCE);
            closing.last(database);
            closing.last(database.revived(Revival.USUAL));
            clock = SharedClock.start(database.jdbi());
            closing.last(clock);
            core = Wiring.core(settings, database.jdbi(), clock);
            guard = Wiring.guard(settings, core);
            metrics =
                    new Metrics(
                            core.jdbi(),
                            clock,
                            settings.mailboxes().stream().map(MailboxSettings::name).toList());
            metrics.watch(core.models());
            web = settings.web().enabled() ? web() : null;
            Bell ringing = Bell.start(database.dataSource(), chimes());
            bell = ringing;
            closing.last(ringing);
            core.models().values().forEach(closing::last);
            pollers.forEach(poller -> closing.last(poller::stop));
            listen();
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /**
     * Starts the service.
     *
     * @throws DatabaseException if the database cannot be used
     * @throws Web.StartException if the page cannot be served
     */
    public static Node start(Settings settings) {
        var node = new Node(settings);
        LOG.atInfo()
                .addKeyValue("node", node.name)
                .addKeyValue("mailboxes", settings.mailboxes().size())
                .addKeyValue("people", settings.people().size())
                .addKeyValue("smtp", settings.smtp().isConfigured())
                .log("Tickler is running");
        return node;
    }

    private Web web() {
        var page =
                new Web(
                        settings.web(),
                        core.jdbi(),
                        clock,
                        Wiring.health(settings.mailboxes()),
                        metrics,
                        core.feeds(),
                        null);
        page.start();
        closing.last(page);
        return page;
    }

    private List<Chime> chimes() {
        var chimes = new ArrayList<Chime>();
        var hosts = new HashMap<String, Semaphore>();
        for (MailboxSettings mailbox : settings.mailboxes()) {
            var poller =
                    new MailboxPoller(
                            mailbox,
                            core.jdbi(),
                            clock,
                            name,
                            () -> ring(INTAKE),
                            settings.policies().limits().mailSize());
            pollers.add(poller);
            Semaphore turns =
                    hosts.computeIfAbsent(mailbox.host(), host -> new Semaphore(MOST_OF_A_HOST));
            chimes.add(Chime.onDemand(pollJob(mailbox.name()), () -> poll(poller, turns)));
        }
        var times = new PollTimes(settings.mailboxes(), core.jdbi(), clock);
        // Each on a thread of its own: a server that does not answer holds up nobody else.
        chimes.add(
                new Chime(
                        "poll",
                        POLL_TICK,
                        () -> times.due().forEach(mailbox -> ring(pollJob(mailbox)))));
        chimes.add(new Chime(INTAKE, Duration.ofSeconds(10), this::takeIn));
        chimes.add(new Chime("sweep", Duration.ofSeconds(10), () -> beside(this::sweep)));
        chimes.add(
                new Chime(
                        "housekeeping", Duration.ofHours(1), () -> core.housekeeping().runOnce()));
        OwnCalendars calendars = Wiring.calendars(settings, core.jdbi(), clock);
        chimes.add(new Chime("calendars", Duration.ofMinutes(5), calendars::runOnce));
        chimes.add(
                new Chime(
                        "days off",
                        Duration.ofHours(6),
                        () -> core.daysOff().runOnce(Wiring.holidays(settings))));
        chimes.add(new Chime("digest", Duration.ofSeconds(60), () -> beside(this::digest)));
        if (settings.smtp().isConfigured()) {
            Dispatcher dispatcher = Wiring.dispatcher(settings, core, name);
            closing.last(dispatcher);
            chimes.add(
                    new Chime(
                            DISPATCH,
                            Duration.ofSeconds(5),
                            () -> beside(() -> dispatch(dispatcher))));
            if (settings.watch().canary()) {
                Canaries canaries = Wiring.canaries(settings, core);
                chimes.add(new Chime("canary", Duration.ofMinutes(5), () -> canary(canaries)));
            }
        }
        Alarms alarms = Wiring.alarms(settings, core);
        chimes.add(new Chime(ALARM, Duration.ofSeconds(30), alarms::runOnce));
        return chimes;
    }

    /** Work that may go on beside others', but not beside a message that may end the process. */
    private void beside(Runnable one) {
        work.readLock().lock();
        try {
            one.run();
        } finally {
            work.readLock().unlock();
        }
    }

    private void poll(MailboxPoller poller, Semaphore turns) {
        turns.acquireUninterruptibly();
        try {
            beside(() -> poll(poller));
        } finally {
            turns.release();
        }
    }

    private void poll(MailboxPoller poller) {
        switch (poller.runOnce().status()) {
            case DONE -> metrics.polled(poller.mailbox().name(), true);
            case FAILED -> metrics.polled(poller.mailbox().name(), false);
            case REFUSED -> {
                metrics.polled(poller.mailbox().name(), false);
                ring(ALARM);
            }
            case BUSY, WAITING, STOPPED -> {}
        }
    }

    private void takeIn() {
        if (core.intake().runOnce(work.writeLock()).processed() > 0) {
            ring(DISPATCH);
        }
    }

    /** A wrong password is told at once. */
    private void dispatch(Dispatcher dispatcher) {
        if (guard.mayLeave() && dispatcher.runOnce().paused()) {
            ring(ALARM);
        }
    }

    private void canary(Canaries canaries) {
        if (guard.mayLeave() && canaries.runOnce() > 0) {
            ring(DISPATCH);
        }
    }

    private void sweep() {
        if (!guard.mayLeave()) {
            return;
        }
        if (core.wordChanges().runOnce() > 0) {
            ring(DISPATCH);
        }
        core.sweeper().runOnce(() -> ring(DISPATCH));
    }

    private void digest() {
        if (guard.mayLeave() && core.digests().runOnce() > 0) {
            ring(DISPATCH);
        }
    }

    private void listen() {
        for (MailboxSettings mailbox : settings.mailboxes()) {
            if (mailbox.idle()) {
                closing.last(IdleWatcher.start(mailbox, () -> ring(pollJob(mailbox.name()))));
            }
        }
    }

    private static String pollJob(String mailbox) {
        return "poll " + mailbox;
    }

    /** Jobs may ring others before all are known, and without SMTP there is no dispatcher. */
    private void ring(String job) {
        Bell ready = bell;
        if (ready != null && (settings.smtp().isConfigured() || !job.equals(DISPATCH))) {
            ready.ring(job);
        }
    }

    /** Where the page is served, if it is. */
    public Optional<String> address() {
        return Optional.ofNullable(web).map(Web::address);
    }

    /** Stops taking work, finishes what is in hand, and ends; a second call does nothing. */
    @Override
    public void close() {
        LOG.atInfo().addKeyValue("node", name).log("Tickler stops");
        closing.close();
        LOG.atInfo().addKeyValue("node", name).log("Tickler has stopped");
    }

    /** What was opened last is closed first; one that fails does not keep the others open. */
    private static final class Closing implements AutoCloseable {
        private final List<AutoCloseable> open = new ArrayList<>();

        void last(AutoCloseable thing) {
            open.add(thing);
        }

        @Override
        @SuppressWarnings("CatchAllException") // the others must be closed all the same
        public void close() {
            for (AutoCloseable thing : open.reversed()) {
                try {
                    thing.close();
                } catch (Exception e) {
                    LOG.atWarn().setCause(e).log("Something was not closed cleanly");
                }
            }
            open.clear();
        }
    }
}
