package org.tickler.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.app.EmbeddedDatabase;

/** The short form of {@code bench/faults}: a few deaths, always the same. */
class FaultTest {
    private static final long SEED = 11;

    @TempDir private Path folder;

    @Test
    void nothingShouldBeLostOrDoneTwiceHoweverTheProgramDies() {
        try (EmbeddedDatabase server = EmbeddedDatabase.open(folder.resolve("data"));
                Ground ground = new Ground(folder, server, new Inbox.Quick())) {
            var life = new Life(ground, SEED);
            life.begin(new Life.Death.AtServer("DOT", 2));
            life.round(new Life.Death.At(CrashPoint.FETCH_WRITTEN, 1));
            life.round(new Life.Death.At(CrashPoint.INTAKE_WRITTEN, 2));
            assertThat(life.end()).as("%s", life.deaths()).isEmpty();
            assertThat(life.deaths()).noneMatch(death -> death.contains("never"));
        }
    }
}
