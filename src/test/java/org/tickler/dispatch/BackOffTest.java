package org.tickler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final Instant NOW = Instant.parse("2026-01-12T07:00:00Z");

    @Test
    void backOffShouldGrowAndEnd() {
        var backOff = new BackOff(RandomGenerator.of("L64X128MixRandom"));
        assertThat(backOff.next(1).toSeconds()).isBetween(60L, 72L);
        assertThat(backOff.next(4).toSeconds()).isBetween(480L, 576L);
        assertThat(backOff.next(60).toMinutes()).isBetween(360L, 432L);
        assertThat(BackOff.isGivenUp(NOW, NOW.plus(Duration.ofHours(47)))).isFalse();
        assertThat(BackOff.isGivenUp(NOW, NOW.plus(Duration.ofHours(49)))).isTrue();
    }
}
