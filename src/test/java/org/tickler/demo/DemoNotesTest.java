package org.tickler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole loop with notes of every shape: it must end with every task closed by reply. */
class DemoNotesTest {
    @TempDir private Path out;

    @ParameterizedTest
    @CsvSource({
        // names of every sort, wrapped and nested items, finished ones, Windows line ends
        "shapes.md, 9",
        // days that were over when the note was written; the same item twice
        "past.md, 4",
        // a note as a forwarded HTML mail
        "forwarded.eml, 3"
    })
    void everyItemShouldGoThroughTheWholeLoop(String note, int tasks) throws IOException {
        var story = new ByteArrayOutputStream();
        boolean complete;
        try (Demo demo =
                Demo.prepare(
                        InstantSource.system(), Path.of("src/test/resources/demo", note), out, 0)) {
            complete = demo.tell(new PrintStream(story, true, StandardCharsets.UTF_8));
        }

        assertThat(complete).as(story.toString(StandardCharsets.UTF_8)).isTrue();
        assertThat(story.toString(StandardCharsets.UTF_8))
                .contains("Every step happened: " + tasks + " tasks");
        try (Stream<Path> mails = Files.list(out)) {
            assertThat(mails.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.matches("\\d{3}-.*[^-]\\.eml"))
                    .anyMatch(name -> name.contains("proposal"));
        }
    }
}
