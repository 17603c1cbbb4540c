package org.tickler.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.intake.MessageStore.Turn;

/**
 * Which message is taken in next. The mailboxes take turns, so that a flood in one does not keep
 * the others waiting; within a mailbox the oldest comes first. A try is counted before it is made,
 * in a commit of its own: a message that ends the whole process is known when it comes back.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    /** How many messages one mailbox has in a row. */
    private static final int IN_A_ROW = 5;

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
    private final Lock alone;
    private Duration patience = PATIENCE;
    private int inARow;

    /**
     * @param owed tries to be taken back, kept by whoever makes one of these for each run
     * @param alone held while a message is tried that failed before or whose process died
     */
    Turns(Jdbi jdbi, InstantSource clock, Set<Long> owed, Lock alone) {
        this.alone = alone;
        this.jdbi = jdbi;
        this.clock = clock;
        this.owed = owed;
    }

    /** The next one, or empty if none is due. */
    Optional<Turn> next() {
        settleOwed();
        Optional<Turn> turn = fromRound();
        if (turn.isEmpty()) {
            round.addAll(
                    jdbi.withExtension(
                            MessageStore.class, store -> store.waiting(clock.instant())));
            turn = fromRound();
        }
        return turn;
    }

    private Optional<Turn> fromRound() {
        while (!round.isEmpty()) {
            String mailbox = round.getFirst();
            Instant now = clock.instant();
            Optional<Turn> turn =
                    inARow >= IN_A_ROW
                            ? Optional.empty()
                            : jdbi.withExtension(
                                    MessageStore.class,
                                    store -> store.begin(mailbox, now, PAUSE.toSeconds()));
            if (turn.isPresent()) {
                inARow++;
                return turn;
            }
            round.removeFirst();
            inARow = 0;
        }
        return Optional.empty();
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
