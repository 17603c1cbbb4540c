package org.tickler.calendar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tickler.ical.CalendarValues;

/**
 * Looks at a calendar we are about to send or serve, with eyes of its own: neither the writer nor
 * the reader is trusted here. Stateless and safe for use by many threads.
 */
public final class CalendarLinter {
    private static final Set<String> UNWELCOME =
            Set.of("RRULE", "RDATE", "EXRULE", "EXDATE", "ATTACH", "X-ALT-DESC", "RECURRENCE-ID");
    private static final List<String> REFUSAL = List.of("UID", "DTSTAMP", "SEQUENCE", "ORGANIZER");
    private static final Set<String> TEXTS =
            Set.of("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "NAME", "X-WR-CALNAME");
    private static final Set<String> UTC_TIMES =
            Set.of("DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED");
    private static final Set<String> TIMES = Set.of("DTSTART", "DTEND", "DUE");

    private final List<String> problems = new ArrayList<>();

    private CalendarLinter() {}

    /**
     * Everything that is wrong with {@code calendar}, in words; empty if nothing is. With METHOD
     * REQUEST, CANCEL or DECLINECOUNTER the rules for mail hold (RFC 5546, 3.2; RFC 6047, 2.4),
     * without METHOD or with PUBLISH those of a feed, which names no people.
     */
    public static List<String> problems(byte[] calendar) {
        var linter = new CalendarLinter();
        List<String> lines = linter.physical(calendar);
        linter.structure(unfold(lines));
        return List.copyOf(linter.problems);
    }

    private void wrong(boolean wrong, String problem) {
        if (wrong && problems.size() < 100) {
            problems.add(problem);
        }
    }

    /** RFC 5545, 3.1: CRLF, 75 octets, folds between characters. */
    private List<String> physical(byte[] bytes) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean newline = bytes[i] == '\n';
            boolean crlf = newline && i > start && bytes[i - 1] == '\r';
            wrong(newline && !crlf, "a line ends without CRLF");
            wrong(bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n'), "a bare CR");
            if (newline) {
                lines.add(line(bytes, start, crlf ? i - 1 : i));
                start = i + 1;
            }
        }
        wrong(start != bytes.length, "the last line has no end");
        return lines;
    }

    private String line(byte[] bytes, int start, int end) {
        wrong(end == start, "an empty line");
        wrong(end - start > 75, "a line of " + (end - start) + " octets");
        try {
            String line =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, start, end - start))
                            .toString();
            wrong(line.codePoints().anyMatch(Character::isISOControl), "a control character");
            return line;
        } catch (CharacterCodingException broken) {
            wrong(true, "a line that is not UTF-8: folded inside a character?");
            return "";
        }
    }

    private static List<String> unfold(List<String> lines) {
        var whole = new ArrayList<String>();
        for (String line : lines) {
            if (line.startsWith(" ") && !whole.isEmpty()) {
                whole.set(whole.size() - 1, whole.getLast() + line.substring(1));
            } else {
                whole.add(line);
            }
        }
        return whole;
    }

    private void structure(List<String> lines) {
        wrong(lines.isEmpty() || !lines.getFirst().equals("BEGIN:VCALENDAR"), "no BEGIN:VCALENDAR");
        wrong(lines.isEmpty() || !lines.getLast().equals("END:VCALENDAR"), "no END:VCALENDAR");
        var head = new ArrayList<String>();
        var components = new ArrayList<List<String>>();
        String open = "";
        for (String line : lines) {
            if (line.startsWith("BEGIN:") && !line.equals("BEGIN:VCALENDAR")) {
                wrong(!open.isEmpty(), "a component inside " + open + ": " + line);
                open = line.substring(6);
                components.add(new ArrayList<>());
            } else if (line.startsWith("END:") && !line.equals("END:VCALENDAR")) {
                wrong(!line.equals("END:" + open), "unexpected " + line);
                open = "";
            } else if (open.isEmpty()) {
                wrong(!components.isEmpty() && !line.startsWith("END:"), "late " + line);
                head.add(line);
            } else {
                components.getLast().add(line);
            }
        }
        wrong(!open.isEmpty(), open + " has no end");
        calendar(head, components);
    }

    private void calendar(List<String> head, List<List<String>> components) {
        Map<String, String> properties = properties(head);
        wrong(!properties.containsKey("PRODID"), "no PRODID");
        wrong(!"2.0".equals(properties.get("VERSION")), "not VERSION:2.0");
        String method = properties.getOrDefault("METHOD", "PUBLISH");
        boolean refusal = method.equals("DECLINECOUNTER");
        boolean mail = refusal || method.equals("REQUEST") || method.equals("CANCEL");
        wrong(!mail && !method.equals("PUBLISH"), "a METHOD we never send: " + method);
        // RFC 6047, 2.4: one calendar with one event in each mail.
        wrong(mail && components.size() != 1, components.size() + " components in a mail");
        for (List<String> component : components) {
            if (refusal) {
                refusal(component);
            } else {
                event(component, method, mail);
            }
        }
    }

    /** RFC 5546, 3.2.8: which event and which proposal, and nothing of the event itself. */
    private void refusal(List<String> lines) {
        Map<String, String> properties = properties(lines);
        for (String required : REFUSAL) {
            wrong(!properties.containsKey(required), "no " + required);
        }
        for (String line : lines) {
            value(line);
            String name = name(line);
            wrong(!REFUSAL.contains(name) && !name.equals("COMMENT"), name + " in a refusal");
        }
        String organizer = properties.getOrDefault("ORGANIZER", "");
        wrong(!organizer.matches("mailto:[^ ]+@[^ ]+"), "ORGANIZER is no address");
    }

    private void event(List<String> lines, String method, boolean mail) {
        Map<String, String> properties = properties(lines);
        for (String required : List.of("UID", "DTSTAMP", "SUMMARY")) {
            wrong(!properties.containsKey(required), "no " + required);
        }
        for (String line : lines) {
            value(line);
        }
        times(lines, properties, mail);
        wrong(properties.containsKey("METHOD"), "METHOD inside the component");
        if (mail) {
            people(lines, properties);
            wrong(!properties.containsKey("SEQUENCE"), "no SEQUENCE");
            wrong(
                    method.equals("CANCEL") != "CANCELLED".equals(properties.get("STATUS")),
                    "STATUS and METHOD disagree");
            String busy = properties.getOrDefault("X-MICROSOFT-CDO-BUSYSTATUS", "");
            wrong(
                    busy.equals("BUSY") != "OPAQUE".equals(properties.get("TRANSP")),
                    "TRANSP and BUSYSTATUS disagree");
        } else {
            wrong(
                    properties.containsKey("ORGANIZER") || properties.containsKey("ATTENDEE"),
                    "people in a feed: some clients mail them on import");
        }
    }

    private void value(String line) {
        String name = name(line);
        String value = line.substring(Math.min(line.length(), colon(line) + 1));
        wrong(UNWELCOME.contains(name), "unwelcome " + name);
        wrong(line.contains("TZID"), "a zone: " + line);
        wrong(line.contains("SENT-BY"), "SENT-BY");
        if (TEXTS.contains(name)) {
            String rest = value.replace("\\\\", "").replace("\\,", "").replace("\\;", "");
            rest = rest.replace("\\n", "");
            wrong(rest.matches(".*[\\\\,;].*"), "an unescaped " + name);
        }
        if (UTC_TIMES.contains(name)) {
            wrong(!value.matches("\\d{8}T\\d{6}Z"), "no UTC time: " + line);
        }
        if (TIMES.contains(name)) {
            boolean day = line.startsWith(name + ";VALUE=DATE:") && value.matches("\\d{8}");
            boolean instant = line.startsWith(name + ":") && value.matches("\\d{8}T\\d{6}Z");
            wrong(!day && !instant, "neither a day nor a UTC time: " + line);
        }
        wrong(name.equals("UID") && !value.matches("[!-~]{1,255}"), "a bad UID");
    }

    private void times(List<String> lines, Map<String, String> properties, boolean mail) {
        String start = properties.get("DTSTART");
        String end = properties.get("DTEND");
        wrong(mail && start == null, "no DTSTART");
        if (start != null && end != null) {
            wrong(start.length() != end.length(), "DTSTART and DTEND of two kinds");
            wrong(end.compareTo(start) <= 0, "DTEND is not after DTSTART");
        }
        boolean allDay = lines.contains("X-MICROSOFT-CDO-ALLDAYEVENT:TRUE");
        wrong(mail && start != null && allDay != (start.length() == 8), "ALLDAYEVENT disagrees");
        String stamp = properties.getOrDefault("DTSTAMP", "");
        wrong(
                stamp.length() == 16 && instant(stamp).isBefore(Instant.EPOCH),
                "DTSTAMP before 1970");
    }

    private static Instant instant(String value) {
        return CalendarValues.dateTime(value)
                .map(moment -> moment.local().toInstant(ZoneOffset.UTC))
                .orElse(Instant.MIN);
    }

    private void people(List<String> lines, Map<String, String> properties) {
        long attendees = lines.stream().filter(line -> name(line).equals("ATTENDEE")).count();
        wrong(attendees != 1, attendees + " attendees");
        String organizer = properties.getOrDefault("ORGANIZER", "");
        String attendee = properties.getOrDefault("ATTENDEE", "");
        wrong(!organizer.matches("mailto:[^ ]+@[^ ]+"), "ORGANIZER is no address");
        wrong(!attendee.matches("mailto:[^ ]+@[^ ]+"), "ATTENDEE is no address");
        wrong(organizer.equals(attendee), "the organizer is the attendee");
        for (String line : lines) {
            String name = name(line);
            boolean person = name.equals("ATTENDEE") || name.equals("ORGANIZER");
            wrong(person && !line.contains(";CN=\""), name + " without a quoted CN");
            if (name.equals("ATTENDEE")) {
                wrong(
                        !line.startsWith(
                                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT="),
                        "ATTENDEE lacks a parameter");
                wrong(!line.contains(";RSVP=TRUE;"), "no RSVP=TRUE: clients show no buttons");
            }
        }
    }

    /** Names to values; a name that stands there twice is reported. */
    private Map<String, String> properties(List<String> lines) {
        var found = new HashMap<String, String>();
        for (String line : lines) {
            int colon = colon(line);
            wrong(colon >= line.length(), "no content line: " + line);
            String value = line.substring(Math.min(line.length(), colon + 1));
            boolean twice = found.put(name(line), value) != null;
            wrong(twice && !name(line).equals("END"), name(line) + " twice");
        }
        return found;
    }

    private static String name(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != ':' && line.charAt(end) != ';') {
            end++;
        }
        return line.substring(0, end);
    }

    private static int colon(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            if (line.charAt(i) == ':' && !quoted) {
                return i;
            }
        }
        return line.length();
    }
}
