package org.tickler.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.dispatch.ClaimStore.Claim;
import org.tickler.fault.CrashPoint;
import org.tickler.letter.Letter;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.people.Person;
import org.tickler.people.PersonStore;
import org.tickler.smtp.Delivery;
import org.tickler.smtp.SmtpConnection;
import org.tickler.smtp.SmtpSender;

/** Claims and sends over one connection until nothing is due. Its thread is never interrupted. */
final class DispatchWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchWorker.class);
    private static final int BATCH = 50;

    private final Jdbi jdbi;
    private final SmtpSender sender;
    private final Failures failures;
    private final InstantSource clock;
    private final String node;
    private final Dispatcher.Lease lease;
    private final BackOff.Pause pause;
    private final BackOff backOff;
    private final Dispatcher.Stop stop;
    private int claimed;
    private int sent;
    private int retry;
    private int failed;
    private @Nullable RuntimeException broken;

    DispatchWorker(
            Jdbi jdbi,
            SmtpSender sender,
            Outbox outbox,
            InstantSource clock,
            Dispatcher.Lease lease,
            BackOff.Pause pause,
            BackOff backOff,
            Dispatcher.Stop stop) {
        this.jdbi = jdbi;
        this.sender = sender;
        this.failures = new Failures(outbox);
        this.clock = clock;
        this.node = lease.holder();
        this.lease = lease;
        this.pause = pause;
        this.backOff = backOff;
        this.stop = stop;
    }

    DispatchReport report() {
        return new DispatchReport(claimed, sent, retry, failed, pause.isOn());
    }

    void rethrow() {
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public void run() {
        try (SmtpConnection connection = sender.connection()) {
            while (!stop.isRequested() && !pause.isOn() && lease.holds()) {
                Instant now = clock.instant();
                List<Claim> batch =
                        jdbi.withExtension(
                                ClaimStore.class,
                                store -> store.claim(node, now, lease.until(), BATCH));
                if (batch.isEmpty()) {
                    return;
                }
                CrashPoint.OUTBOX_CLAIMED.pass();
                claimed += batch.size();
                batch(connection, batch.iterator());
            }
        } catch (RuntimeException e) {
            // What was claimed comes back when the claim runs out.
            broken = e;
        }
    }

    private void batch(SmtpConnection connection, Iterator<Claim> batch) {
        while (batch.hasNext()) {
            if (stop.isRequested() || pause.isOn() || !lease.holds()) {
                batch.forEachRemaining(claim -> giveBack(claim, "", clock.instant()));
                return;
            }
            send(connection, batch.next());
        }
    }

    private void send(SmtpConnection connection, Claim claim) {
        switch (connection.send(claim.envelopeFrom(), claim.recipient(), claim.raw())) {
            case Delivery.Accepted(String answer) -> accepted(claim, answer);
            case Delivery.Deferred(String answer) -> deferred(claim, answer);
            case Delivery.Doubtful(String reason) -> deferred(claim, reason);
            case Delivery.Refused(String answer, _) -> refused(claim, answer);
            case Delivery.Unavailable(String reason, boolean signIn) -> {
                Instant next = pause.begin(signIn);
                LOG.atError()
                        .addKeyValue("until", next)
                        .addKeyValue("reason", reason)
                        .log(
                                signIn
                                        ? "The mail server refuses our sign-in; nothing is sent until"
                                                + " user and password are right"
                                        : "The mail server cannot be used; mails wait");
                giveBack(claim, reason, next);
            }
        }
    }

    private void accepted(Claim claim, String answer) {
        CrashPoint.OUTBOX_ACCEPTED.pass();
        pause.reset();
        Instant now = clock.instant();
        int written =
                jdbi.withExtension(
                        ClaimStore.class,
                        store -> store.sent(claim.id(), node, claim.attempts(), answer, now));
        if (written == 0) {
            lost(claim);
            return;
        }
        CrashPoint.OUTBOX_COMMITTED.pass();
        sent++;
        LOG.atInfo()
                .addKeyValue("outbox", claim.id())
                .addKeyValue("kind", claim.kind())
                .log("Mail sent");
    }

    private void deferred(Claim claim, String answer) {
        Instant now = clock.instant();
        if (backOff.isGivenUp(claim.createdAt(), now)) {
            refused(claim, answer);
            return;
        }
        Instant next = now.plus(backOff.next(claim.attempts()));
        int written =
                jdbi.withExtension(
                        ClaimStore.class,
                        store -> store.retry(claim.id(), node, claim.attempts(), answer, next));
        if (written == 0) {
            lost(claim);
            return;
        }
        retry++;
        LOG.atWarn()
                .addKeyValue("outbox", claim.id())
                .addKeyValue("attempt", claim.attempts())
                .addKeyValue("next", next)
                .log("Mail not taken yet; it is tried again");
    }

    private void refused(Claim claim, String answer) {
        boolean written =
                jdbi.inTransaction(handle -> {
                    var store = handle.attach(ClaimStore.class);
                    if (store.failed(claim.id(), node, claim.attempts(), answer) == 0) {
                        return false;
                    }
                    failures.tell(handle, claim, answer);
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

    private void giveBack(Claim claim, String answer, Instant next) {
        claimed--;
        jdbi.useExtension(
                ClaimStore.class,
                store -> store.giveBack(claim.id(), node, claim.attempts(), answer, next));
    }

    private static void lost(Claim claim) {
        LOG.atWarn()
                .addKeyValue("outbox", claim.id())
                .addKeyValue("attempt", claim.attempts())
                .log("The claim had run out; another node has taken the mail over");
    }

    /** Tells the owner of mails to others that cannot be delivered. */
    static final class Failures {
        private final Outbox outbox;

        Failures(Outbox outbox) {
            this.outbox = outbox;
        }

        /**
         * Writes a notice down, unless it is the owner's own mail that failed: nothing would reach
         * them.
         */
        void tell(Handle handle, Claim claim, String answer) {
            Optional<Person> owner =
                    handle.attach(PersonStore.class).all().stream()
                            .filter(Person::isOwner)
                            .findFirst();
            if (owner.isEmpty()
                    || owner.get().mailbox().isEmpty()
                    || owner.get().addresses().contains(claim.recipient())) {
                return;
            }
            var notice =
                    new Letter.Notice(
                            owner.get(),
                            "A mail could not be delivered",
                            List.of(
                                    "The mail “"
                                            + claim.subject()
                                            + "” to "
                                            + claim.recipient()
                                            + " was refused and will not be tried again.",
                                    "The mail server said: " + answer,
                                    "If the address is wrong, correct it in the configuration; the task"
                                            + " itself is unchanged."));
            outbox.add(
                    handle,
                    Draft.of(
                            "undelivered:" + claim.id(),
                            MailPurpose.NOTICE,
                            notice,
                            owner.get().mailbox().get(),
                            owner.get().id(),
                            List.of(),
                            List.of()));
        }
    }
}
