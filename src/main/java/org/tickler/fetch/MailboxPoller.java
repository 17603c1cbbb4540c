package org.tickler.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.config.MailboxSettings;
import org.tickler.config.Policies;
import org.tickler.fault.CrashPoint;
import org.tickler.fetch.ImapConnection.Fetched;
import org.tickler.fetch.ImapConnection.Listed;
import org.tickler.fetch.InboundStore.Cursor;
import org.tickler.fetch.InboundStore.NewMessage;
import org.tickler.fetch.PollReport.Status;
import org.tickler.login.Login;
import org.tickler.mail.MailReader;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.Sha256;
import org.tickler.mail.UnreadableMailException;

/**
 * Brings new messages from a mailbox into the database, raw, each batch and the cursor in one
 * transaction: whatever breaks, nothing is lost and nothing kept twice. One node reads a mailbox at
 * a time. When the server has renumbered the mailbox (UIDVALIDITY) everything is read again, and
 * recognised by whoever processes it. Safe for use by many threads.
 */
public final class MailboxPoller {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxPoller.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(20);
    private static final long BATCH_BYTES = 8L * 1024 * 1024;
    private static final int BATCH_COUNT = 200;
    private static final String WITHHELD = "the server lists the message but does not give it out";

    private final MailboxSettings mailbox;

    /** Guarded by {@link #running}. */
    private final ImapAccount account;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final String node;
    private final Runnable arrived;
    private final long largest;
    private final BackOff backOff;
    private final ReentrantLock running = new ReentrantLock();
    private final Obstacles obstacles = new Obstacles();

    /** How many mails the server had when all of them were read; guarded by {@link #running}. */
    private int countBefore = -1;

    private volatile boolean stopping;

    /** With the usual limit. */
    public MailboxPoller(
            MailboxSettings mailbox,
            Jdbi jdbi,
            InstantSource clock,
            String node,
            Runnable arrived) {
        this(mailbox, jdbi, clock, node, arrived, Policies.Limits.USUAL.mailSize());
    }

    /**
     * @param node names this process among those on the same database
     * @param arrived called after messages were stored, on the polling thread; must be quick
     * @param largest in bytes; of a larger message only the header is kept, in quarantine
     */
    public MailboxPoller(
            MailboxSettings mailbox,
            Jdbi jdbi,
            InstantSource clock,
            String node,
            Runnable arrived,
            long largest) {
        this.mailbox = mailbox;
        this.account = new ImapAccount(mailbox, mailbox.timeout());
        this.jdbi = jdbi;
        this.clock = clock;
        this.node = node;
        this.arrived = arrived;
        this.largest = largest;
        this.backOff = new BackOff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    }

    public MailboxSettings mailbox() {
        return mailbox;
    }

    /** Ends a running poll after the batch in hand, and starts no other. */
    public void stop() {
        stopping = true;
    }

    /**
     * Stores what is new. Failures of the mail server are reported, those of the database thrown.
     */
    public PollReport runOnce() {
        if (stopping) {
            return PollReport.of(Status.STOPPED);
        }
        if (!running.tryLock()) {
            return PollReport.of(Status.BUSY);
        }
        try {
            Instant now = clock.instant();
            if (backOff.isWaiting(now) && !Login.hasNews(mailbox.oauth())) {
                return PollReport.of(Status.WAITING);
            }
            return claim(now).map(this::pollClaimed).orElse(PollReport.of(Status.BUSY));
        } finally {
            running.unlock();
        }
    }

    private Optional<Cursor> claim(Instant now) {
        return jdbi.withExtension(
                InboundStore.class,
                store ->
                        claim(store, now)
                                // Only the first poll ever finds it unregistered.
                                .or(() ->
                                        store.register(mailbox.name()) == 1
                                                ? claim(store, now)
                                                : Optional.empty()));
    }

    private Optional<Cursor> claim(InboundStore store, Instant now) {
        return store.claim(mailbox.name(), node, now, now.plus(MailboxLease.LENGTH));
    }

    private PollReport pollClaimed(Cursor cursor) {
        var run = new Run(cursor);
        try (MailboxLease lease = MailboxLease.keep(jdbi, clock, mailbox.name(), node);
                ImapConnection connection = account.open()) {
            LOG.atDebug().addKeyValue("lease", lease).log("Reading");
            CrashPoint.FETCH_OPENED.pass();
            Status status = run.read(connection);
            backOff.succeeded();
            String warning = Login.unkept(mailbox.oauth()).orElse(null);
            jdbi.useExtension(
                    InboundStore.class,
                    store -> store.release(mailbox.name(), node, clock.instant(), warning));
            run.log();
            return new PollReport(status, run.stored, run.quarantined, "");
        } catch (ImapFailure e) {
            return failed(e, run);
        }
    }

    private PollReport failed(ImapFailure failure, Run run) {
        String problem = String.valueOf(failure.getMessage());
        Duration wait = backOff.failed(clock.instant(), failure.refused());
        jdbi.useExtension(
                InboundStore.class, store -> store.releaseFailed(mailbox.name(), node, problem));
        LOG.atWarn()
                .addKeyValue("mailbox", mailbox.name())
                .addKeyValue("stored", run.stored)
                .addKeyValue("retrySeconds", wait.toSeconds())
                .addKeyValue("problem", problem)
                .log("Mailbox could not be read");
        Status status = failure.refused() ? Status.REFUSED : Status.FAILED;
        return new PollReport(status, run.stored, run.quarantined, problem);
    }

    /** One reading of the mailbox. */
    private final class Run {
        private final Cursor cursor;
        private int stored;
        private int quarantined;
        private long uidValidity;

        Run(Cursor cursor) {
            this.cursor = cursor;
        }

        Status read(ImapConnection connection) {
            uidValidity = connection.uidValidity();
            obstacles.begin(uidValidity);
            long last = start(connection);
            int count = connection.count();
            List<Listed> all =
                    isUnchanged(connection, last, count) ? List.of() : connection.after(last);
            for (int from = 0; from < all.size(); ) {
                if (stopping) {
                    return Status.STOPPED;
                }
                int to = endOfBatch(all, from);
                List<Listed> batch = all.subList(from, to);
                reconsider(connection, batch.getFirst(), all.subList(to, all.size()));
                List<Kept> kept = obstacles.ask(batch, () -> fetch(connection, batch));
                kept.forEach(this::insist);
                if (!keep(batch.getLast().uid(), kept)) {
                    return Status.BUSY;
                }
                from = to;
            }
            countBefore = count;
            return Status.DONE;
        }

        /**
         * To list what is behind the last UID costs a server as much as there are mails, new or
         * not. UIDNEXT alone is not believed: a server that got it wrong would hide all mail.
         */
        private boolean isUnchanged(ImapConnection connection, long last, int count) {
            return connection.uidNext() == last + 1 && count == countBefore;
        }

        private long start(ImapConnection connection) {
            long next = connection.uidNext();
            boolean renumbered = cursor.uidValidity() != uidValidity;
            // A UIDNEXT below what we have seen breaks RFC 9051, 2.3.1.1: trust nothing, read all.
            boolean backwards = next > 0 && next <= cursor.lastUid();
            if (cursor.uidValidity() != 0 && (renumbered || backwards)) {
                LOG.atWarn()
                        .addKeyValue("mailbox", mailbox.name())
                        .addKeyValue("uidValidity", uidValidity)
                        .log("The server renumbered the mailbox; it is read again");
            }
            return renumbered || backwards ? 0 : cursor.lastUid();
        }

        private int endOfBatch(List<Listed> all, int from) {
            if (obstacles.isSuspect(all.get(from).uid())) {
                return from + 1;
            }
            long bytes = 0;
            int to = from;
            while (to < all.size() && to - from < BATCH_COUNT) {
                long size = all.get(to).size();
                bytes += size > largest ? 0 : size;
                if (to > from && bytes > BATCH_BYTES) {
                    break;
                }
                to++;
            }
            return to;
        }

        /**
         * One at which the server broke off: if it gives out another, it is not the time that is
         * bad.
         */
        private void reconsider(ImapConnection connection, Listed listed, List<Listed> behind) {
            if (!obstacles.isBroken(listed.uid()) || obstacles.isHopeless(listed.uid())) {
                return;
            }
            behind.stream()
                    .filter(other -> other.size() <= largest && !obstacles.isBroken(other.uid()))
                    .findFirst()
                    .map(List::of)
                    .map(other -> obstacles.ask(other, () -> fetch(connection, other)))
                    .filter(given -> given.stream().anyMatch(one -> one.fetched.isGiven()))
                    .ifPresent(_ -> obstacles.lastChance(listed.uid()));
        }

        private List<Kept> fetch(ImapConnection connection, List<Listed> batch) {
            var whole = new ArrayList<Long>();
            var kept = new ArrayList<Kept>();
            for (Listed listed : batch) {
                if (obstacles.isHopeless(listed.uid())) {
                    kept.add(new Kept(new Fetched(listed.uid(), null, null), WITHHELD));
                } else if (listed.size() > largest) {
                    String reason =
                            "the message has "
                                    + WholeMessage.size(listed.size())
                                    + ", more than the limit of "
                                    + WholeMessage.size(largest)
                                    + " (limits.mailSize); only its header was kept";
                    connection
                            .fetchHeader(listed.uid())
                            .forEach(header -> kept.add(new Kept(header, reason)));
                } else {
                    whole.add(listed.uid());
                }
            }
            if (!whole.isEmpty()) {
                List<Fetched> given = new ArrayList<>(connection.fetch(whole));
                given.forEach(fetched -> whole.remove(fetched.uid()));
                if (!whole.isEmpty()) {
                    // Gone meanwhile, or kept back without a word: the cursor would pass them by.
                    connection
                            .present(whole)
                            .forEach(uid -> given.add(new Fetched(uid, null, null)));
                }
                given.forEach(fetched -> kept.add(new Kept(fetched, null)));
            }
            return kept;
        }

        /** A server that is in trouble may give out nothing now and the message a minute later. */
        private void insist(Kept kept) {
            long uid = kept.fetched.uid();
            if (kept.fetched.isGiven()) {
                obstacles.given(uid);
            } else if (kept.reason == null && obstacles.isWithheldForNow(uid)) {
                throw ImapFailure.withheld(mailbox, uid);
            }
        }

        /** Stores a batch and moves the cursor, or neither if another node has taken over. */
        private boolean keep(long lastUid, List<Kept> batch) {
            CrashPoint.FETCH_RECEIVED.pass();
            Instant now = clock.instant();
            int[] counts = new int[2];
            boolean ours =
                    jdbi.inTransaction(handle -> {
                        InboundStore store = handle.attach(InboundStore.class);
                        int held =
                                store.advance(
                                        mailbox.name(),
                                        node,
                                        uidValidity,
                                        lastUid,
                                        now.plus(MailboxLease.LENGTH));
                        if (held == 1) {
                            batch.forEach(item -> item.insert(store, now, counts));
                        }
                        CrashPoint.FETCH_WRITTEN.pass();
                        return held == 1;
                    });
            CrashPoint.FETCH_COMMITTED.pass();
            stored += counts[0];
            quarantined += counts[1];
            if (counts[0] + counts[1] > 0) {
                arrived.run();
            }
            return ours;
        }

        void log() {
            if (stored + quarantined > 0) {
                LOG.atInfo()
                        .addKeyValue("mailbox", mailbox.name())
                        .addKeyValue("stored", stored)
                        .addKeyValue("quarantined", quarantined)
                        .log("Mail arrived");
            }
        }

        /** A fetched message, and why only a part of it is there. */
        private final class Kept {
            private final Fetched fetched;
            private final @Nullable String reason;

            Kept(Fetched fetched, @Nullable String reason) {
                this.fetched = fetched;
                this.reason = reason;
            }

            void insert(InboundStore store, Instant now, int[] counts) {
                byte[] raw = fetched.raw() == null ? new byte[0] : fetched.raw();
                String problem = raw.length == 0 && reason == null ? WITHHELD : reason;
                Instant received = fetched.receivedBefore(now);
                var message =
                        new NewMessage(
                                mailbox.name(),
                                uidValidity,
                                fetched.uid(),
                                MessageIdScan.of(raw),
                                Sha256.of(raw),
                                raw,
                                received,
                                now);
                if (problem == null) {
                    counts[0] += store.insert(message);
                } else {
                    counts[1] += quarantine(store, message, problem);
                }
            }

            /** Whoever looks through the quarantine wants to know which mail it is. */
            private int quarantine(InboundStore store, NewMessage message, String problem) {
                String from = null;
                String subject = null;
                try {
                    ParsedMail header = MailReader.read(message.raw());
                    from =
                            header.from().isEmpty()
                                    ? null
                                    : header.from().getFirst().address().value();
                    subject = header.subject();
                } catch (UnreadableMailException e) {
                    LOG.atDebug().addKeyValue("reason", e.getMessage()).log("No header to read");
                }
                return store.quarantine(message, problem, from, subject);
            }
        }
    }
}
