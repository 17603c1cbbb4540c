package org.tickler.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tickler.calendar.CalendarReader;
import org.tickler.calendar.UnreadableCalendarException;

/**
 * What it costs to read or refuse calendars that are made to cost much. Aim: below 50 ms and 16 MB
 * each. {@code HostileCalendarTest} checks what becomes of them.
 */
public final class HostileCalendars {
    private static final int WARM_UP = 10;
    private static final int RUNS = 15;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private HostileCalendars() {}

    public static void main(String[] args) {
        System.out.printf("%-32s %12s %12s %12s  %s%n", "", "octets", "median us", "kB", "outcome");
        Map<String, String> cases = cases();
        // Once for the compiler: a service has read a calendar before.
        for (int i = 0; i < WARM_UP; i++) {
            cases.values().forEach(one -> outcome(one.getBytes(StandardCharsets.UTF_8)));
        }
        cases.forEach(HostileCalendars::measure);
    }

    private static Map<String, String> cases() {
        String yearly = "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU";
        String attendee = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@client.example\n";
        var cases = new LinkedHashMap<String, String>();
        cases.put("an ordinary answer", calendar(zone("Odd", yearly), start("Odd") + attendee));
        cases.put(
                "a zone that changes each second",
                calendar(zone("Odd", "RRULE:FREQ=SECONDLY"), start("Odd") + attendee));
        var zones = new StringBuilder();
        for (int i = 0; i < 1_600; i++) {
            zones.append(zone("Z" + i, yearly));
        }
        cases.put("1,600 zones", calendar(zones.toString(), start("Z7") + attendee));
        cases.put("a line of 20 MB", calendar("", "DESCRIPTION:" + "x".repeat(20 << 20) + "\n"));
        cases.put("a line of 0.9 MB", calendar("", "DESCRIPTION:" + "x".repeat(900_000) + "\n"));
        cases.put("20,000 attendees", calendar("", "ATTENDEE:mailto:a@b.example\n".repeat(20_000)));
        cases.put("70,000 components deep", calendar("", "BEGIN:X-BOX\n".repeat(70_000)));
        cases.put("two calendars", calendar("", start("UTC")) + calendar("", attendee));
        cases.put("a line break in the UID", calendar("", "UID:a\r\n b\\nX:1\r\n" + attendee));
        cases.put(
                "a line break in a name",
                calendar(
                        "",
                        "ATTENDEE;CN=\"x^nATTENDEE:mailto:m@evil.example\":mailto:a@b.example\n"));
        cases.put("300,000 lines", calendar("", "X:\n".repeat(300_000)));
        return cases;
    }

    private static void measure(String name, String calendar) {
        byte[] bytes = calendar.getBytes(StandardCharsets.UTF_8);
        var micros = new long[RUNS];
        long octets = 0;
        String outcome = "";
        for (int i = 0; i < RUNS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            outcome = outcome(bytes);
            micros[i] = (System.nanoTime() - start) / 1_000;
            octets = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        Arrays.sort(micros);
        System.out.printf(
                "%-32s %,12d %,12d %,12d  %s%n",
                name, bytes.length, micros[RUNS / 2], octets / 1024, outcome);
    }

    private static String outcome(byte[] bytes) {
        try {
            var message = new CalendarReader().read(bytes, StandardCharsets.UTF_8, null);
            return "read, start " + message.startText();
        } catch (UnreadableCalendarException refused) {
            return "refused: " + refused.getMessage();
        }
    }

    private static String start(String zone) {
        return "DTSTART;TZID=" + zone + ":20260112T100000\n";
    }

    private static String zone(String id, String rule) {
        return "BEGIN:VTIMEZONE\nTZID:"
                + id
                + "\nBEGIN:STANDARD\nDTSTART:19700101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
                + rule
                + "\nEND:STANDARD\nEND:VTIMEZONE\n";
    }

    private static String calendar(String head, String lines) {
        return "BEGIN:VCALENDAR\nMETHOD:REPLY\n"
                + head
                + "BEGIN:VEVENT\n"
                + lines
                + "END:VEVENT\nEND:VCALENDAR\n";
    }
}
