package org.tickler.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Reach;
import org.tickler.ask.ReadingContext;
import org.tickler.ask.Voice;
import org.tickler.dates.DateFinder;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;
import org.tickler.mail.ParsedMail;
import org.tickler.reply.ReplyText;

class ExtractorTest {
    private static final Path FOLDER = Path.of("src/test/resources/extract");
    private static final ReadingContext OMAR =
            new ReadingContext(
                    Set.of(new EmailAddress("omar.haddad@brightwell.example")),
                    "",
                    List.of(),
                    ZoneId.of("Europe/Berlin"),
                    null,
                    Instant.parse("2026-01-01T00:00:00Z"));

    private static final ReadingContext LEE =
            new ReadingContext(
                    Set.of(new EmailAddress("lee.mercer@example.org")),
                    "",
                    List.of(),
                    ZoneId.of("Europe/Paris"),
                    null,
                    Instant.parse("2026-06-01T00:00:00Z"));

    private final Extractor extractor = new Extractor(new DateFinder());

    static Stream<Path> mails() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("mails"))) {
            return files
                    .filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("mails")
    void mailShouldBeReadAsExpected(Path file) throws IOException {
        ParsedMail mail = MailReader.read(Files.readAllBytes(file));

        Reading reading = extractor.read(mail, ReplyText.of(mail, null).text(), OMAR);

        Path expected = Path.of(file.toString().replace(".eml", ".expected"));
        assertThat(lines(reading)).isEqualTo(Files.readString(expected));
    }

    static Stream<Path> notes() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("notes"))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("notes")
    void noteShouldBeReadAsExpected(Path file) throws IOException {
        Reading reading = extractor.readNote(Files.readString(file), LEE);

        Path expected = Path.of(file.toString().replace(".md", ".expected"));
        assertThat(lines(reading)).isEqualTo(Files.readString(expected));
    }

    @Test
    void frontMatterShouldTellWhatTheNoteIs() throws IOException {
        Reading reading =
                extractor.readNote(Files.readString(FOLDER.resolve("notes/pilot.md")), LEE);

        assertThat(reading.groupKey()).isEqualTo("2025-12-15 Pilot weekly call.vtt");
        assertThat(reading.title()).isEqualTo("Pilot: weekly call");
        assertThat(reading.participants()).contains("Johannes van der Berg");
    }

    @Test
    void headingOverTheItemsShouldNotNameTheNote() {
        String items = "## Action items\n\n- [ ] Buy milk. @Myself\n";

        assertThat(extractor.readNote(items, OMAR).title()).isEmpty();
        assertThat(extractor.readNote(items + "\n## Shopping\n", OMAR).title())
                .isEqualTo("Shopping");
        assertThat(extractor.readNote("# Planning meeting\n\n" + items, OMAR).title())
                .isEqualTo("Planning meeting");
    }

    @Test
    void windowsLineEndsAndByteOrderMarkShouldNotMatter() {
        Reading reading =
                extractor.readNote(
                        "\uFEFF---\r\ntitle: T\r\ndate: 2026-02-02\r\nparticipants: []\r\n---\r\n- [ ] Buy milk tomorrow. @Myself #task\r\n",
                        OMAR);

        assertThat(reading.title()).isEqualTo("T");
        assertThat(lines(reading))
                .isEqualTo("Buy milk | me | 2026-02-03 | open | Buy milk tomorrow.\n");
    }

    @Test
    void nameInBoldBeforeTheColonShouldOwnTheItem() {
        Reading reading =
                extractor.readNote(
                        """
                        ---
                        title: T
                        date: 2026-02-02
                        participants: [Nora Bell]
                        ---
                        - [ ] **Nora Bell**: Send the report
                        - [ ] [[Nora Bell]]: Book the room
                        """,
                        OMAR);

        assertThat(reading.candidates())
                .extracting(Candidate::assignee)
                .allSatisfy(who -> assertThat(who.toString()).contains("Nora Bell"))
                .hasSize(2);
    }

    @Test
    void hostileTextShouldBeReadInLinearTime() {
        String text =
                "- [ ] "
                        + "@A ".repeat(20_000)
                        + "\n"
                        + "please (".repeat(20_000)
                        + "\n"
                        + "if you, ".repeat(20_000);

        Reading reading = extractor.readNote(text, OMAR);

        assertThat(reading.note()).isTrue();
    }

    private static String lines(Reading reading) {
        Voice voice = reading.voice();
        String heard =
                voice.reach() == Reach.PERSONAL
                        ? ""
                        : "(" + voice.reach() + ": " + voice.why() + ")\n";
        return reading.candidates().stream()
                .map(ExtractorTest::line)
                .collect(Collectors.joining("", heard, ""));
    }

    private static String line(Candidate candidate) {
        String who =
                switch (candidate.assignee()) {
                    case AssigneeRef.Me _ -> "me";
                    case AssigneeRef.Nobody _ -> "nobody";
                    case AssigneeRef.Named(var name, var _) -> name;
                };
        var due = candidate.due();
        String when =
                due == null
                        ? "-"
                        : (due.start() == null ? "" : due.start() + "..")
                                + due.date()
                                + (due.time() == null ? "" : "T" + due.time());
        return candidate.title()
                + " | "
                + who
                + " | "
                + when
                + " | "
                + candidate.status().word()
                + (candidate.followUp() ? " | follow-up" : "")
                + " | "
                + candidate.evidence()
                + "\n";
    }
}
