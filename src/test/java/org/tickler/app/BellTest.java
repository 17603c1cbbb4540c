package org.tickler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tickler.support.TestDatabase;

class BellTest {
    private static final Duration NEVER_AGAIN = Duration.ofDays(1);

    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    @Test
    void jobShouldRunByItselfAndWhenItIsRungAndGoOnAfterAFailure() throws InterruptedException {
        var turns = new Semaphore(0);
        var count = new AtomicInteger();
        var failing =
                new Chime(
                        "failing",
                        Duration.ofSeconds(1),
                        () -> {
                            turns.release();
                            if (count.incrementAndGet() == 1) {
                                throw new IllegalStateException("the first turn fails");
                            }
                        });
        var rung = new CountDownLatch(2);
        var once = new Chime("once", NEVER_AGAIN, rung::countDown);
        try (Bell bell = Bell.start(DATABASE.dataSource(), List.of(failing, once))) {
            assertThat(turns.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
            bell.ring("once");
            assertThat(rung.await(20, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> bell.ring("unknown")).hasMessageContaining("unknown");
        }
        try (Bell later = Bell.start(DATABASE.dataSource(), List.of(once))) {
            assertThat(later).isNotNull();
            assertThat(jobs()).containsExactly("once");
        }
    }

    @Test
    void jobOnDemandShouldOnlyRunWhenItIsRung() throws InterruptedException {
        var turns = new Semaphore(0);
        var rung = new CountDownLatch(1);
        var regular = new Chime("regular", NEVER_AGAIN, rung::countDown);
        try (Bell bell =
                Bell.start(
                        DATABASE.dataSource(),
                        List.of(Chime.onDemand("asked for", turns::release), regular))) {
            assertThat(rung.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(jobs()).containsExactly("regular");
            assertThat(turns.availablePermits()).isZero();
            bell.ring("asked for");
            assertThat(turns.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** As a node does whose clock was ahead: what it wrote last holds for its own time. */
    @Test
    void bellThatIsSilentForTooLongShouldBeRungAgain() throws Exception {
        var rung = new Semaphore(0);
        var chime = new Chime("quarter", NEVER_AGAIN, rung::release);
        try (Bell bell = Bell.start(DATABASE.dataSource(), List.of(chime))) {
            assertThat(rung.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            bell.again("quarter");
            assertThat(rung.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
        var silence = new Silence();
        long start = System.nanoTime();
        long late = NEVER_AGAIN.plus(Silence.LATE).toNanos();
        assertThat(silence.isTooLong(chime, 1000, start)).isFalse();
        assertThat(silence.isTooLong(chime, 2000, start + late)).as("it was rung").isFalse();
        assertThat(silence.isTooLong(chime, 2000, start + 2 * late - 1)).isFalse();
        assertThat(silence.isTooLong(chime, 2000, start + 2 * late)).isTrue();
        assertThat(silence.isTooLong(chime, 2000, start + 2 * late + 1)).as("once").isFalse();
    }

    @Test
    @Timeout(60)
    void bellShouldStopWhereTheDatabaseHasGone() throws Exception {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(DATABASE.url());
        pool.setUsername("postgres");
        pool.setConnectionTimeout(1000);
        var rung = new Semaphore(0);
        var chime = new Chime("each", Duration.ofSeconds(1), rung::release);
        // What is opened last is closed first, so the pool goes before the bell.
        try (Bell bell = Bell.start(pool, List.of(chime));
                pool) {
            assertThat(bell).isNotNull();
            assertThat(rung.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void callsWhileItRunsShouldMakeOneMoreTurn() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var turns = new AtomicInteger();
        var chime =
                new Chime(
                        "slow",
                        NEVER_AGAIN,
                        () -> {
                            turns.incrementAndGet();
                            entered.countDown();
                            await(goOn);
                        });
        Thread first = Thread.ofVirtual().start(chime::run);
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        chime.run();
        chime.run();
        assertThat(turns).hasValue(1);
        goOn.countDown();
        first.join();
        assertThat(turns).hasValue(2);
        assertThat(chime.close(Duration.ofSeconds(1))).isTrue();
        chime.run();
        assertThat(turns).hasValue(2);
    }

    private static List<String> jobs() {
        return DATABASE.jdbi()
                .withHandle(h ->
                        h.select("select job_name from qrtz_job_details")
                                .mapTo(String.class)
                                .list());
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited for too long");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
