package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidayCalendarTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART;VALUE=DATE:20260101 | 2026-01-01",
                "DTSTART;VALUE=DATE:20261224~DTEND;VALUE=DATE:20261227 | 2026-12-24 2026-12-25 2026-12-26",
                "DTSTART;VALUE=DATE:20101225~RRULE:FREQ=YEARLY | 2026-12-25",
                "DTSTART;VALUE=DATE:20101126~RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH | 2026-11-26",
                "DTSTART;VALUE=DATE:20101225~RRULE:FREQ=YEARLY;UNTIL=20201225T000000Z |",
                "DTSTART;VALUE=DATE:20260330~RRULE:FREQ=DAILY;COUNT=3~EXDATE;VALUE=DATE:20260331 | 2026-03-30 2026-04-01",
                "DTSTART;VALUE=DATE:20200501~RDATE;VALUE=DATE:20260501,20270501 | 2026-05-01",
                "DTSTART;VALUE=DATE:20251231~DTEND;VALUE=DATE:20260103 | 2026-01-01 2026-01-02",
                "DTSTART;VALUE=DATE:20260101~STATUS:CANCELLED |",
                "DTSTART;VALUE=DATE:20260101~DTEND;VALUE=DATE:20261231 |",
                "DTSTART;VALUE=DATE:20260101~RRULE:FREQ=SECONDLY | 2026-01-01",
                "DTSTART;VALUE=DATE:20260101~RRULE:FREQ=YEARLY;BYMONTH=99 | 2026-01-01",
                "SUMMARY:nothing |"
            })
    void daysShouldBeFound(String event, String days) {
        String calendar =
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"
                        + event.replace('~', '\n')
                        + "\nEND:VEVENT\nEND:VCALENDAR\n";
        String found =
                String.join(
                        " ",
                        HolidayCalendar.between(
                                        calendar.getBytes(StandardCharsets.UTF_8),
                                        LocalDate.of(2026, 1, 1),
                                        LocalDate.of(2026, 12, 31))
                                .stream()
                                .map(LocalDate::toString)
                                .toList());
        assertThat(found).isEqualTo(days == null ? "" : days);
    }

    @Test
    void textThatIsNoCalendarShouldBeRefused() {
        LocalDate day = LocalDate.of(2026, 1, 1);
        assertThatThrownBy(() -> HolidayCalendar.between(new byte[] {'x'}, day, day))
                .isInstanceOf(UnreadableCalendarException.class)
                .hasMessageContaining("no VCALENDAR");
    }
}
