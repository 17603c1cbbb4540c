package org.tickler.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.cli.TicklerCommand;
import org.tickler.inspect.ExitCode;
import org.tickler.support.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that work on the configured database, as they are typed. */
class DeskCommandsTest {
    private static final String NOTE =
            """
            ---
            title: Pilot
            date: 2025-12-10
            ---

            ## Action Items

            - [?] Send Ana Ruiz a list of questions. @Myself #task #proposed
            - [x] Open a ticket for the licence @Myself #task
            """;

    @AutoClose private final TestDatabase database = TestDatabase.create();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @TempDir private Path folder;

    private record Run(int code, String out, String err) {
        List<JsonNode> lines() {
            var json = JsonMapper.builder().build();
            return out.lines().map(json::readTree).toList();
        }
    }

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                folder.resolve("tickler.yaml"),
                """
                database:
                  url: %s
                  user: postgres
                people:
                  - name: Lee Mercer
                    addresses: [lee@desk.example]
                    role: owner
                    zone: America/Chicago
                """
                        .formatted(database.url()));
        Files.writeString(folder.resolve("pilot.md"), NOTE);
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    private Run run(String... words) {
        var printed = new ByteArrayOutputStream();
        var problems = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(problems, true, StandardCharsets.UTF_8));
        var all = new ArrayList<String>();
        all.add(words[0]);
        all.addAll(List.of("--config", folder.resolve("tickler.yaml").toString()));
        all.addAll(Arrays.asList(words).subList(1, words.length));
        int code = TicklerCommand.execute(all.toArray(String[]::new));
        restore();
        return new Run(
                code,
                printed.toString(StandardCharsets.UTF_8),
                problems.toString(StandardCharsets.UTF_8));
    }

    @Test
    void importedNoteShouldBeListedChangedAndExplained() {
        String note = folder.resolve("pilot.md").toString();
        Run imported = run("import", "--json", note);
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.lines().getFirst().get("proposed").asInt()).isEqualTo(1);
        assertThat(run("import", "--json", note).lines().getFirst().get("known").asInt())
                .isEqualTo(2);

        assertThat(run("task", "list", "--json").lines())
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.get("title").asString()).contains("list of questions");
                    assertThat(task.get("state").asString()).isEqualTo("proposed");
                });
        assertThat(run("task", "due", "T-1", "2026-01-12").code()).isZero();
        assertThat(run("task", "done", "T-1").code()).isZero();
        Run shown = run("task", "show", "T-1", "--json");
        assertThat(shown.lines().getFirst().get("state").asString()).isEqualTo("done");
        assertThat(shown.out()).contains("command line");
        assertThat(run("task", "history", "T-1").out().lines())
                .satisfiesExactly(
                        found -> assertThat(found).contains("Found", "state: proposed"),
                        again -> assertThat(again).contains("Found again"),
                        due ->
                                assertThat(due)
                                        .contains(
                                                "due: none → Mon 12 Jan", "state: proposed → open"),
                        done -> assertThat(done).contains("Done", "state: open → done"));
        assertThat(run("task", "list", "--json").out()).isEmpty();
        assertThat(run("task", "list").out()).isEqualTo("Nothing is left to do.\n");
        assertThat(run("task", "list", "--state", "waiting").out())
                .isEqualTo("No task is waiting.\n");
    }

    @Test
    void changesShouldBeToldInTheWordsOfThePage() {
        Run added = run("task", "add", "--due", "2030-01-14 10am", "Call the plumber");
        assertThat(added.out().lines())
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .contains("T-1", "2030-01-14 10:00", "Call the plumber");
        assertThat(run("task", "add", "--json", "--due", "2030-01-14", "Pay").lines())
                .singleElement()
                .satisfies(task ->
                        assertThat(task.get("due").get("date").asString()).isEqualTo("2030-01-14"));

        assertThat(run("task", "due", "T-1", "none").out())
                .isEqualTo("T-1 Call the plumber  due: Mon 14 Jan 2030, 10:00 → none\n");
        assertThat(run("task", "drop", "T-1", "no", "longer", "needed").out())
                .isEqualTo("T-1 Call the plumber  state: open → dropped\n");
        assertThat(run("task", "history", "T-1").out()).contains("no longer needed");
    }

    @Test
    void personsOtherZoneShouldMoveTheRemindersThatLieAhead() throws IOException {
        run("task", "add", "--due", "2030-01-14", "Call the plumber");
        assertThat(reminders()).contains("2030-01-14T14:00:00Z");

        Path settings = folder.resolve("tickler.yaml");
        Files.writeString(
                settings, Files.readString(settings).replace("America/Chicago", "Europe/Berlin"));
        assertThat(run("task", "list").code()).isZero();

        assertThat(reminders())
                .contains("2030-01-14T07:00:00Z")
                .doesNotContain("2030-01-14T14:00:00Z");
    }

    private List<String> reminders() {
        return database.jdbi()
                .withHandle(handle ->
                        handle.select("select slot_at from reminder_slot where state = 'planned'")
                                .mapTo(java.time.Instant.class)
                                .map(java.time.Instant::toString)
                                .list());
    }

    @Test
    void releaseShouldSayWhatWaitsAndPrintNothingButJsonWhereThatIsWanted() {
        assertThat(run("release").out()).isEqualTo("Nothing is held.\n");
        assertThat(run("release", "--hold").out())
                .contains("asked for it on the command line", "No mail waits.");
        assertThat(run("release", "--json").out()).isEmpty();
        assertThat(run("release", "--json", "--yes").out()).isEmpty();
        assertThat(run("release").out()).isEqualTo("Nothing is held.\n");
    }

    @Test
    void exportedTasksShouldBeReadByOthersAndByImport() throws IOException {
        run("import", folder.resolve("pilot.md").toString());
        run("task", "confirm", "T-1");
        run("task", "due", "T-1", "2026-01-12");

        List<JsonNode> json = run("export").lines();
        assertThat(json).hasSize(2);
        assertThat(json.getFirst().get("sources").get(0).get("title").asString())
                .isEqualTo("Pilot");
        assertThat(json.getFirst().get("history").size()).isGreaterThan(1);

        Run markdown = run("export", "--format", "markdown");
        assertThat(markdown.out())
                .contains("- [ ] Send Ana Ruiz a list of questions @Myself 📅 2026-01-12 #task\n")
                .contains("- [x] Open a ticket for the licence @Myself");
        Path copy = Files.writeString(folder.resolve("copy.md"), markdown.out());
        assertThat(run("import", "--json", copy.toString()).lines().getFirst().get("known").asInt())
                .isEqualTo(2);

        assertThat(run("export", "--format", "ics").out())
                .startsWith("BEGIN:VCALENDAR")
                .contains("SUMMARY:Send Ana Ruiz a list of questions", "DUE;VALUE=DATE:20260112");
        assertThat(run("export", "--format", "xml").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void feedShouldBePrintedRenewedAndRevoked() {
        JsonNode first = run("feed", "--json").lines().getFirst();
        assertThat(first.get("events").asString()).contains("/feed/").endsWith("/events.ics");
        assertThat(run("feed", "lee", "--json").lines().getFirst()).isEqualTo(first);

        assertThat(run("feed", "--renew", "--json").lines().getFirst().get("tasks"))
                .isNotEqualTo(first.get("tasks"));
        assertThat(run("feed", "--revoke").out()).contains("has no feed any more");
        assertThat(run("feed", "--revoke").out()).contains("had no feed");
        assertThat(run("feed", "nobody").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("feed", "--renew", "--revoke").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void mailboxFileShouldBeTakenInOnce() throws IOException {
        Path mbox = folder.resolve("old.mbox");
        Files.writeString(
                mbox,
                """
                From boss@client.example Thu Oct  2 09:00:00 2025
                From: Boss <boss@client.example>
                To: lee@desk.example
                Subject: Report
                Date: Thu, 2 Oct 2025 09:00:00 -0500
                Message-ID: <one@client.example>
                Content-Type: text/plain

                Please send me the sales report by Friday.

                From boss@client.example Thu Oct  2 10:00:00 2025
                From: Boss <boss@client.example>
                To: lee@desk.example
                Subject: Lunch
                Date: Thu, 2 Oct 2025 10:00:00 -0500
                Message-ID: <two@client.example>
                Content-Type: text/plain

                The weather is nice.
                """);
        JsonNode first = run("import", "--json", mbox.toString()).lines().getFirst();
        assertThat(first.get("mails").asInt()).isEqualTo(2);
        assertThat(first.get("takenIn").asInt()).isEqualTo(2);
        assertThat(
                        run("import", "--json", mbox.toString())
                                .lines()
                                .getFirst()
                                .get("stored")
                                .asInt())
                .isZero();

        assertThat(run("task", "list", "--json").lines())
                .singleElement()
                .satisfies(task -> assertThat(task.toString()).contains("2025-10-03"));
    }

    @Test
    void whatIsNeitherNoteNorMailShouldBeRefusedAndTheRestGoOn() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.pdf"), "%PDF-1.4\n1 0 obj\nstream\n");
        Path mailbox = folder.resolve("Inbox");
        Files.writeString(
                mailbox,
                """
                From boss@client.example Thu Oct  2 09:00:00 2025
                From: Boss <boss@client.example>
                To: lee@desk.example
                Subject: Report

                Please send me the sales report by Friday.
                """);
        Run run = run("import", "--json", plan.toString(), mailbox.toString());
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.lines().getFirst().get("error").asString()).contains("it is no mail");
        assertThat(run.lines().getLast().get("takenIn").asInt()).isEqualTo(1);

        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(run("import", empty.toString()).err()).contains("no note").contains("empty");
    }

    @Test
    void quarantinedMailShouldBeListedAndGivenUp() throws IOException {
        Path mail = folder.resolve("loop.eml");
        Files.writeString(
                mail,
                "Received: by a.example; Thu, 11 Dec 2025 09:00:00 -0600\n".repeat(101)
                        + "From: boss@client.example\nSubject: Loop\n\nText\n");
        run("import", "--json", mail.toString());

        Run held = run("quarantine", "list", "--json");
        assertThat(held.lines()).hasSize(1);
        String number = held.lines().getFirst().get("id").asString();
        assertThat(sinceOnOwnersClock(run("quarantine", "list").out().split(" +", 2)[1]))
                .isBetween(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(run("quarantine", "retry", number).code()).isEqualTo(ExitCode.FAILED);
        assertThat(run("quarantine", "drop", number, "--json").lines())
                .singleElement()
                .satisfies(done -> assertThat(done.get("state").asString()).isEqualTo("dropped"));
        assertThat(run("quarantine", "list", "--json").out()).isEmpty();
        assertThat(run("quarantine", "retry", number).code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void keysShouldBeListedRenewedAndRevoked() {
        assertThat(sinceOnOwnersClock(run("keys", "list").out().split(" +", 2)[1]))
                .isBetween(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(run("keys", "rotate", "--json").lines().getFirst().get("key").asInt())
                .isEqualTo(2);
        assertThat(run("keys", "list", "--json").lines())
                .extracting(key -> key.get("key").asInt() + " " + key.get("use").asString())
                .containsExactly("1 verifies", "2 signs");
        assertThat(run("keys", "revoke", "2", "--json").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("keys", "revoke", "1", "--json").lines().getFirst().get("use").asString())
                .isEqualTo("revoked");
        assertThat(run("keys", "list").out()).startsWith("k2 ").contains("signs");
    }

    /** How long ago the moment is that {@code line} begins with, read as a clock in Chicago. */
    private static Duration sinceOnOwnersClock(String line) {
        LocalDateTime shown = LocalDateTime.parse(line.substring(0, 16).replace(' ', 'T'));
        return Duration.between(shown, LocalDateTime.now(ZoneId.of("America/Chicago")));
    }

    @Test
    void wrongUsageShouldSaySoWithoutATrace() {
        for (String[] wrong :
                List.of(
                        new String[] {"task", "done", "T-99"},
                        new String[] {"task", "list", "--state", "lost"},
                        new String[] {"quarantine", "drop", "first"},
                        new String[] {"keys"},
                        new String[] {"import", "nowhere.md"})) {
            Run run = run(wrong);
            assertThat(run.code()).as(String.join(" ", wrong)).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).isNotBlank().doesNotContain("\tat ", "a long");
        }
    }
}
