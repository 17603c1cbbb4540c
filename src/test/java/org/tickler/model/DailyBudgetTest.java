package org.tickler.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.ask.ReadingContext;
import org.tickler.config.ModelSettings;
import org.tickler.config.Secret;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;
import org.tickler.support.FakeModel;
import org.tickler.support.TestClock;
import org.tickler.support.TestDatabase;

/** What all nodes may ask a model in a day; each budget here is one node's, or one run's. */
class DailyBudgetTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    private final TestClock clock = TestClock.at("2026-03-02T23:00:00Z");

    private DailyBudget node(String mailbox, int calls, int characters) {
        return new DailyBudget(DATABASE.jdbi(), mailbox, settings(calls, characters), clock);
    }

    private static ModelSettings settings(int calls, int characters) {
        return new ModelSettings(
                URI.create("http://127.0.0.1:9/v1"),
                "fake",
                Secret.NONE,
                Duration.ofSeconds(1),
                calls,
                characters);
    }

    @Test
    void nodesShouldShareTheCallsOfADay() throws Exception {
        List<DailyBudget> nodes = List.of(node("shared", 25, 100_000), node("shared", 25, 100_000));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken =
                    IntStream.range(0, 60)
                            .mapToObj(i -> threads.submit(() -> nodes.get(i % 2).take(10)))
                            .toList();
            int granted = 0;
            for (var one : taken) {
                granted += one.get() ? 1 : 0;
            }
            assertThat(granted).isEqualTo(25);
        }
    }

    @Test
    void restartShouldNotBeginTheDayAnew() {
        assertThat(node("restart", 1, 1_000).take(10)).isTrue();
        assertThat(node("restart", 1, 1_000).take(10)).isFalse();
        assertThat(node("another", 1, 1_000).take(10)).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(node("restart", 1, 1_000).take(10)).isTrue();
    }

    @Test
    void charactersShouldCountBothWays() {
        DailyBudget budget = node("both ways", 100, 1_000);
        assertThat(budget.take(1_001)).isFalse();
        assertThat(budget.take(500)).isTrue();
        budget.received(400);
        assertThat(budget.take(101)).isFalse();
        assertThat(budget.take(100)).isTrue();
        clock.advance(Duration.ofHours(2));
        budget.received(950);
        assertThat(budget.take(51)).isFalse();
        assertThat(budget.take(50)).isTrue();
    }

    @Test
    void nothingAllowedShouldBeNothingAsked() {
        assertThat(node("none", 0, 1_000).take(10)).isFalse();
    }

    @Test
    void spentBudgetShouldLeaveTheMailToTheBuiltInReading() {
        try (var server = new FakeModel().says("{\"items\":[]}");
                var reader = reader(server, 1);
                var afterRestart = reader(server, 1)) {
            assertThat(ask(reader)).isInstanceOf(ModelFinding.Listed.class);
            assertThat(ask(afterRestart))
                    .isEqualTo(new ModelFinding.Fallback(ModelFinding.Reason.BUDGET));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void daysLongGoneShouldBeForgotten() {
        LocalDate today = LocalDate.of(2026, 3, 2);
        node("old", 1, 1_000).take(10);
        clock.advance(Duration.ofDays(40));
        node("old", 1, 1_000).take(10);
        int forgotten =
                DATABASE.jdbi()
                        .withExtension(
                                ModelUseStore.class, store -> store.forget(today.plusDays(10)));

        assertThat(forgotten).isPositive();
        assertThat(node("old", 1, 1_000).take(10)).isFalse();
    }

    private ModelReader reader(FakeModel server, int calls) {
        ModelSettings settings = server.settings(Duration.ofSeconds(10), calls, 1_000_000);
        return new ModelReader(
                "spent",
                settings,
                new DailyBudget(DATABASE.jdbi(), "spent", settings, clock),
                clock);
    }

    private static ModelFinding ask(ModelReader reader) {
        String text = "Could you call Ana tomorrow?";
        var mail =
                MailReader.read(
                        ("From: Dora <dora@client.example>\r\nSubject: Ana\r\n\r\n" + text)
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        var context =
                new ReadingContext(
                        Set.of(new EmailAddress("lee@desk.example")),
                        "Lee Mercer",
                        List.of(),
                        ZoneOffset.UTC,
                        null,
                        Instant.parse("2026-03-02T08:00:00Z"));
        return reader.question(mail, text, context).orElseThrow().ask();
    }
}
