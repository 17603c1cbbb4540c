package org.tickler.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.intake.MessageStore.Turn;
import org.tickler.mail.Sha256;
import org.tickler.support.TestClock;
import org.tickler.support.TestDatabase;

class TurnsTest {
    @AutoClose private final TestDatabase database = TestDatabase.create();
    private final TestClock clock = TestClock.at("2026-03-02T08:00:00Z");

    @Test
    void floodInOneMailboxShouldNotKeepAnotherWaiting() {
        for (int i = 0; i < 20; i++) {
            arrives("flooded");
        }
        long other = arrives("quiet");
        var turns =
                new Turns(
                        database.jdbi(), clock, ConcurrentHashMap.newKeySet(), new ReentrantLock());
        List<Long> order = new ArrayList<>();
        for (var turn = turns.next(); turn.isPresent(); turn = turns.next()) {
            order.add(turn.get().id());
        }
        assertThat(order).hasSize(21).doesNotHaveDuplicates();
        assertThat(order.subList(0, 6)).contains(other);
    }

    @Test
    void tryShouldCountBeforeItIsMadeAndComeBackLaterEachTime() {
        long id = arrives("tasks");
        for (int tries = 0; tries < 3; tries++) {
            assertThat(
                            new Turns(
                                            database.jdbi(),
                                            clock,
                                            ConcurrentHashMap.newKeySet(),
                                            new ReentrantLock())
                                    .next())
                    .contains(new Turn(id, tries));
            assertThat(
                            new Turns(
                                            database.jdbi(),
                                            clock,
                                            ConcurrentHashMap.newKeySet(),
                                            new ReentrantLock())
                                    .next())
                    .isEmpty();
            clock.advance(Duration.ofSeconds(15L << tries));
        }
    }

    @Test
    void tryThatFailedForTheDatabasesSakeShouldNotCount() {
        long id = arrives("tasks");
        var turns =
                new Turns(
                        database.jdbi(), clock, ConcurrentHashMap.newKeySet(), new ReentrantLock());
        assertThat(turns.next()).contains(new Turn(id, 0));
        turns.takeBack(id);
        assertThat(turns.next()).contains(new Turn(id, 0));
    }

    private long arrives(String mailbox) {
        long count = number("select count(*) from message");
        byte[] raw = ("mail " + count).getBytes(StandardCharsets.UTF_8);
        database.jdbi()
                .useExtension(
                        MessageStore.class,
                        store ->
                                store.importRaw(
                                        mailbox,
                                        "<" + count + "@example.org>",
                                        Sha256.of(raw),
                                        raw,
                                        clock.instant()));
        return number("select max(id) from message");
    }

    private long number(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
