package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tickler.support.Effort;

class BusyCalendarTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final Instant FROM = Instant.parse("2026-03-01T06:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-15T05:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART:20260302T150000Z~DTEND:20260302T160000Z | 2026-03-02T15:00:00Z/16:00:00Z",
                "DTSTART:20260302T150000Z~DURATION:PT45M | 2026-03-02T15:00:00Z/15:45:00Z",
                "DTSTART:20260302T090000~DTEND:20260302T100000 | 2026-03-02T15:00:00Z/16:00:00Z",
                "DTSTART;TZID=W. Europe Standard Time:20260302T090000~DURATION:PT1H | 2026-03-02T08:00:00Z/09:00:00Z",
                "DTSTART;VALUE=DATE:20260303 | 2026-03-03T06:00:00Z/06:00:00Z",
                // Nine o'clock stays nine o'clock when the clocks change on the 8th.
                "DTSTART;TZID=America/Chicago:20260106T090000~DURATION:PT1H~RRULE:FREQ=WEEKLY;BYDAY=TU | 2026-03-03T15:00:00Z/16:00:00Z 2026-03-10T14:00:00Z/15:00:00Z",
                "DTSTART:20260302T150000Z~DURATION:PT1H~RRULE:FREQ=DAILY;COUNT=3~EXDATE:20260303T150000Z | 2026-03-02T15:00:00Z/16:00:00Z 2026-03-04T15:00:00Z/16:00:00Z",
                "DTSTART:20260302T150000Z~DURATION:PT1H~RDATE:20260309T150000Z | 2026-03-02T15:00:00Z/16:00:00Z 2026-03-09T15:00:00Z/16:00:00Z",
                "DTSTART:20260302T150000Z~DURATION:PT1H~TRANSP:TRANSPARENT |",
                "DTSTART:20260302T150000Z~DURATION:PT1H~STATUS:CANCELLED |",
                "DTSTART:20260302T150000Z~DURATION:PT1H~X-MICROSOFT-CDO-BUSYSTATUS:FREE |",
                "DTSTART:20260302T150000Z |",
                "DTSTART:20250302T150000Z~DURATION:PT1H |",
                "DTSTART;TZID=Nowhere/Land:20260302T090000~DURATION:PT1H |",
                "SUMMARY:no time |"
            })
    void busyTimesShouldBeFound(String event, String times) {
        assertThat(
                        words(
                                read(
                                        "BEGIN:VEVENT\nUID:a\n"
                                                + event.replace('~', '\n')
                                                + "\nEND:VEVENT\n")))
                .isEqualTo(times == null ? "" : times);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREEBUSY:20260302T150000Z/20260302T160000Z | 2026-03-02T15:00:00Z/16:00:00Z",
                "FREEBUSY;FBTYPE=BUSY:20260302T150000Z/PT45M | 2026-03-02T15:00:00Z/15:45:00Z",
                "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260302T150000Z/PT1H,20260304T150000Z/PT1H | 2026-03-02T15:00:00Z/16:00:00Z 2026-03-04T15:00:00Z/16:00:00Z",
                "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260302T150000Z/PT1H~FREEBUSY;FBTYPE=FREE:20260303T150000Z/PT1H | 2026-03-02T15:00:00Z/16:00:00Z",
                "FREEBUSY;FBTYPE=X-ODD:20260302T150000Z/PT1H | 2026-03-02T15:00:00Z/16:00:00Z",
                "FREEBUSY;FBTYPE=free:20260302T150000Z/PT1H |",
                "FREEBUSY:20260302T150000Z/20260302T140000Z |",
                "FREEBUSY:20260302T150000Z/-PT1H |",
                "FREEBUSY:20260302T150000Z/P9999D |",
                "FREEBUSY:20260302T150000Z,/,20260302/PT1H,x/y |",
                "FREEBUSY:20250302T150000Z/PT1H |"
            })
    void periodsShouldBeFound(String lines, String times) {
        assertThat(
                        words(
                                read(
                                        "BEGIN:VFREEBUSY\nUID:f\n"
                                                + lines.replace('~', '\n')
                                                + "\nEND:VFREEBUSY\n")))
                .isEqualTo(times == null ? "" : times);
    }

    @Test
    void manyPeriodsShouldBeBounded() {
        String line = "FREEBUSY:20260302T150000Z/PT1H" + ",20260302T150000Z/PT1H".repeat(2_000);
        String calendar = "BEGIN:VFREEBUSY\n" + (line + "\n").repeat(20) + "END:VFREEBUSY\n";

        assertThat(read(calendar)).hasSizeLessThanOrEqualTo(20_000);
    }

    @Test
    void whatIsPrivateShouldBeBusyWithoutItsName() {
        var times =
                read(
                        "BEGIN:VEVENT\nUID:a\nCLASS:PRIVATE\nSUMMARY:Doctor\nDTSTART:20260302T150000Z\nDURATION:PT1H\n"
                                + "END:VEVENT\n");

        assertThat(times).hasSize(1);
        assertThat(times.getFirst().summary()).isEmpty();
    }

    @Test
    void aMovedOrCancelledOccurrenceShouldReplaceTheOneOfTheRule() {
        String series =
                """
                BEGIN:VEVENT
                UID:s
                DTSTART:20260302T150000Z
                DURATION:PT1H
                RRULE:FREQ=DAILY;COUNT=3
                END:VEVENT
                BEGIN:VEVENT
                UID:S
                RECURRENCE-ID:20260303T150000Z
                DTSTART:20260303T200000Z
                DURATION:PT1H
                END:VEVENT
                BEGIN:VEVENT
                UID:s
                RECURRENCE-ID:20260304T150000Z
                DTSTART:20260304T150000Z
                DURATION:PT1H
                STATUS:CANCELLED
                END:VEVENT
                """;

        assertThat(words(read(series)))
                .isEqualTo("2026-03-02T15:00:00Z/16:00:00Z 2026-03-03T20:00:00Z/21:00:00Z");
    }

    @Test
    void aHostileCalendarShouldCostLittle() {
        var events = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            events.append("BEGIN:VEVENT\nUID:")
                    .append(i)
                    .append("\nDTSTART:16010101T000000Z\nDURATION:PT1H\nRRULE:FREQ=")
                    .append(i % 2 == 0 ? "DAILY;COUNT=999999" : "SECONDLY")
                    .append("\nEND:VEVENT\n");
        }
        List<BusyTime> times = Effort.within(Duration.ofSeconds(30), () -> read(events.toString()));

        assertThat(times.size()).isLessThanOrEqualTo(20_000);
    }

    @Test
    void whatIsNoCalendarShouldBeRefused() {
        assertThatThrownBy(() -> BusyCalendar.between(new byte[] {'x'}, FROM, TO, CHICAGO))
                .isInstanceOf(UnreadableCalendarException.class);
        assertThatThrownBy(() -> BusyCalendar.between(new byte[11 << 20], FROM, TO, CHICAGO))
                .isInstanceOf(UnreadableCalendarException.class)
                .hasMessageContaining("larger than 10 MB");
    }

    private static List<BusyTime> read(String events) {
        String calendar = "BEGIN:VCALENDAR\n" + events + "END:VCALENDAR\n";
        return BusyCalendar.between(calendar.getBytes(StandardCharsets.UTF_8), FROM, TO, CHICAGO);
    }

    private static String words(List<BusyTime> times) {
        return times.stream()
                .map(time -> time.start() + "/" + time.end().toString().substring(11))
                .collect(Collectors.joining(" "));
    }
}
