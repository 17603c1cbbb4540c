package org.tickler.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.mail.OwnIdentity;
import org.tickler.mail.Sha256;
import org.tickler.support.TestClock;
import org.tickler.support.TestDatabase;
import org.tickler.understand.ReadAhead;
import org.tickler.understand.Understanding;

class TurnsTest {
    @AutoClose private final TestDatabase database = TestDatabase.create();
    private final TestClock clock = TestClock.at("2026-03-02T08:00:00Z");

    @Test
    void floodInOneMailboxShouldNotKeepAnotherWaiting() {
        for (int i = 0; i < 20; i++) {
            arrives("flooded");
        }
        long other = arrives("quiet");
        var turns = turns();
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
            int count = tries;
            assertThat(turns().next()).hasValueSatisfying(turn -> isTry(turn, id, count));
            assertThat(turns().next()).isEmpty();
            clock.advance(Duration.ofSeconds(15L << tries));
        }
    }

    @Test
    void tryThatFailedForTheDatabasesSakeShouldNotCount() {
        long id = arrives("tasks");
        var turns = turns();
        assertThat(turns.next()).hasValueSatisfying(turn -> isTry(turn, id, 0));
        turns.takeBack(id);
        assertThat(turns.next()).hasValueSatisfying(turn -> isTry(turn, id, 0));
    }

    @Test
    void whatWasBegunTogetherShouldBeTriedOneByOneWhenTheProcessHasDied() {
        for (int i = 0; i < 3; i++) {
            arrives("tasks");
        }
        assertThat(turns().next()).hasValueSatisfying(turn -> isTry(turn, 1, 0));
        long fresh = arrives("tasks");
        clock.advance(Duration.ofSeconds(15));
        var again = turns();
        assertThat(again.next()).hasValueSatisfying(turn -> isTry(turn, 1, 1));
        assertThat(number("select count(*) from message where attempts > 1")).isEqualTo(1);
        again.leave();
        var order = new ArrayList<String>();
        for (var turn = again.next(); turn.isPresent(); turn = again.next()) {
            order.add(turn.get().id() + " after " + turn.get().tries());
        }
        assertThat(order).containsExactlyInAnyOrder("2 after 1", "3 after 1", fresh + " after 0");
    }

    @Test
    void whatIsLeftByWhoeverIsToldToStopShouldNotCountAsTried() {
        for (int i = 0; i < 3; i++) {
            arrives("tasks");
        }
        var turns = turns();
        assertThat(turns.next()).isPresent();
        assertThat(number("select count(*) from message where attempts = 1")).isEqualTo(3);
        Thread.currentThread().interrupt();
        turns.leave();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(number("select count(*) from message where attempts = 1")).isEqualTo(1);
        assertThat(turns().next()).hasValueSatisfying(turn -> isTry(turn, 2, 0));
    }

    private static void isTry(Turns.Turn turn, long id, int tries) {
        assertThat(turn.id()).isEqualTo(id);
        assertThat(turn.tries()).isEqualTo(tries);
    }

    private Turns turns() {
        return new Turns(
                database.jdbi(),
                clock,
                ConcurrentHashMap.newKeySet(),
                new ReentrantLock(),
                new ReadAhead(),
                message ->
                        Understanding.of(
                                Objects.requireNonNull(message.raw()), OwnIdentity.none()));
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
