package org.tickler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @Test
    void waitShouldGrowUpToItsBoundAndEndWithSuccess() {
        var backOff = new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(5), new Random(1));
        Duration first = backOff.failed(NOW, false);
        assertThat(first).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
        assertThat(backOff.isWaiting(NOW.plus(first).minusMillis(1))).isTrue();
        assertThat(backOff.isWaiting(NOW.plus(first))).isFalse();
        Duration last = first;
        for (int i = 0; i < 50; i++) {
            last = backOff.failed(NOW, false);
        }
        assertThat(last).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(450));
        backOff.succeeded();
        assertThat(backOff.isWaiting(NOW)).isFalse();
    }

    @Test
    void refusalShouldWaitLongAtOnce() {
        var backOff = new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(20), new Random(1));
        assertThat(backOff.failed(NOW, true)).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }
}
