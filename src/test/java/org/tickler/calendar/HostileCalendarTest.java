package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a stranger may send. Each is read or refused in words, in milliseconds and with little
 * memory; the limits here are wide, so that a busy machine does not fail them.
 */
class HostileCalendarTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long MUCH = 16 << 20;

    private final CalendarReader reader = new CalendarReader();

    @Test
    void zoneThatChangesEverySecondShouldCostNothing() {
        String zone = zone("Bomb", "RRULE:FREQ=SECONDLY");
        CalendarMessage message = cheaply(calendar(zone, "DTSTART;TZID=Bomb:20260112T100000"));

        assertThat(message.time()).isNull();
        assertThat(message.zoneUnresolved()).isEqualTo("Bomb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RRULE:FREQ=YEARLY;BYMONTH=13;BYDAY=-1SU",
                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=99999999999SU",
                "RRULE:FREQ=YEARLY;COUNT=999999999999",
                "RRULE:FREQ=YEARLY;COUNT=2147483647",
                "RRULE:FREQ=YEARLY;UNTIL=never",
                "RRULE:FREQ=YEARLY;BYDAY=S",
                "RRULE:FREQ=YEARLY;BYMONTHDAY=-77",
                "RRULE:"
            })
    void brokenZoneRuleShouldBeUnresolved(String rule) {
        CalendarMessage message =
                cheaply(calendar(zone("Odd", rule), "DTSTART;TZID=Odd:20260112T100000"));

        assertThat(message.zoneUnresolved()).isEqualTo("Odd");
    }

    @Test
    void thousandsOfZonesShouldBeIgnored() {
        var zones = new StringBuilder();
        for (int i = 0; i < 1_600; i++) {
            zones.append(zone("Z" + i, "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"));
        }
        CalendarMessage message =
                cheaply(calendar(zones.toString(), "DTSTART;TZID=Z7:20260112T100000"));

        assertThat(message.startText()).isEqualTo("2026-01-12T09:00:00Z");
    }

    @Test
    void zoneWithThousandsOfDatesShouldBeCheap() {
        String dates = "RDATE:" + "20200101T000000,".repeat(60_000);
        cheaply(calendar(zone("D", dates), "DTSTART;TZID=D:20260112T100000"));
        String rules = "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n".repeat(20_000);
        cheaply(calendar(zone("R", rules), "DTSTART;TZID=R:20260112T100000"));
    }

    @Test
    void hugeLineShouldBeRefusedAndALongOneLeftOut() {
        assertRefused(calendar("", "DESCRIPTION:" + "x".repeat(20 << 20)), "larger than 1 MB");
        CalendarMessage message =
                cheaply(calendar("", "SUMMARY:" + "x".repeat(900_000) + "\nSEQUENCE:4"));

        assertThat(message.sequence()).isEqualTo(4);
        assertThat(message.summary()).isEmpty();
    }

    @Test
    void thousandsOfAttendeesShouldBeRefused() {
        assertRefused(
                calendar("", "ATTENDEE:mailto:a@b.example\n".repeat(20_000)), "500 attendees");
    }

    @Test
    void manyLinesShouldBeCheap() {
        cheaply(calendar("", "COMMENT:\n".repeat(100_000)));
        cheaply(calendar("", "X:\n".repeat(300_000)));
        cheaply(calendar("", "COMMENT:x\\n".repeat(60_000)));
        cheaply(calendar("", "SUMMARY:a\r\n b\r\n c".repeat(60_000)));
        cheaply(calendar("BEGIN:VEVENT\nEND:VEVENT\n".repeat(40_000), ""));
        cheaply("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n".repeat(75_000));
    }

    @Test
    void deepNestingShouldBeRefused() {
        assertRefused(calendar("", "BEGIN:X-BOX\n".repeat(70_000)), "nested too deep");
    }

    @Test
    void parametersShouldBeCheap() {
        cheaply(calendar("", "ATTENDEE" + ";X=1".repeat(15_000) + ":mailto:a@b.example"));
        cheaply(calendar("", "ATTENDEE;CN=" + "\"".repeat(60_000) + ":mailto:a@b.example"));
        cheaply(calendar("", "ATTENDEE;CN=\"" + ":mailto:".repeat(8_000)));
        cheaply(calendar("", "DTSTART;TZID=" + "/a".repeat(30_000) + ":20260112T100000"));
        cheaply(
                calendar(
                        "",
                        "ATTENDEE;X-RESPONSE-COMMENT=" + "&#x;".repeat(15_000) + ":mailto:a@b.c"));
    }

    @Test
    void secondCalendarShouldNotBeSmuggledIn() {
        CalendarMessage message =
                cheaply(calendar("", "UID:a\\n\\r\nX:1").concat(calendar("", "UID:b")));

        assertThat(message.uid()).isEqualTo("a\\r");
    }

    @Test
    void nameShouldNotBecomeAnotherAttendee() {
        CalendarMessage message =
                cheaply(
                        calendar(
                                "",
                                "ATTENDEE;CN=\"x^nATTENDEE:mailto:m@evil.example\";"
                                        + "PARTSTAT=ACCEPTED:mailto:ana@client.example"));

        assertThat(message.attendees()).hasSize(1);
        assertThat(message.attendees().getFirst().address().value())
                .isEqualTo("ana@client.example");
        assertThat(message.attendees().getFirst().name()).doesNotContain("\n");
    }

    /** Any damage to a real answer gives a message or a refusal, never anything else. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damageShouldNeverBeMoreThanARefusal(long seed) {
        var random = new Random(seed);
        byte[] whole =
                calendar(
                                zone("Z", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
                                """
                                UID:u@acme.example
                                SEQUENCE:1
                                DTSTAMP:20260106T091455Z
                                DTSTART;TZID=Z:20260112T100000
                                DURATION:P1DT2H
                                ATTENDEE;CN="Ana";PARTSTAT=ACCEPTED;SENT-BY="mailto:b@c.example":mailto:a%2Bb@c.example
                                COMMENT:yes\\, please &amp;\
                                """)
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = whole.clone();
            for (int hit = random.nextInt(6); hit >= 0; hit--) {
                int at = random.nextInt(damaged.length);
                int from = random.nextInt(damaged.length);
                switch (random.nextInt(3)) {
                    case 0 -> damaged[at] = (byte) random.nextInt(256);
                    case 1 -> damaged[at] = (byte) "\r\n\";:\\^,= T".charAt(random.nextInt(11));
                    default -> {
                        int length = Math.min(20, damaged.length - Math.max(at, from));
                        System.arraycopy(whole, from, damaged, at, length);
                    }
                }
            }
            try {
                assertThat(reader.read(damaged, StandardCharsets.UTF_8, "REPLY")).isNotNull();
            } catch (UnreadableCalendarException refused) {
                assertThat(refused).hasMessageEndingWith(".");
            }
        }
    }

    private void assertRefused(String calendar, String reason) {
        assertThatThrownBy(() -> cheaply(calendar))
                .isInstanceOf(UnreadableCalendarException.class)
                .hasMessageContaining(reason);
    }

    private CalendarMessage cheaply(String calendar) {
        byte[] bytes = calendar.getBytes(StandardCharsets.UTF_8);
        return assertTimeoutPreemptively(LONG, () -> measured(bytes));
    }

    private CalendarMessage measured(byte[] bytes) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            return reader.read(bytes, StandardCharsets.UTF_8, null);
        } finally {
            long used = threads.getCurrentThreadAllocatedBytes() - before;
            if (Boolean.getBoolean("measure")) {
                System.out.printf(
                        "%,d bytes: %,d us, %,d bytes%n",
                        bytes.length, (System.nanoTime() - start) / 1000, used);
            }
            assertThat(used).isLessThan(MUCH);
        }
    }

    private static String zone(String id, String rule) {
        return "BEGIN:VTIMEZONE\nTZID:"
                + id
                + "\nBEGIN:STANDARD\nDTSTART:19700101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
                + rule
                + "\nEND:STANDARD\nEND:VTIMEZONE\n";
    }

    private static String calendar(String head, String eventLines) {
        return "BEGIN:VCALENDAR\nMETHOD:REPLY\n"
                + head
                + "BEGIN:VEVENT\n"
                + eventLines
                + "\nEND:VEVENT\nEND:VCALENDAR\n";
    }
}
