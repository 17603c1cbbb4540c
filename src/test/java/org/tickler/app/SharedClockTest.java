package org.tickler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.support.TestDatabase;

class SharedClockTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    @Test
    void nodesShouldMeanTheDatabasesTimeAndGoOnByThemselves() {
        try (var one = SharedClock.start(DATABASE.jdbi());
                var other = SharedClock.start(DATABASE.jdbi())) {
            Instant said =
                    DATABASE.jdbi()
                            .withHandle(handle ->
                                    handle.createQuery("select clock_timestamp()")
                                            .mapTo(Instant.class)
                                            .one());
            assertThat(one.instant()).isCloseTo(said, within(2, ChronoUnit.SECONDS));
            assertThat(other.instant()).isCloseTo(said, within(2, ChronoUnit.SECONDS));
            Instant before = one.instant();
            assertThat(one.instant()).isAfterOrEqualTo(before);
        }
    }
}
