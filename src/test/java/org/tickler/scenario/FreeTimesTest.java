package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.availability.OwnCalendars;
import org.tickler.intake.MailboxRules;
import org.tickler.mail.EmailAddress;
import org.tickler.task.Due;

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

        String text = desk.last("invitation", Desk.LEE).mail().text();
        List<String> offered =
                text.lines()
                        .filter(line -> line.contains("due ") && line.contains("2026"))
                        .toList();
        assertThat(offered).as(text).hasSize(3).noneMatch(line -> line.contains("dentist"));

        String answer =
                offered.getFirst().replaceFirst("^.*?(due \\d+ \\w+ 2026 \\d+:\\d+).*$", "$1");
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, answer);

        Due due = desk.task(2).due();
        assertThat(due).isNotNull();
        assertThat(due.time()).isNotNull();
        assertThat(desk.last("receipt").mail().text()).doesNotContain("not free");
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
