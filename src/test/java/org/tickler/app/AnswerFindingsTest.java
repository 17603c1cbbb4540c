package org.tickler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.CalendarReader;
import org.tickler.calendar.Invitation;
import org.tickler.calendar.Method;
import org.tickler.calendar.PartStat;
import org.tickler.mail.MailReader;

class AnswerFindingsTest {
    private static final Instant START = TestInvitation.START;
    private static final Invitation INVITATION = TestInvitation.to("grace@private.example");

    private static final byte[] ANSWER =
            """
            From: Grace Secret <grace@private.example>
            To: todo@desk.example
            Subject: Accepted: Test, says Grace
            Date: Mon, 5 Jan 2026 09:00:00 +0000
            Received: from laptop.private.example
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            Grace Secret, 12 Hidden Road
            --b
            Content-Type: text/calendar; charset=UTF-8; method=REPLY

            BEGIN:VCALENDAR
            PRODID:-//Example//Calendar//EN
            METHOD:REPLY
            BEGIN:VEVENT
            UID:doctor-1@desk.example
            SEQUENCE:0
            DTSTAMP:20260105T090000Z
            DTSTART:20260112T100000Z
            DTEND:20260112T103000Z
            SUMMARY:Test with Grace
            LOCATION:12 Hidden Road
            ORGANIZER;CN=Tickler:mailto:todo@desk.example
            ATTENDEE;CN="Grace Secret";PARTSTAT=ACCEPTED;X-RESPONSE-COMMENT="by
              Grace":mailto:grace@private.example
            X-OWNER:grace
            END:VEVENT
            END:VCALENDAR
            --b--
            """
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void whatItWouldHaveDoneShouldBeSaid() {
        assertThat(AnswerFindings.of(ANSWER, INVITATION, START))
                .contains(
                        "method: REPLY",
                        "written by: -//Example//Calendar//EN",
                        "time: as sent",
                        "it would be recorded as ACCEPTED");
    }

    @Test
    void answerFromElsewhereShouldBeSaidToBeAsked() {
        byte[] other =
                new String(ANSWER, StandardCharsets.UTF_8)
                        .replaceFirst("<grace@private.example>", "<boss@private.example>")
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(AnswerFindings.of(other, INVITATION, START).getLast())
                .contains("put to the owner", "boss@private.example");
    }

    @Test
    void fixtureShouldNameNobodyAndReadTheSame() {
        byte[] fixture =
                AnswerFindings.pseudonymised(ANSWER, INVITATION).getBytes(StandardCharsets.UTF_8);
        var mail = MailReader.read(fixture);
        String everything = new String(fixture, StandardCharsets.UTF_8);
        String calendar =
                mail.parts().stream()
                        .filter(CalendarReader::isCalendar)
                        .findFirst()
                        .orElseThrow()
                        .text();

        assertThat(everything + calendar)
                .doesNotContainIgnoringCase("grace")
                .doesNotContainIgnoringCase("hidden")
                .doesNotContain("private.example")
                .doesNotContain("todo@");
        CalendarMessage read = new CalendarReader().read(mail).orElseThrow();
        assertThat(read.method()).isEqualTo(Method.REPLY);
        assertThat(read.time()).isEqualTo(INVITATION.time());
        assertThat(read.attendees().getFirst().partStat()).isEqualTo(PartStat.ACCEPTED);
    }
}
