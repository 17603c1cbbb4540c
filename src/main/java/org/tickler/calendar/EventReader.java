package org.tickler.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage.Attendee;
import org.tickler.ical.CalendarValues;
import org.tickler.ical.CalendarValues.Moment;
import org.tickler.ical.Component;
import org.tickler.ical.ContentLine;
import org.tickler.ical.ZoneDefinition;
import org.tickler.ical.ZoneNames;
import org.tickler.mail.EmailAddress;

/** One event of a parsed calendar as a {@link CalendarMessage}. Used once. */
final class EventReader {
    private static final int LONGEST_COMMENT = 4_000;
    private static final int LONGEST_SUMMARY = 500;
    private static final int LONGEST_UID = 1_000;

    private final Component calendar;
    private final Component event;
    private final @Nullable ZoneId floating;
    private @Nullable String zoneUnresolved;

    EventReader(Component calendar, Component event) {
        this(calendar, event, null);
    }

    /**
     * @param floating the zone of times without one; null leaves them unresolved
     */
    EventReader(Component calendar, Component event, @Nullable ZoneId floating) {
        this.calendar = calendar;
        this.event = event;
        this.floating = floating;
    }

    /**
     * @param headerMethod the Content-Type's {@code method}, for calendars that have lost theirs
     */
    CalendarMessage read(@Nullable String headerMethod) {
        EventTime time = time();
        return new CalendarMessage(
                method(headerMethod),
                uid(),
                sequence(),
                stamp(),
                time,
                time == null ? zoneUnresolved : null,
                time == null ? local() : null,
                event.first("ORGANIZER").flatMap(CalendarAddress::of).orElse(null),
                attendees(),
                cut(text("SUMMARY").replace('\n', ' '), LONGEST_SUMMARY),
                comment(),
                event.first("RECURRENCE-ID").isPresent(),
                calendar.first("PRODID").map(ContentLine::text).orElse(null));
    }

    /** The body wins over the header; some writers put METHOD into the event. */
    private @Nullable Method method(@Nullable String headerMethod) {
        return calendar.first("METHOD")
                .or(() -> event.first("METHOD"))
                .flatMap(line -> named(line.value()))
                .or(() -> headerMethod == null ? Optional.empty() : named(headerMethod))
                .orElse(null);
    }

    private static Optional<Method> named(String name) {
        String word = name.replace("\"", "").strip().toUpperCase(Locale.ROOT);
        for (Method method : Method.values()) {
            if (method.name().equals(word)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    private @Nullable String uid() {
        String uid = text("UID").replace("\n", "").strip();
        return uid.isEmpty() || uid.length() > LONGEST_UID ? null : uid;
    }

    private @Nullable Integer sequence() {
        return event.first("SEQUENCE")
                .or(() -> event.first("X-MICROSOFT-CDO-APPT-SEQUENCE"))
                .map(line -> CalendarValues.integer(line.value()))
                .orElse(null);
    }

    /** A DTSTAMP without a zone says nothing that could be compared. */
    private @Nullable Instant stamp() {
        ContentLine line = event.first("DTSTAMP").orElse(null);
        Moment moment = line == null ? null : moment(line);
        if (line == null || moment == null || moment.time() == null) {
            return null;
        }
        Instant instant = moment.instant();
        return instant != null ? instant : inZone(moment, line.parameter("TZID")).orElse(null);
    }

    /** The day on which it starts by its own clock, or null. */
    @Nullable LocalDate startDay() {
        return event.first("DTSTART").map(EventReader::moment).map(Moment::date).orElse(null);
    }

    /** When it would start on another day; null where its zone is unknown. */
    @Nullable Instant startOn(LocalDate day) {
        ContentLine start = event.first("DTSTART").orElse(null);
        Moment from = start == null ? null : moment(start);
        return start == null || from == null
                ? null
                : instant(new Moment(day, from.time(), from.offset()), start.parameter("TZID"));
    }

    /** When it is; null where that cannot be told. */
    @Nullable EventTime time() {
        ContentLine start = event.first("DTSTART").or(() -> event.first("DUE")).orElse(null);
        Moment from = start == null ? null : moment(start);
        if (start == null || from == null) {
            return null;
        }
        ContentLine end = event.first("DTEND").or(() -> event.first("DUE")).orElse(null);
        Moment to = end == null ? null : moment(end);
        if (from.time() == null || wholeDays(from, to)) {
            return allDay(from.date(), to);
        }
        Instant begin = instant(from, start.parameter("TZID"));
        if (begin == null) {
            return null;
        }
        Instant finish =
                to == null || end == null || to.time() == null
                        ? null
                        : instant(to, zoneOfEnd(start, from, end, to));
        if (finish == null || finish.isBefore(begin)) {
            finish = begin.plus(duration());
        }
        return new EventTime.Timed(begin, finish);
    }

    /** An end without a zone ends on the clock of its start. */
    private static @Nullable String zoneOfEnd(
            ContentLine start, Moment from, ContentLine end, Moment to) {
        String own = end.parameter("TZID");
        if (to.offset() != null || own != null && !own.isBlank()) {
            return own;
        }
        return from.offset() != null ? "UTC" : start.parameter("TZID");
    }

    /** The time as written, with no regard to its zone; null where there is none. */
    private CalendarMessage.@Nullable Local local() {
        ContentLine start = event.first("DTSTART").or(() -> event.first("DUE")).orElse(null);
        Moment from = start == null ? null : moment(start);
        if (from == null || from.time() == null) {
            return null;
        }
        Moment to =
                event.first("DTEND")
                        .or(() -> event.first("DUE"))
                        .map(EventReader::moment)
                        .orElse(null);
        LocalDateTime end = to == null || to.time() == null ? null : to.local();
        LocalDateTime begin = from.local();
        return new CalendarMessage.Local(
                begin, end == null || end.isBefore(begin) ? begin.plus(duration()) : end);
    }

    /** Exchange answers an all-day invitation with midnights of its own zone. */
    private boolean wholeDays(Moment from, @Nullable Moment to) {
        boolean midnight = LocalTime.MIDNIGHT.equals(from.time()) && from.offset() == null;
        boolean toMidnight =
                to == null || to.time() == null || LocalTime.MIDNIGHT.equals(to.time());
        return midnight
                && toMidnight
                && text("X-MICROSOFT-CDO-ALLDAYEVENT").strip().equalsIgnoreCase("TRUE");
    }

    private EventTime allDay(LocalDate first, @Nullable Moment to) {
        LocalDate end = to == null ? first.plusDays(duration().toDays()) : to.date();
        return new EventTime.AllDay(first, end.isAfter(first) ? end : first.plusDays(1));
    }

    private Duration duration() {
        return event.first("DURATION")
                .flatMap(line -> CalendarValues.duration(line.value()))
                .orElse(Duration.ZERO);
    }

    private static @Nullable Moment moment(ContentLine line) {
        return CalendarValues.dateTime(line.value()).orElse(null);
    }

    @Nullable Instant instant(Moment moment, @Nullable String tzid) {
        Instant known = moment.instant();
        if (known != null) {
            return known;
        }
        Optional<Instant> found = inZone(moment, tzid);
        if (found.isEmpty()) {
            zoneUnresolved = tzid == null || tzid.isBlank() ? CalendarMessage.FLOATING : tzid;
        }
        return found.orElse(null);
    }

    /** The order of trust: a zone everybody knows, the mail's own definition; never a guess. */
    private Optional<Instant> inZone(Moment moment, @Nullable String tzid) {
        String name = tzid;
        if (name == null || name.isBlank()) {
            name = calendar.first("X-WR-TIMEZONE").map(ContentLine::value).orElse("");
        }
        LocalDateTime local = moment.local();
        Optional<Instant> known = at(ZoneNames.resolve(name), local);
        String id = name;
        if (known.isEmpty() && id.isBlank()) {
            return at(Optional.ofNullable(floating), local);
        }
        return known.isPresent() ? known : byDefinition(id, local);
    }

    private Optional<Instant> byDefinition(String tzid, LocalDateTime local) {
        for (Component zone : calendar.components("VTIMEZONE")) {
            if (sameZone(zone, tzid)) {
                Optional<Instant> located =
                        at(
                                zone.first("X-LIC-LOCATION")
                                        .flatMap(line -> ZoneNames.resolve(line.value())),
                                local);
                return located.isPresent()
                        ? located
                        : new ZoneDefinition(zone).offsetAt(local).map(local::toInstant);
            }
        }
        return Optional.empty();
    }

    private static boolean sameZone(Component zone, String tzid) {
        String id = zone.first("TZID").map(ContentLine::value).orElse("");
        return plain(id).equalsIgnoreCase(plain(tzid));
    }

    private static String plain(String tzid) {
        return tzid.replace("\"", "").replace("\\", "").strip();
    }

    private static Optional<Instant> at(Optional<ZoneId> zone, LocalDateTime local) {
        return zone.map(id -> local.atZone(id).toInstant());
    }

    private List<Attendee> attendees() {
        var found = new ArrayList<Attendee>();
        for (ContentLine line : event.all("ATTENDEE")) {
            CalendarAddress.of(line).ifPresent(address -> found.add(attendee(line, address)));
        }
        return found;
    }

    private static Attendee attendee(ContentLine line, EmailAddress address) {
        String name = line.parameter("CN");
        return new Attendee(
                address,
                name == null ? "" : ContentLine.unescape(name).replace('\n', ' ').strip(),
                partStat(
                        line.parameter("PARTSTAT") == null
                                ? vCalendarStatus(line.parameter("STATUS"))
                                : line.parameter("PARTSTAT")),
                CalendarAddress.of(line.parameter("SENT-BY")).orElse(null),
                delegate(line.parameter("DELEGATED-TO")));
    }

    private static @Nullable EmailAddress delegate(@Nullable String value) {
        return value == null ? null : CalendarAddress.of(value.split(",", 2)[0]).orElse(null);
    }

    /** What vCalendar 1.0 called it, which old phones still write. */
    private static @Nullable String vCalendarStatus(@Nullable String status) {
        return "CONFIRMED".equalsIgnoreCase(status) ? PartStat.ACCEPTED.value() : status;
    }

    /** Missing means NEEDS-ACTION (RFC 5545, 3.2.12). */
    private static @Nullable PartStat partStat(@Nullable String value) {
        String word = value == null ? "" : value.strip().toUpperCase(Locale.ROOT);
        if (word.isEmpty()) {
            return PartStat.NEEDS_ACTION;
        }
        for (PartStat partStat : PartStat.values()) {
            if (partStat.value().equals(word) || partStat.name().equals(word)) {
                return partStat;
            }
        }
        return null;
    }

    /** Google writes the comment as a parameter, with HTML entities and escaped semicolons. */
    private @Nullable String comment() {
        var parts = new ArrayList<String>();
        for (ContentLine line : event.all("ATTENDEE")) {
            String said = line.parameter("X-RESPONSE-COMMENT");
            if (said != null && parts.isEmpty()) {
                parts.add(Parser.unescapeEntities(ContentLine.unescape(said), false).strip());
            }
        }
        for (ContentLine line : event.all("COMMENT")) {
            String said = line.text().strip();
            if (!parts.contains(said)) {
                parts.add(said);
            }
        }
        String all = String.join("\n", parts).strip();
        return all.isEmpty() ? null : cut(all, LONGEST_COMMENT);
    }

    private String text(String property) {
        return event.first(property).map(ContentLine::text).orElse("");
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
