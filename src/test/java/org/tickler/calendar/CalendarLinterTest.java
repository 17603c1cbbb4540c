package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarLinterTest {
    private static final String GOOD =
            """
            BEGIN:VCALENDAR
            PRODID:-//Tickler//Tickler//EN
            VERSION:2.0
            METHOD:REQUEST
            BEGIN:VEVENT
            UID:1@acme.example
            SEQUENCE:0
            DTSTAMP:20260105T090000Z
            DTSTART:20260112T100000Z
            DTEND:20260112T110000Z
            SUMMARY:Visit
            ORGANIZER;CN="Actions":mailto:actions@acme.example
            ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE
             ;CN="Ana":mailto:ana@client.example
            STATUS:CONFIRMED
            TRANSP:OPAQUE
            X-MICROSOFT-CDO-BUSYSTATUS:BUSY
            END:VEVENT
            END:VCALENDAR
            """;

    @Test
    void goodCalendarShouldHaveNoProblem() {
        assertThat(problems(GOOD)).isEmpty();
    }

    @Test
    void refusedProposalShouldSayNothingOfTheEvent() {
        String refusal =
                """
                BEGIN:VCALENDAR
                PRODID:-//Tickler//Tickler//EN
                VERSION:2.0
                METHOD:DECLINECOUNTER
                BEGIN:VEVENT
                UID:1@acme.example
                SEQUENCE:0
                DTSTAMP:20260105T090000Z
                COMMENT:The time stays as it is.
                ORGANIZER;CN="Actions":mailto:actions@acme.example
                END:VEVENT
                END:VCALENDAR
                """;

        assertThat(problems(refusal)).isEmpty();
        assertThat(problems(refusal.replace("SEQUENCE:0", "SUMMARY:Visit")))
                .contains("no SEQUENCE", "SUMMARY in a refusal");
        assertThat(problems(refusal.replace("mailto:", ""))).contains("ORGANIZER is no address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUMMARY:Visit | SUMMARY:a\\;b,c | an unescaped SUMMARY",
                "SUMMARY:Visit | SUMMARY:a\u0007b | a control character",
                "SUMMARY:Visit | SUMMARY:Visit~ | an empty line",
                "SUMMARY:Visit | BEGIN:VALARM | a component inside VEVENT: BEGIN:VALARM",
                "SUMMARY:Visit | RRULE:FREQ=DAILY | unwelcome RRULE",
                "DTEND:20260112T110000Z | DTEND:20260112T100000Z | DTEND is not after DTSTART",
                "DTEND:20260112T110000Z | DTEND;VALUE=DATE:20260113 | DTSTART and DTEND of two kinds",
                "DTSTART: | DTSTART;TZID=Europe/Berlin: | a zone: DTSTART;TZID=Europe/Berlin:20260112T100000Z",
                "DTSTAMP:20260105T090000Z | DTSTAMP:20260105T090000 | no UTC time: DTSTAMP:20260105T090000",
                "METHOD:REQUEST | METHOD:CANCEL | STATUS and METHOD disagree",
                "METHOD:REQUEST | METHOD:REPLY | a METHOD we never send: REPLY",
                "TRANSP:OPAQUE | TRANSP:TRANSPARENT | TRANSP and BUSYSTATUS disagree",
                "UID:1@acme.example | UID:é | a bad UID",
                "UID:1@acme.example | CLASS:PUBLIC | no UID",
                "CN=\"Actions\" | CN=Actions | ORGANIZER without a quoted CN",
                "mailto:ana@ | ana@ | ATTENDEE is no address",
                "STATUS:CONFIRMED | STATUS:CONFIRMED~STATUS:CONFIRMED | STATUS twice",
                "SEQUENCE:0 | METHOD:REQUEST | METHOD inside the component",
                "VERSION:2.0 | VERSION:1.0 | not VERSION:2.0",
                "END:VEVENT | CLASS:PUBLIC | VEVENT has no end"
            })
    void everyFaultShouldBeNamed(String good, String bad, String problem) {
        String broken = GOOD.replace(good, bad.replace('~', '\n'));
        assertThat(broken).isNotEqualTo(GOOD);
        assertThat(problems(broken)).contains(problem);
    }

    @Test
    void foldsAndLineEndsShouldBeExact() {
        String wide = GOOD.replace("SUMMARY:Visit", "SUMMARY:" + "é".repeat(34));
        assertThat(problems(wide)).containsExactly("a line of 76 octets");
        assertThat(CalendarLinter.problems(GOOD.getBytes(StandardCharsets.UTF_8)))
                .contains("a line ends without CRLF");
        byte[] split =
                GOOD.replace("\n", "\r\n")
                        .replace("Visit", "#\r\n #")
                        .getBytes(StandardCharsets.ISO_8859_1);
        String text =
                new String(split, StandardCharsets.ISO_8859_1)
                        .replaceFirst("#", "\u00c3")
                        .replaceFirst("#", "\u00a9");
        assertThat(CalendarLinter.problems(text.getBytes(StandardCharsets.ISO_8859_1)))
                .contains("a line that is not UTF-8: folded inside a character?");
    }

    @Test
    void feedShouldNameNoPeople() {
        String feed = GOOD.replace("METHOD:REQUEST\n", "");
        assertThat(problems(feed))
                .containsExactly("people in a feed: some clients mail them on import");
    }

    private static java.util.List<String> problems(String calendar) {
        return CalendarLinter.problems(
                calendar.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
