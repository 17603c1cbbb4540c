package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.mail.EmailAddress;
import org.tickler.task.Due;

/** Calendars that come with mail and are no answer to us. */
class OtherCalendarsTest {
    private static final EmailAddress BO = new EmailAddress("bo@desk.example");
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");

    @AutoClose private final Desk desk = new Desk();

    @Test
    void datesOfOthersShouldNotHideWhatTheirSenderAsks() {
        desk.receive(mail("PUBLISH", "DTSTART:20260112T160000Z"));

        assertThat(desk.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.title()).contains("signed offer"));
        assertThat(desk.count("proposal", Desk.LEE)).isEqualTo(1);
    }

    @Test
    void invitationOfSomebodyElseShouldBeProposedAtTheReadersHour() {
        desk.receive(mail("REQUEST", "DTSTART:20260112T090000"));

        assertThat(desk.tasks())
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.title()).isEqualTo("Open day");
                    assertThat(task.due())
                            .isNotNull()
                            .extracting(Due::date, Due::time)
                            .containsExactly(LocalDate.of(2026, 1, 12), LocalTime.of(9, 0));
                });
    }

    @Test
    void proposalInAnUnknownZoneShouldBeAskedAboutWithItsWords() {
        String counter =
                new CalendarClient(desk)
                        .invite("invite 12 jan 10am for 45m with ana@client.example")
                        .answer(ANA, ANA, "COUNTER", "TENTATIVE", "20260113T150000", 1);
        desk.receive(counter.replace("DTSTART:", "DTSTART;TZID=Bree:"));

        assertThat(desk.last("question", Desk.LEE).mail().text().replaceAll("\\s+", " "))
                .contains(
                        "proposes another time, Tuesday 13 January 2026, 15:00, but in which time zone cannot be told");
        assertThat(desk.task(2).due())
                .isNotNull()
                .extracting(Due::date)
                .isEqualTo(LocalDate.of(2026, 1, 12));
    }

    private String mail(String method, String start) {
        return """
        From: Bo Lind <%s>
        To: %s
        Subject: Open day
        Date: %s
        Message-ID: <dates-1@desk.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="b"

        --b
        Content-Type: text/plain

        Hi Lee,

        the dates are attached. Please send me the signed offer by Friday.

        Bo
        --b
        Content-Type: text/calendar; charset=UTF-8; method=%s

        BEGIN:VCALENDAR
        PRODID:-//Example//Client//EN
        VERSION:2.0
        METHOD:%s
        BEGIN:VEVENT
        UID:open-day@desk.example
        DTSTAMP:20251201T100000Z
        %s
        DURATION:PT1H
        SUMMARY:Open day
        ORGANIZER:mailto:bo@desk.example
        END:VEVENT
        END:VCALENDAR
        --b--
        """
                .formatted(BO, Desk.LEE, desk.date(), method, method, start);
    }
}
