package org.tickler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tickler.app.InviteDoctor.Sort;
import org.tickler.calendar.CalendarReader;
import org.tickler.calendar.Invitation;
import org.tickler.mail.MailReader;
import org.tickler.mail.ParsedMail;

class InviteDoctorTest {
    private static final Instant START = TestInvitation.START;
    private static final Invitation INVITATION = TestInvitation.to("ana@client.example");

    @ParameterizedTest
    @CsvSource({
        "In-Reply-To: <doctor-1@desk.example>, ANSWER",
        "In-Reply-To: <doctor-2@desk.example>, OTHER",
        "Subject: Hello, OTHER",
        "In-Reply-To: <doctor-1@desk.example>|Auto-Submitted: auto-replied, AUTOMATIC",
        "Auto-Submitted: auto-replied, OTHER"
    })
    void mailShouldBeSortedByWhatItAnswers(String headers, Sort sort) {
        String mail = "From: ana@client.example\n" + headers.replace("|", "\n") + "\n\nyes\n";

        assertThat(sort(mail)).isEqualTo(sort);
    }

    @Test
    void calendarShouldBeKnownByItsUidAndReadByItsThreadWhereItIsBroken() {
        String calendar =
                """
                From: ana@client.example
                Content-Type: text/calendar; method=REPLY

                BEGIN:VCALENDAR
                METHOD:REPLY
                BEGIN:VEVENT
                UID:DOCTOR-1@desk.example
                ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@client.example
                END:VEVENT
                END:VCALENDAR
                """;
        String broken = calendar.replace("VEVENT", "VNOTHING");

        assertThat(sort(calendar)).isEqualTo(Sort.ANSWER);
        assertThat(sort(broken)).isEqualTo(Sort.OTHER);
        String inThread = "In-Reply-To: <doctor-1@desk.example>\n" + broken;
        assertThat(sort(inThread)).isEqualTo(Sort.ANSWER);
        List<String> lines =
                AnswerFindings.of(inThread.getBytes(StandardCharsets.UTF_8), INVITATION, START);
        assertThat(lines.getLast()).startsWith("so it would be read as words");
        assertThat(lines).anyMatch(line -> line.contains("cannot be read"));
    }

    @Test
    void whatCameBackShouldEndTheWait() {
        String bounce =
                """
                From: MAILER-DAEMON@mx.example
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/report; report-type=delivery-status; boundary=d

                --d
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; ana@client.example
                Action: failed
                Status: 5.1.1
                --d
                Content-Type: message/rfc822

                From: todo@desk.example
                Message-ID: <doctor-1@desk.example>

                please answer
                --d--
                """;

        assertThat(sort(bounce)).isEqualTo(Sort.RETURNED);
        assertThat(sort(bounce.replace("doctor-1", "doctor-2"))).isEqualTo(Sort.OTHER);
        assertThat(sort(bounce.replace("failed", "delayed").replace("5.1.1", "4.4.1")))
                .isEqualTo(Sort.AUTOMATIC);
    }

    @Test
    void invitationShouldHaveThePartsOfEveryOther() {
        ParsedMail mail =
                MailReader.read(InviteDoctor.mail(INVITATION, ZoneId.of("America/Chicago"), START));

        assertThat(mail.subject()).isEqualTo("Invitation: Test");
        assertThat(mail.text())
                .contains("Monday 12 January 2026, 04:00 to 04:30 (America/Chicago)")
                .contains("Just reply in words");
        assertThat(mail.html()).contains("<h1", "04:00 to 04:30", "</html>");
        assertThat(new CalendarReader().read(mail).orElseThrow().uid())
                .isEqualTo("doctor-1@desk.example");
    }

    private static Sort sort(String mail) {
        return InviteDoctor.sort(mail.getBytes(StandardCharsets.UTF_8), INVITATION);
    }
}
