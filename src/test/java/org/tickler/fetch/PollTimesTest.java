package org.tickler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tickler.config.MailboxSettings;
import org.tickler.config.Secret;
import org.tickler.config.Tls;
import org.tickler.mail.EmailAddress;
import org.tickler.support.TestClock;
import org.tickler.support.TestDatabase;

class PollTimesTest {
    private static final Duration TICK = Duration.ofSeconds(5);

    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    private final TestClock clock = TestClock.at("2026-03-02T08:00:03Z");
    private final List<MailboxSettings> boxes =
            IntStream.range(0, 60).mapToObj(i -> box("box" + i)).toList();
    private final PollTimes times = new PollTimes(boxes, DATABASE.jdbi(), clock);
    private final PollTimes ofAnotherNode = new PollTimes(boxes, DATABASE.jdbi(), clock);

    @BeforeEach
    void clear() {
        DATABASE.jdbi().useHandle(h -> h.execute("truncate mailbox_cursor cascade"));
    }

    @Test
    void allShouldBeDueAtFirstAndAsLongAsTheyFail() {
        assertThat(times.due()).hasSize(60).contains("box0", "box59");
        clock.advance(TICK);
        assertThat(times.due()).hasSize(60);
    }

    @Test
    void everyMailboxShouldHaveOneTurnInAMinuteAndNotAllTheSame() {
        polled(times.due());
        var turns = new ArrayList<String>();
        for (int tick = 0; tick < 12; tick++) {
            clock.advance(TICK);
            List<String> due = (tick % 2 == 0 ? times : ofAnotherNode).due();
            assertThat(due).as("at %s", clock.instant()).hasSizeLessThan(20);
            polled(due);
            assertThat(ofAnotherNode.due()).as("what a node has polled").isEmpty();
            turns.addAll(due);
        }
        assertThat(turns).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void clockThatWasSetBackShouldMakeNobodyWait() {
        clock.advance(Duration.ofDays(1));
        polled(times.due());
        clock.advance(Duration.ofDays(-1));
        assertThat(times.due()).hasSize(60);
    }

    private void polled(List<String> names) {
        Instant now = clock.instant();
        DATABASE.jdbi()
                .useExtension(
                        InboundStore.class,
                        store ->
                                names.forEach(name -> {
                                    store.register(name);
                                    store.claim(name, "node", now, now.plusSeconds(20));
                                    store.release(name, "node", now, null);
                                }));
    }

    private static MailboxSettings box(String name) {
        return MailboxSettings.of(
                name,
                "imap.example.org",
                993,
                Tls.IMPLICIT,
                name,
                new Secret("right"),
                new EmailAddress(name + "@example.org"),
                "Lee Mercer");
    }
}
