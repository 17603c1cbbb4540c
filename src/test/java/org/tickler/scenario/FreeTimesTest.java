package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tickler.answer.MailboxRules;
import org.tickler.availability.OwnCalendars;
import org.tickler.mail.EmailAddress;
import org.tickler.task.Due;
import org.tickler.task.TaskState;

/** Lee's own calendar is known: what it says is heeded, and said to Lee only. */
class FreeTimesTest {
    private static final EmailAddress NOTES = new EmailAddress("notes@recorder.example");
    private static final String CALENDAR =
            """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:dentist
            SUMMARY:Dentist
            DTSTART;TZID=America/Chicago:20260112T093000
            DTEND;TZID=America/Chicago:20260112T110000
            END:VEVENT
            BEGIN:VEVENT
            UID:mornings
            SUMMARY:Focus
            DTSTART;TZID=America/Chicago:20251201T090000
            DTEND;TZID=America/Chicago:20251201T120000
            RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE
            END:VEVENT
            END:VCALENDAR
            """;

    @TempDir private Path folder;

    @AutoClose
    private final Desk desk =
            new Desk(
                    new MailboxRules(null, Set.of("mx.desk.example"), true, _ -> false, 0.5),
                    false);

    private OwnCalendars calendars(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("lee.ics"), text);
        return new OwnCalendars(
                desk.database.jdbi(),
                desk.clock,
                List.of(new OwnCalendars.Configured(Desk.LEE, file.toString(), false)));
    }

    private void hold() {
        desk.receive(desk.mail(NOTES, "Your meeting notes", LoopTest.NOTE));
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");
    }

    @Test
    void aHoldShouldOfferTimesThatCanBeTakenWithOneLine() throws IOException {
        assertThat(calendars(CALENDAR).runOnce()).isEqualTo(1);
        hold();

        List<String> offered = offered(desk.last("invitation", Desk.LEE));
        assertThat(offered).hasSize(3).noneMatch(line -> line.contains("dentist"));
        String answer =
                desk.last("invitation", Desk.LEE)
                        .mail()
                        .text()
                        .replaceAll("\\s+", " ")
                        .replaceFirst("^.*?(due \\d+ \\w+ 2026 \\d+:\\d+).*$", "$1");
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, answer);

        Due due = desk.task(2).due();
        assertThat(due).isNotNull();
        assertThat(due.time()).isNotNull();
        assertThat(desk.last("receipt").mail().text()).doesNotContain("not free");
    }

    @ParameterizedTest
    @CsvSource({"2,1", "3. please,2", "the first,0", "2//Lee,1", "#3,2"})
    void anOfferedTimeShouldBeTakenByItsNumber(String words, int index) throws IOException {
        calendars(CALENDAR).runOnce();
        hold();
        Desk.Sent hold = desk.last("invitation", Desk.LEE);
        String offered = offered(hold).get(index);

        desk.answer(hold, Desk.LEE, words.replace("/", "\n"));

        assertThat(offered).contains(moment("d MMMM uuuu, HH:mm"));
        assertThat(desk.last("receipt").mail().text()).contains("→");
    }

    @Test
    void aNumberThatWasNotOfferedShouldBeAskedAbout() throws IOException {
        calendars(CALENDAR).runOnce();
        hold();
        for (String words : List.of("4", "0", "12", "1 or 3")) {
            desk.clock.advance(Duration.ofMinutes(10));
            desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, words);
            assertThat(desk.last("question").mail().text())
                    .as(words)
                    .contains("Answer with one number: 1, 2 or 3. Nothing was changed.");
        }
        assertThat(desk.task(2).due()).isNotNull().extracting(Due::time).isNull();

        desk.answer(desk.last("question"), Desk.LEE, "1");
        assertThat(desk.task(2).due()).isNotNull().extracting(Due::time).isNotNull();
    }

    @Test
    void aSelectorShouldStaySelectorWhereTimesAreOffered() throws IOException {
        calendars(CALENDAR).runOnce();
        hold();
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "1 done");

        assertThat(desk.task(2).state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void freeTimesBesideAProposalShouldBeTakenByNumber() throws IOException {
        calendars(CALENDAR).runOnce();
        hold();
        desk.answer(desk.last("invitation"), Desk.LEE, "invite 13 jan 3pm with ana@client.example");
        EmailAddress ana = new EmailAddress("ana@client.example");
        desk.receive(
                new CalendarClient(desk)
                        .answer(ana, ana, "COUNTER", "TENTATIVE", "20260112T160000Z", 1));
        Desk.Sent question = desk.last("question");
        List<String> offered = offered(question);
        assertThat(offered).hasSize(3);
        assertThat(question.mail().text()).contains("You are not free then");

        desk.answer(question, Desk.LEE, "3");

        assertThat(offered.get(2)).contains(moment("MMMM d, uuuu, h:mm a"));
        assertThat(desk.count("invitation", ana)).isEqualTo(2);
    }

    /** The task's due as a mail shows it. */
    private String moment(String pattern) {
        Due due = desk.task(2).due();
        assertThat(due).isNotNull();
        assertThat(due.time()).isNotNull();
        return DateTimeFormatter.ofPattern(pattern, Locale.US)
                .format(due.date().atTime(due.time()));
    }

    /** The numbered lines of a mail. */
    private static List<String> offered(Desk.Sent mail) {
        return mail.mail()
                .text()
                .lines()
                .filter(line -> line.matches(" *[1-9] .* 2026.*\\d+:\\d+.*"))
                .toList();
    }

    @Test
    void aClashShouldBeSaidWithOtherTimes() throws IOException {
        calendars(CALENDAR).runOnce();
        hold();
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "12 jan 10am");

        assertThat(desk.task(2).due())
                .isEqualTo(Due.moment(LocalDate.of(2026, 1, 12), LocalTime.of(10, 0)));
        assertThat(desk.last("receipt").mail().text().replaceAll("\\s+", " "))
                .contains("You are not free then: ", "“Dentist” (09:30 to 11:00)")
                .contains("\"due 12 jan 2026 12:00\"");
    }

    @Test
    void withoutACalendarNothingShouldBeOffered() {
        hold();

        assertThat(desk.last("invitation", Desk.LEE).mail().text())
                .doesNotContain("these times are free");
    }

    @Test
    void whatACalendarSaidShouldStayUntilItCanBeReadAgain() throws IOException {
        OwnCalendars calendars = calendars(CALENDAR);
        calendars.runOnce();
        Files.writeString(folder.resolve("lee.ics"), "<html>Sign in</html>");
        desk.clock.advance(Duration.ofHours(1));

        assertThat(calendars.runOnce()).isZero();
        hold();
        assertThat(desk.last("invitation", Desk.LEE).mail().text())
                .contains("these times are free");
    }

    @Test
    void holidaysShouldBeSkippedByReminders() throws IOException {
        hold();
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "due 13 jan 2026 15:00");
        assertThat(slots()).contains("2026-01-12 08:00");
        Path file =
                Files.writeString(
                        folder.resolve("holidays.ics"),
                        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20200112\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
                                + "END:VCALENDAR\n");

        assertThat(desk.core.daysOff().runOnce(Map.of(Desk.LEE, file))).isEqualTo(1);
        assertThat(slots()).contains("2026-01-09 08:00").doesNotContain("2026-01-12 08:00");
        assertThat(desk.core.daysOff().runOnce(Map.of(Desk.LEE, file))).isZero();
    }

    private List<String> slots() {
        return desk.database
                .jdbi()
                .withHandle(handle ->
                        handle.createQuery(
                                        """
                                        select to_char(slot_at at time zone 'America/Chicago', 'YYYY-MM-DD HH24:MI')
                                        from reminder_slot where task_id = 2 and state = 'planned'
                                        """)
                                .mapTo(String.class)
                                .list());
    }
}
