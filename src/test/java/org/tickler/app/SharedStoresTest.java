package org.tickler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tickler.support.TestDatabase;

/** A store that all handles share speaks to the database through the handle it was attached to. */
class SharedStoresTest {
    private final TestDatabase database = TestDatabase.create();
    private final Jdbi jdbi = database.jdbi();

    /** Names the connection it is used on. */
    interface Backend {
        @SqlQuery("select pg_backend_pid()")
        int pid();

        @SqlQuery("select pg_backend_pid() + 0 * :number")
        int pid(@Bind("number") int number);

        @SqlQuery("select 1 / :number")
        int divide(@Bind("number") int number);

        /** Goes through another method of the same store. */
        default int twice() {
            return pid() + pid();
        }

        /** Uses another handle's store in the middle of a call. */
        default List<Integer> around(Backend other) {
            return List.of(pid(), other.pid(), pid());
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void storesShouldKeepToTheirHandles() {
        try (Handle one = jdbi.open();
                Handle two = jdbi.open()) {
            Backend first = one.attach(Backend.class);
            Backend second = two.attach(Backend.class);
            int mine = first.pid();
            int other = second.pid();

            assertThat(mine).isNotEqualTo(other);
            assertThat(first.pid()).isEqualTo(mine);
            assertThat(first.twice()).isEqualTo(2 * mine);
            assertThat(first.around(second)).containsExactly(mine, other, mine);
        }
    }

    @Test
    void threadsShouldNotMeet() throws Exception {
        int threads = 4;
        var together = new CyclicBarrier(threads);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> answers =
                    IntStream.range(0, threads)
                            .mapToObj(number ->
                                    executor.submit(() ->
                                            jdbi.withHandle(handle -> {
                                                Backend backend = handle.attach(Backend.class);
                                                int pid =
                                                        handle.select("select pg_backend_pid()")
                                                                .mapTo(Integer.class)
                                                                .one();
                                                together.await();
                                                return IntStream.range(0, 200)
                                                        .allMatch(_ -> backend.pid(number) == pid);
                                            })))
                            .toList();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    void failureShouldArriveAsItIs() {
        assertThatThrownBy(() -> jdbi.withExtension(Backend.class, backend -> backend.divide(0)))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("division by zero");
    }

    @Test
    void storeShouldNotOutliveItsHandle() {
        Backend late = jdbi.withHandle(handle -> handle.attach(Backend.class));

        assertThatThrownBy(late::pid).isInstanceOf(JdbiException.class);
        assertThat(jdbi.withExtension(Backend.class, Backend::twice)).isPositive();
    }
}
