package org.tickler.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.intake.MessageStore.InboundMessage;
import org.tickler.understand.ReadAhead;
import org.tickler.understand.Understanding;

/**
 * Which message is taken in next. The mailboxes take turns, so that a flood in one does not keep
 * the others waiting; within a mailbox the oldest comes first. A try is counted before it is made,
 * for a few messages in one commit: one that ends the whole process is among those that are tried
 * alone when they come back. For one thread.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    /** How many messages one mailbox has in a row. */
    private static final int IN_A_ROW = 5;

    /** Messages of more bytes are not held in memory before they are taken in. */
    private static final int AT_ONCE = 256 * 1024;

    /**
     * When a message may be tried again whose process has died; while one lives, its row lock keeps
     * the others away. Doubles with each try.
     */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** How long a message waits to be tried alone; in a run that waited in vain, not at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Set<Long> owed;
    private final Deque<String> round = new ArrayDeque<>();
    private final Deque<Turn> begun = new ArrayDeque<>();
    private final Lock alone;
    private final ReadAhead readAhead;
    private final Function<InboundMessage, Understanding> reader;
    private Duration patience = PATIENCE;

    /** A message whose try was counted; it is being read already if it is small and new. */
    record Turn(InboundMessage message, ReadAhead.@Nullable Page page) {
        long id() {
            return message.id();
        }

        int tries() {
            return message.attempts();
        }
    }

    /**
     * @param owed tries to be taken back, kept by whoever makes one of these for each run
     * @param alone held while a message is tried that failed before or whose process died
     * @param readAhead who reads the next messages meanwhile, by {@code reader}
     */
    Turns(
            Jdbi jdbi,
            InstantSource clock,
            Set<Long> owed,
            Lock alone,
            ReadAhead readAhead,
            Function<InboundMessage, Understanding> reader) {
        this.alone = alone;
        this.readAhead = readAhead;
        this.reader = reader;
        this.jdbi = jdbi;
        this.clock = clock;
        this.owed = owed;
    }

    /** The next one, or empty if none is due. */
    Optional<Turn> next() {
        settleOwed();
        if (begun.size() < IN_A_ROW) {
            begin();
        }
        return Optional.ofNullable(begun.poll());
    }

    /** Begins with some more while the last are still waiting, so that the readers have work. */
    private void begin() {
        if (!beginFromRound()) {
            round.addAll(
                    jdbi.withExtension(
                            MessageStore.class, store -> store.waiting(clock.instant())));
            beginFromRound();
        }
    }

    private boolean beginFromRound() {
        while (!round.isEmpty()) {
            String mailbox = round.removeFirst();
            List<InboundMessage> next =
                    jdbi.withExtension(
                            MessageStore.class,
                            store ->
                                    store.begin(
                                            mailbox,
                                            clock.instant(),
                                            PAUSE.toSeconds(),
                                            IN_A_ROW,
                                            AT_ONCE));
            next.forEach(message -> begun.add(new Turn(message, page(message))));
            if (!next.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private ReadAhead.@Nullable Page page(InboundMessage message) {
        return message.raw() == null || message.attempts() > 0
                ? null
                : readAhead.start(() -> reader.apply(message));
    }

    /** Takes back the tries that were counted and are not going to be made now. */
    void leave() {
        // The database cannot be asked by a thread that was told to stop.
        boolean interrupted = Thread.interrupted();
        begun.forEach(turn -> takeBack(turn.id()));
        begun.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes a try back that failed for no fault of the message: now, or when the database is there
     * again.
     */
    void takeBack(long id) {
        owed.add(id);
        try {
            settleOwed();
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("The try is taken back later: the database is away");
        }
    }

    /**
     * Tries a message again while nothing else is done, if that can be had soon. The try does not
     * count while others are waited for: it may be them that end the process.
     */
    <T> T alone(long id, Supplier<T> work) {
        takeBack(id);
        begun.stream().map(Turn::page).filter(Objects::nonNull).forEach(ReadAhead.Page::await);
        boolean held = isAlone();
        patience = held ? PATIENCE : Duration.ZERO;
        try {
            jdbi.useExtension(
                    MessageStore.class,
                    store -> store.beginAgain(id, clock.instant(), PAUSE.toSeconds()));
            return work.get();
        } finally {
            if (held) {
                alone.unlock();
            }
        }
    }

    private boolean isAlone() {
        try {
            return alone.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void settleOwed() {
        for (long id : owed) {
            jdbi.useExtension(MessageStore.class, store -> store.takeBack(id, clock.instant()));
            owed.remove(id);
        }
    }

    /**
     * Whether the database is at fault: gone (class 08 and 57), full or out of something (53), or
     * read-only (25006).
     */
    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null
                        || state.startsWith("08")
                        || state.startsWith("57")
                        || state.startsWith("53")
                        || state.equals("25006");
            }
        }
        return false;
    }
}
