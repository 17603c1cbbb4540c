package org.tickler.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.app.EmbeddedDatabase;
import org.tickler.fetch.PollReport.Status;

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
}
