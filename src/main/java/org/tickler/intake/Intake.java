package org.tickler.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.answer.Arrival;
import org.tickler.answer.MailboxRules;
import org.tickler.fault.CrashPoint;
import org.tickler.intake.Handlers.Handled;
import org.tickler.intake.MessageStore.Earlier;
import org.tickler.intake.MessageStore.InboundMessage;
import org.tickler.intake.Turns.Turn;
import org.tickler.mail.MailVerdict;
import org.tickler.mail.OwnIdentity;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.UnreadableMailException;
import org.tickler.model.ModelFinding;
import org.tickler.model.ModelQuestion;
import org.tickler.people.Everybody;
import org.tickler.people.PeopleCache;
import org.tickler.trust.Credentials;
import org.tickler.understand.ReadAhead;
import org.tickler.understand.Understanding;

/**
 * Takes stored messages in, each in one transaction: seen before? what kind? then act. Where a
 * model is to be asked, the transaction ends before anything was written, and a second one follows
 * the answer. A message that fails three times, or three times ends the process, is quarantined
 * with its reason and the rest goes on. Several nodes may run it against one database.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** RFC 5321, 6.3: more hops than this are a loop. */
    private static final int HOPS = 100;

    /** Above a model's own time-out: how long a message is kept from other nodes for its sake. */
    private static final Duration MODEL_SLACK = Duration.ofMinutes(1);

    /** A Date this far from the arrival is not believed. */
    private static final Duration DATE_SLACK = Duration.ofHours(48);

    private final Set<Long> owed = ConcurrentHashMap.newKeySet();
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final OwnIdentity own;
    private final Map<String, MailboxRules> rules;
    private final Handlers handlers;
    private final PeopleCache people = new PeopleCache();
    private final ReadAhead readAhead = new ReadAhead();

    /**
     * @param rules by mailbox name; a mailbox without any has the usual ones
     */
    public Intake(
            Jdbi jdbi,
            InstantSource clock,
            OwnIdentity own,
            Map<String, MailboxRules> rules,
            Handlers handlers) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.own = own;
        this.rules = Map.copyOf(rules);
        this.handlers = handlers;
    }

    /**
     * What one run did, in messages.
     *
     * @param failed those that will be tried again
     * @param quarantined those that were given up for now
     */
    public record IntakeReport(int processed, int failed, int quarantined) {}

    /** Takes in everything that waits, where nothing else is done beside it. */
    public IntakeReport runOnce() {
        return runOnce(new ReentrantLock());
    }

    /**
     * Takes in everything that waits.
     *
     * @param alone held while a message is tried once more that failed or whose process died: if it
     *     dies again it must be for this message, not for what was done beside it
     */
    public IntakeReport runOnce(Lock alone) {
        int processed = 0;
        int failed = 0;
        int quarantined = 0;
        var turns = new Turns(jdbi, clock, owed, alone, readAhead, this::readAhead);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                switch (next(turns)) {
                    case PROCESSED -> processed++;
                    case FAILED -> failed++;
                    case QUARANTINED -> quarantined++;
                    case ELSEWHERE -> {}
                    case NOTHING -> {
                        return new IntakeReport(processed, failed, quarantined);
                    }
                }
            }
        } finally {
            turns.leave();
        }
        return new IntakeReport(processed, failed, quarantined);
    }

    private enum Result {
        NOTHING,
        /** Another node has settled it meanwhile. */
        ELSEWHERE,
        PROCESSED,
        FAILED,
        QUARANTINED
    }

    private Result next(Turns turns) {
        Optional<Turn> next = turns.next();
        if (next.isEmpty()) {
            return Result.NOTHING;
        }
        Turn turn = next.get();
        if (turn.tries() >= TRIES) {
            return giveUp(turn.id(), "the program ended each time it was taken in");
        }
        return turn.tries() == 0
                ? fresh(turns, turn)
                : turns.alone(
                        turn.id(),
                        () ->
                                attempt(
                                        turns,
                                        turn,
                                        (handle, message) -> take(handle, message, null, false)));
    }

    private Result fresh(Turns turns, Turn turn) {
        var asking = new AtomicReference<@Nullable ModelQuestion>();
        Result result =
                attempt(
                        turns,
                        turn,
                        (handle, message) -> asking.set(take(handle, message, null, true)));
        ModelQuestion question = asking.get();
        if (question == null || result != Result.PROCESSED) {
            return result;
        }
        ModelFinding finding = question.ask();
        return attempt(turns, turn, (handle, message) -> take(handle, message, finding, false));
    }

    /**
     * A message that no other node can take now.
     *
     * @param understood null if it was not read ahead
     */
    private record Claimed(
            InboundMessage message, byte[] raw, @Nullable Understanding understood) {}

    /** One transaction around one message. */
    private Result attempt(Turns turns, Turn turn, BiConsumer<Handle, Claimed> work) {
        long id = turn.id();
        var current = new AtomicReference<@Nullable InboundMessage>();
        // Before the transaction, which would else stay open while it is read.
        Understanding understood = turn.page() == null ? null : turn.page().await();
        try {
            Result result =
                    jdbi.inTransaction(handle -> {
                        MessageStore store = handle.attach(MessageStore.class);
                        Optional<Integer> tries = store.claim(id);
                        if (tries.isEmpty()) {
                            return Result.ELSEWHERE;
                        }
                        InboundMessage message = turn.message().after(tries.get());
                        current.set(message);
                        CrashPoint.INTAKE_CLAIMED.pass();
                        byte[] raw = message.raw();
                        work.accept(
                                handle,
                                new Claimed(
                                        message,
                                        raw == null ? store.raw(id).orElseThrow() : raw,
                                        understood));
                        CrashPoint.INTAKE_WRITTEN.pass();
                        return Result.PROCESSED;
                    });
            CrashPoint.INTAKE_COMMITTED.pass();
            return result;
        } catch (UnreadableMailException unreadable) {
            InboundMessage message = current.get();
            if (message == null) {
                throw unreadable;
            }
            return giveUp(message.id(), "it cannot be read as a mail: " + unreadable.getMessage());
        } catch (RuntimeException failure) {
            InboundMessage message = current.get();
            if (message == null || Turns.isOutage(failure)) {
                turns.takeBack(id);
                throw failure;
            }
            return afterFailure(message, failure);
        } catch (StackOverflowError failure) {
            InboundMessage message = current.get();
            if (message == null) {
                throw failure;
            }
            return afterFailure(message, failure);
        }
    }

    /** The reason is kept with the message; the log has the trace for whoever mends the program. */
    private Result afterFailure(InboundMessage message, Throwable failure) {
        String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if (message.attempts() + 1 >= TRIES) {
            LOG.atWarn()
                    .addKeyValue("message", message.id())
                    .setCause(failure)
                    .log("message quarantined after three tries");
            return giveUp(message.id(), reason);
        }
        LOG.atWarn()
                .addKeyValue("message", message.id())
                .setCause(failure)
                .log("message failed, will be tried again");
        Instant again = clock.instant().plus(PAUSE.multipliedBy(1L << message.attempts()));
        jdbi.useExtension(MessageStore.class, store -> store.postpone(message.id(), again, reason));
        return Result.FAILED;
    }

    private Result giveUp(long id, String reason) {
        jdbi.useTransaction(handle ->
                handle.attach(MessageStore.class).quarantine(id, reason, clock.instant()));
        LOG.atInfo().addKeyValue("message", id).log("message quarantined");
        return Result.QUARANTINED;
    }

    /**
     * Settles the message, or returns what to ask first. One that failed before asks nobody: it
     * must not fail for the model's sake.
     */
    private @Nullable ModelQuestion take(
            Handle handle, Claimed claimed, @Nullable ModelFinding finding, boolean mayAsk) {
        InboundMessage message = claimed.message();
        Understanding understood =
                claimed.understood() == null
                        ? Understanding.of(claimed.raw(), own)
                        : claimed.understood();
        ParsedMail mail = understood.mail();
        byte[] contentHash = understood.contentHash();
        MessageStore store = handle.attach(MessageStore.class);
        String messageId = mail.messageId() == null ? null : mail.messageId().value();
        // Two nodes may be at two copies of one mail: the second waits and sees what the first did.
        store.alone(messageId == null ? HexFormat.of().formatHex(message.sha256()) : messageId);
        String from = mail.from().isEmpty() ? null : mail.from().getFirst().address().value();
        Instant dated = mail.date() == null ? null : mail.date().toInstant();
        Earlier earlier =
                store.earlier(message.id(), message.sha256(), messageId, from, dated, contentHash);
        String state = "processed";
        String kind = "";
        String outcome;
        if (earlier.same() != null) {
            state = "duplicate";
            outcome = "the same as message " + earlier.same();
        } else {
            kind = understood.verdict().kind().word();
            checkHops(mail, understood.verdict());
            Arrival arrival =
                    arrival(
                                    message,
                                    claimed.raw(),
                                    understood,
                                    people.read(handle),
                                    earlier.repeated(),
                                    finding,
                                    mayAsk && message.attempts() == 0)
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "no owner is configured (people: a person with role owner)"));
            switch (handlers.handle(handle, arrival)) {
                case Handled.Asking(ModelQuestion question) -> {
                    store.hold(
                            message.id(),
                            clock.instant().plus(question.patience()).plus(MODEL_SLACK));
                    return question;
                }
                case Handled.Done(String words) -> outcome = words;
            }
        }
        store.settle(
                message.id(),
                state,
                kind,
                from,
                mail.subject(),
                outcome,
                contentHash,
                dated,
                clock.instant());
        LOG.atInfo()
                .addKeyValue("message", message.id())
                .addKeyValue("mailbox", message.mailbox())
                .addKeyValue("state", state)
                .addKeyValue("kind", kind)
                .log("message taken in");
        return null;
    }

    private static void checkHops(ParsedMail mail, MailVerdict verdict) {
        boolean own = verdict instanceof MailVerdict.Own;
        if (!own && mail.headers().all("Received").size() > HOPS) {
            throw new UnreadableMailException(
                    "more than " + HOPS + " Received headers: it runs in a loop");
        }
    }

    /** What can be told without the database, in the light of the people as last read from it. */
    private Understanding readAhead(InboundMessage message) {
        byte[] raw = Objects.requireNonNull(message.raw());
        Understanding understood = Understanding.of(raw, own);
        return arrival(message, raw, understood, people.lastRead(), false, null, false)
                .flatMap(handlers::readAhead)
                .map(understood::with)
                .orElse(understood);
    }

    /** Empty if the mailbox has no owner. */
    private Optional<Arrival> arrival(
            InboundMessage message,
            byte[] raw,
            Understanding understood,
            Everybody everybody,
            boolean repeated,
            @Nullable ModelFinding finding,
            boolean mayAsk) {
        MailboxRules mailboxRules = rules.getOrDefault(message.mailbox(), MailboxRules.USUAL);
        ParsedMail mail = understood.mail();
        Instant now = clock.instant();
        return Optional.ofNullable(mailboxRules.owner())
                .flatMap(everybody::byAddress)
                .or(everybody::owner)
                .map(owner ->
                        new Arrival(
                                message.id(),
                                mail,
                                new Credentials(
                                        mail, raw, mailboxRules.authservIds(), mailboxRules.dkim()),
                                understood.verdict(),
                                understood.prose(),
                                owner,
                                everybody,
                                message.mailbox(),
                                mailboxRules,
                                now,
                                writtenAt(mail, message.receivedAt(), now),
                                repeated,
                                finding,
                                mayAsk));
    }

    private static Instant writtenAt(ParsedMail mail, Instant receivedAt, Instant now) {
        if (mail.date() == null) {
            return receivedAt;
        }
        Instant date = mail.date().toInstant();
        return isNear(date, receivedAt) || isNear(date, now) ? date : receivedAt;
    }

    private static boolean isNear(Instant date, Instant other) {
        return Duration.between(date, other).abs().compareTo(DATE_SLACK) <= 0;
    }
}
