package org.tickler.ical;

import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * The first VCALENDAR of some bytes as a tree, with only the components and properties we read, and
 * within limits that keep hostile calendars cheap. Recurrence rules are kept in VTIMEZONE only and
 * nobody hands them to a library: a tiny one can fill any memory.
 */
public final class CalendarParser {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_CHOSEN_BYTES = 10 << 20;

    /** A calendar that names more is refused. */
    public static final int MOST_ATTENDEES = 500;

    private static final int MOST_EVENTS = 50;
    private static final int MOST_CHOSEN_EVENTS = 50_000;
    private static final int MOST_ZONES = 50;
    private static final int MOST_OBSERVANCES = 400;
    private static final int MOST_LINES = 1_000;
    private static final int DEEPEST = 10;
    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 40;

    private static final Set<String> EVENTS =
            Set.of("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY");
    private static final Set<String> OBSERVANCES = Set.of("STANDARD", "DAYLIGHT");
    private static final Set<String> IN_CALENDAR =
            Set.of("METHOD", "PRODID", "VERSION", "X-WR-TIMEZONE");
    private static final Set<String> IN_EVENT =
            Set.of(
                    "UID",
                    "METHOD",
                    "SEQUENCE",
                    "X-MICROSOFT-CDO-APPT-SEQUENCE",
                    "X-MICROSOFT-CDO-ALLDAYEVENT",
                    "DTSTAMP",
                    "DTSTART",
                    "DTEND",
                    "DUE",
                    "DURATION",
                    "ORGANIZER",
                    "ATTENDEE",
                    "SUMMARY",
                    "COMMENT",
                    "RECURRENCE-ID");
    private static final Set<String> WITH_RULES =
            Set.of(
                    "UID",
                    "DTSTART",
                    "DTEND",
                    "DURATION",
                    "SUMMARY",
                    "STATUS",
                    "TRANSP",
                    "CLASS",
                    "FREEBUSY",
                    "RRULE",
                    "RDATE",
                    "EXDATE",
                    "RECURRENCE-ID",
                    "X-MICROSOFT-CDO-ALLDAYEVENT",
                    "X-MICROSOFT-CDO-BUSYSTATUS");
    private static final Set<String> IN_ZONE = Set.of("TZID", "X-LIC-LOCATION");
    private static final Set<String> IN_OBSERVANCE =
            Set.of("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE");

    private final Component calendar = new Component("VCALENDAR");
    private final Deque<Component> open = new ArrayDeque<>();
    private int events;
    private int zones;
    private int attendees;
    private boolean begun;

    private final int mostEvents;
    private final Set<String> inEvent;

    private CalendarParser(int mostEvents, Set<String> inEvent) {
        this.mostEvents = mostEvents;
        this.inEvent = inEvent;
    }

    /**
     * The tree of {@code bytes}.
     *
     * @param declared the charset named with them; UTF-8 is preferred where they are UTF-8
     * @throws BrokenCalendarException if there is no VCALENDAR, or a limit is passed
     */
    public static Component parse(byte[] bytes, Charset declared) {
        return new CalendarParser(MOST_EVENTS, IN_EVENT).whole(bytes, declared, MOST_BYTES);
    }

    /**
     * The tree of a calendar that the operator chose: up to 10 MB and 50,000 events, with their
     * recurrence rules.
     *
     * @throws BrokenCalendarException if there is no VCALENDAR, or a limit is passed
     */
    public static Component parseWithRules(byte[] bytes, Charset declared) {
        return new CalendarParser(MOST_CHOSEN_EVENTS, WITH_RULES)
                .whole(bytes, declared, MOST_CHOSEN_BYTES);
    }

    private Component whole(byte[] bytes, Charset declared, int mostBytes) {
        run(CalendarLexer.unfold(bytes, declared, mostBytes));
        if (!begun) {
            throw new BrokenCalendarException("There is no VCALENDAR in the calendar part.");
        }
        return calendar;
    }

    private void run(String text) {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (!line(text, start, end)) {
                return;
            }
            start = end + 1;
        }
    }

    /** Takes one line; false at the end of the first calendar. What follows it is dropped. */
    private boolean line(String text, int start, int end) {
        if (text.regionMatches(true, start, "BEGIN:", 0, 6)) {
            return begin(text, start + 6, end);
        }
        if (text.regionMatches(true, start, "END:", 0, 4)) {
            return !begun || end(word(text, start + 4, end));
        }
        if (begun && end - start <= LONGEST_LINE) {
            property(text, start, end);
        }
        return true;
    }

    private boolean begin(String text, int start, int end) {
        String name = word(text, start, end);
        if (name.equals("VCALENDAR")) {
            // A second one ends the first, unless the first was empty: some gateways wrap twice.
            boolean second = begun && events > 0;
            begun = true;
            return !second;
        }
        if (!begun) {
            return true;
        }
        boolean top = EVENTS.contains(name) || name.equals("VTIMEZONE");
        if (top) {
            open.clear();
        } else if (open.size() >= DEEPEST) {
            throw new BrokenCalendarException("The calendar's components are nested too deep.");
        }
        open.push(child(name));
        return true;
    }

    private Component child(String name) {
        Component component = new Component(name);
        if (EVENTS.contains(name) && ++events <= mostEvents) {
            calendar.add(component);
        } else if (name.equals("VTIMEZONE") && ++zones <= MOST_ZONES) {
            calendar.add(component);
        } else if (OBSERVANCES.contains(name)) {
            Component zone = open.peek();
            if (zone != null
                    && zone.name().equals("VTIMEZONE")
                    && zone.components().size() < MOST_OBSERVANCES) {
                zone.add(component);
            }
        }
        return component;
    }

    private boolean end(String name) {
        if (name.equals("VCALENDAR")) {
            return false;
        }
        while (isOpen(name) && !open.pop().name().equals(name)) {
            // What the client forgot to end inside of it ends here too.
        }
        return true;
    }

    private boolean isOpen(String name) {
        for (Component component : open) {
            if (component.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void property(String text, int start, int end) {
        Component current = open.isEmpty() ? calendar : open.peek();
        Set<String> wanted = wanted(current);
        int nameEnd = nameEnd(text, start, end);
        if (nameEnd - start < SHORTEST_NAME
                || nameEnd - start > LONGEST_NAME
                || wanted.isEmpty()
                || current.size() >= MOST_LINES) {
            return;
        }
        String name = text.substring(start, nameEnd).toUpperCase(Locale.ROOT);
        if (!wanted.contains(name)) {
            return;
        }
        if (name.equals("ATTENDEE") && ++attendees > MOST_ATTENDEES) {
            throw new BrokenCalendarException(
                    "The calendar names more than " + MOST_ATTENDEES + " attendees.");
        }
        ContentLine line = ContentLine.parse(text.substring(start, end));
        if (line != null) {
            current.add(line);
        }
    }

    private static int nameEnd(String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) != ':' && text.charAt(i) != ';') {
            i++;
        }
        return i == end ? start : i;
    }

    private Set<String> wanted(Component component) {
        String name = component.name();
        if (EVENTS.contains(name)) {
            return inEvent;
        }
        if (OBSERVANCES.contains(name)) {
            return IN_OBSERVANCE;
        }
        return switch (name) {
            case "VCALENDAR" -> IN_CALENDAR;
            case "VTIMEZONE" -> IN_ZONE;
            default -> Set.of();
        };
    }

    private static String word(String text, int start, int end) {
        int stop = Math.min(end, start + 60);
        return text.substring(start, stop).strip().toUpperCase(Locale.ROOT);
    }
}
