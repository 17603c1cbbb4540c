package org.tickler.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.app.EmbeddedDatabase;
import org.tickler.fetch.MailboxPoller;
import org.tickler.fetch.PollReport.Status;
import org.tickler.support.TestClock;

/** The short form of {@code bench/faults}: a few deaths, always the same. */
class FaultTest {
    private static final long SEED = 11;

    @TempDir private Path folder;

    @Test
    void nothingShouldBeLostOrDoneTwiceHoweverTheProgramDies() {
        try (EmbeddedDatabase server = EmbeddedDatabase.open(folder.resolve("data"));
                Ground ground = new Ground(folder, server, new Inbox.Quick())) {
            var life = new Life(ground, SEED);
            life.begin(new Death.AtServer("DOT", 2));
            life.round(new Death.At(CrashPoint.FETCH_WRITTEN, 1));
            life.round(new Death.At(CrashPoint.INTAKE_WRITTEN, 2));
            assertThat(life.end()).as("%s", life.deaths()).isEmpty();
            assertThat(life.deaths()).noneMatch(death -> death.contains("never"));
        }
    }

    @Test
    void mailThatTheServerKeepsBackShouldNotBePassedBy() {
        try (EmbeddedDatabase server = EmbeddedDatabase.open(folder.resolve("data"));
                Proxy line = new Proxy(0);
                Ground ground = new Ground(folder, server, new Inbox.Quick())) {
            line.leadTo(ground.inbox().port());
            ground.imapBy(line).migrate();
            ground.inbox().deliver("tasks", MailboxScenes.letterOf("kept"));
            line.answer(MailboxScenes.to("BODY.PEEK", "OK done"));
            assertThat(MailboxScenes.poll(ground).status()).isEqualTo(Status.FAILED);
            line.answer(said ->
                    said != null && (said.contains("LOGIN") || said.contains("AUTHENTICATE"))
                            ? said.substring(0, said.indexOf(' ')) + " NO [UNAVAILABLE] later\r\n"
                            : null);
            assertThat(MailboxScenes.poll(ground).status())
                    .as("nothing is said of the password")
                    .isEqualTo(Status.FAILED);
            line.answer(_ -> null);
            assertThat(MailboxScenes.poll(ground).status()).isEqualTo(Status.DONE);
            assertThat(
                            ground.number(
                                    "select count(*) from message where message_id like '<kept@%'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void mailAtWhichTheServerBreaksOffShouldNotKeepThoseBehindItBack() {
        var clock = TestClock.at("2026-03-02T08:00:00Z");
        try (EmbeddedDatabase server = EmbeddedDatabase.open(folder.resolve("data"));
                Proxy line = new Proxy(0);
                Ground ground = new Ground(folder, server, new Inbox.Quick())) {
            line.leadTo(ground.inbox().port());
            ground.imapBy(line).migrate();
            for (int i = 1; i <= 4; i++) {
                ground.inbox().deliver("tasks", MailboxScenes.letterOf("behind-" + i));
            }
            // As Dovecot does at a file that is shorter than it was. The numbers begin at 2.
            breakOff(line, "3", "5");
            MailboxPoller poller = MailboxScenes.poller(ground, clock);
            assertThat(polls(poller, clock, 6))
                    .as("nothing behind the last one shows that it is not the time that is bad")
                    .containsOnly(Status.FAILED);
            assertThat(behind(ground))
                    .containsExactlyInAnyOrder(
                            "<behind-1@elsewhere.example>", "<behind-3@elsewhere.example>");

            ground.inbox().deliver("tasks", MailboxScenes.letterOf("behind-5"));
            breakOff(line, "3");
            assertThat(polls(poller, clock, 3)).endsWith(Status.DONE);
            assertThat(behind(ground)).hasSize(4).doesNotContain("<behind-2@elsewhere.example>");
            assertThat(ground.words("select reason from quarantine"))
                    .containsExactly("the server lists the message but does not give it out");
        }
    }

    private static void breakOff(Proxy line, String... uids) {
        line.answer(said -> {
            if (said != null && said.contains("BODY.PEEK")) {
                List<String> asked = List.of(said.split(" ")[3].split(","));
                if (Stream.of(uids).anyMatch(asked::contains)) {
                    line.cut();
                }
            }
            return null;
        });
    }

    private static List<Status> polls(MailboxPoller poller, TestClock clock, int count) {
        return Stream.generate(
                        () -> {
                            clock.advance(Duration.ofHours(1));
                            return poller.runOnce().status();
                        })
                .limit(count)
                .toList();
    }

    private static List<String> behind(Ground ground) {
        return ground.words("select message_id from message where message_id like '<behind%'");
    }
}
