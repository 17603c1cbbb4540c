package org.tickler.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.dispatch.ClaimStore.Claim;
import org.tickler.dispatch.ClaimStore.Hold;
import org.tickler.dispatch.ClaimStore.Lost;
import org.tickler.fault.CrashPoint;
import org.tickler.mail.EmailAddress;
import org.tickler.smtp.Delivery;
import org.tickler.smtp.SmtpConnection;

/**
 * Claims and sends over one connection until nothing is due. Each mail is begun before it is handed
 * over; the commit that begins it also notes that the one before has left. Its thread is never
 * interrupted.
 */
final class DispatchWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchWorker.class);
    private static final int BATCH = 50;

    private final Run run;
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final EmailAddress[] copies;
    private int claimed;
    private int sent;
    private int retry;
    private int failed;
    private volatile @Nullable RuntimeException broken;

    DispatchWorker(Run run, Jdbi jdbi, InstantSource clock, DispatchRules rules) {
        this.run = run;
        this.jdbi = jdbi;
        this.clock = clock;
        EmailAddress copy = rules.copyTo();
        this.copies = copy == null ? new EmailAddress[0] : new EmailAddress[] {copy};
    }

    /** What the workers of one run share. */
    interface Run {
        String node();

        SmtpConnection take();

        void giveBack(SmtpConnection connection);

        /** Whether the run is to end after the mails in the air. */
        boolean isOver();

        /** How many more mails may leave in this run, at most {@code wish}; they count as gone. */
        int allowance(int wish);

        /** What was asked for and not used. */
        void returned(int unused);

        DomainLimits limits();

        BackOff backOff();

        Undelivered undelivered();

        void good();

        /** The server as a whole cannot be used; returns when it is tried again. */
        Instant failing(String reason, boolean signIn);
    }

    DispatchReport report(boolean paused) {
        return new DispatchReport(claimed, sent, retry, failed, paused);
    }

    boolean isBroken() {
        return broken != null;
    }

    void rethrow() {
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public void run() {
        SmtpConnection connection = null;
        try {
            while (!run.isOver()) {
                int allowed = run.allowance(BATCH);
                List<Claim> batch = allowed == 0 ? List.of() : claim(allowed);
                run.returned(allowed - batch.size());
                if (batch.isEmpty()) {
                    return;
                }
                CrashPoint.OUTBOX_CLAIMED.pass();
                claimed += batch.size();
                // Not before there is a mail, so that a kept connection goes to who has one.
                connection = connection == null ? run.take() : connection;
                new Batch(connection, batch).send();
            }
        } catch (RuntimeException e) {
            // What was claimed comes back when the claim runs out.
            broken = e;
        } finally {
            if (connection != null) {
                run.giveBack(connection);
            }
        }
    }

    private List<Claim> claim(int limit) {
        Instant now = clock.instant();
        return jdbi.withExtension(
                ClaimStore.class,
                store ->
                        store.claim(
                                run.node(),
                                now,
                                now.plus(Dispatcher.LEASE),
                                run.limits().busy(now),
                                limit));
    }

    private Hold hold(Claim claim) {
        return new Hold(claim.id(), run.node(), claim.attempts());
    }

    /** The mails of one claim. */
    private final class Batch {
        private final SmtpConnection connection;
        private final Deque<Claim> left;
        private final List<Claim> crowded = new ArrayList<>();

        Batch(SmtpConnection connection, List<Claim> claims) {
            this.connection = connection;
            this.left = new ArrayDeque<>(claims);
        }

        void send() {
            Claim next = next();
            boolean begun = false;
            while (next != null) {
                Claim claim = next;
                if (!begun && !begin(claim)) {
                    run.limits().leave(domain(claim));
                    next = next();
                    continue;
                }
                Delivery delivery;
                try {
                    delivery =
                            connection.send(
                                    claim.envelopeFrom(), claim.recipient(), claim.raw(), copies);
                } finally {
                    run.limits().leave(domain(claim));
                }
                next = settle(claim, delivery);
                begun = delivery instanceof Delivery.Accepted && next != null;
            }
            putBack(crowded, "", null);
        }

        /** The next mail that may be sent now; the rest goes back if the run is over. */
        private @Nullable Claim next() {
            if (run.isOver()) {
                putBack(List.copyOf(left), "", clock.instant());
                left.clear();
                return null;
            }
            while (!left.isEmpty()) {
                Claim claim = left.removeFirst();
                if (run.limits().enter(domain(claim), clock.instant())) {
                    return claim;
                }
                crowded.add(claim);
            }
            return null;
        }

        private boolean begin(Claim claim) {
            boolean begun =
                    jdbi.withExtension(
                                    ClaimStore.class,
                                    store -> store.begin(hold(claim), clock.instant()))
                            == 1;
            if (!begun) {
                lost(claim);
            }
            CrashPoint.OUTBOX_BEGUN.pass();
            return begun;
        }

        /** Writes down what became of a mail; returns the next one, begun if this one has left. */
        private @Nullable Claim settle(Claim claim, Delivery delivery) {
            switch (delivery) {
                case Delivery.Accepted(String answer) -> {
                    return accepted(claim, answer);
                }
                case Delivery.Deferred(String answer) -> deferred(claim, answer);
                case Delivery.Doubtful(String reason) -> doubtful(claim, reason);
                case Delivery.Refused(String answer, boolean recipient) ->
                        refused(claim, answer, recipient);
                case Delivery.Unavailable(String reason, boolean signIn) ->
                        putBack(List.of(claim), reason, run.failing(reason, signIn));
            }
            return next();
        }

        private @Nullable Claim accepted(Claim claim, String answer) {
            CrashPoint.OUTBOX_ACCEPTED.pass();
            run.good();
            Claim next = next();
            Instant now = clock.instant();
            List<Long> written =
                    jdbi.withHandle(handle ->
                            next == null
                                    ? sent(handle, claim, answer, now)
                                    : Handover.sentAndBegin(
                                            handle, hold(claim), answer, hold(next), now));
            CrashPoint.OUTBOX_COMMITTED.pass();
            if (!written.contains(claim.id())) {
                lost(claim);
            } else {
                sent++;
                LOG.atInfo()
                        .addKeyValue("outbox", claim.id())
                        .addKeyValue("kind", claim.kind())
                        .log("Mail sent");
            }
            if (next == null || written.contains(next.id())) {
                return next;
            }
            // Another node has taken the whole batch over.
            lost(next);
            run.limits().leave(domain(next));
            left.forEach(DispatchWorker::lost);
            left.clear();
            return null;
        }

        private void putBack(List<Claim> claims, String answer, @Nullable Instant next) {
            if (claims.isEmpty()) {
                return;
            }
            claimed -= claims.size();
            run.returned(claims.size());
            Instant now = clock.instant();
            Instant again =
                    next == null ? run.limits().freeAt(domain(claims.getFirst()), now) : next;
            jdbi.useExtension(
                    ClaimStore.class,
                    store ->
                            store.giveBack(
                                    claims.stream().mapToLong(Claim::id).toArray(),
                                    run.node(),
                                    answer,
                                    again));
        }
    }

    private List<Long> sent(Handle handle, Claim claim, String answer, Instant now) {
        return handle.attach(ClaimStore.class).sent(hold(claim), answer, now) == 1
                ? List.of(claim.id())
                : List.of();
    }

    private static String domain(Claim claim) {
        return claim.recipient().domain();
    }

    private void deferred(Claim claim, String answer) {
        Instant now = clock.instant();
        if (BackOff.isGivenUp(claim.triedSince(), now)) {
            refused(claim, "given up after two days: " + answer, false);
            return;
        }
        Instant next = now.plus(run.backOff().next(claim.attempts()));
        write(claim, store -> store.retry(hold(claim), answer, next));
        retry++;
        LOG.atWarn()
                .addKeyValue("outbox", claim.id())
                .addKeyValue("attempt", claim.attempts())
                .addKeyValue("next", next)
                .log("Mail not taken yet; it is tried again");
    }

    private void doubtful(Claim claim, String reason) {
        Instant now = clock.instant();
        Duration wait = run.backOff().next(claim.attempts());
        write(claim, store -> store.doubt(hold(claim), reason, now, now.plus(wait)));
        retry++;
        LOG.atWarn()
                .addKeyValue("outbox", claim.id())
                .addKeyValue("attempt", claim.attempts())
                .log("The connection broke behind the final dot; the mail may have left");
    }

    private interface Write {
        int to(ClaimStore store);
    }

    private void write(Claim claim, Write write) {
        if (jdbi.withExtension(ClaimStore.class, write::to) == 0) {
            lost(claim);
        }
    }

    private void refused(Claim claim, String answer, boolean recipient) {
        boolean written =
                jdbi.inTransaction(handle -> {
                    var store = handle.attach(ClaimStore.class);
                    if (store.failed(hold(claim), answer) == 0) {
                        return false;
                    }
                    Lost lost = store.lost(claim.id()).orElseThrow();
                    run.undelivered().refused(handle, lost, recipient, clock.instant());
                    return true;
                });
        if (!written) {
            lost(claim);
            return;
        }
        failed++;
        LOG.atWarn()
                .addKeyValue("outbox", claim.id())
                .addKeyValue("attempt", claim.attempts())
                .log("Mail refused for good");
    }

    private static void lost(Claim claim) {
        LOG.atWarn()
                .addKeyValue("outbox", claim.id())
                .addKeyValue("attempt", claim.attempts())
                .log("The claim had run out; another node has taken the mail over");
    }
}
