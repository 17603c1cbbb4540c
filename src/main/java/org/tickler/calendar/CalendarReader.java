package org.tickler.calendar;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.ical.BrokenCalendarException;
import org.tickler.ical.CalendarParser;
import org.tickler.ical.Component;
import org.tickler.ical.ContentLine;
import org.tickler.mail.MailPart;
import org.tickler.mail.ParsedMail;

/**
 * Reads the calendar message of a mail, whatever client wrote it. Stateless and safe for use by
 * many threads.
 *
 * <p>Bounded on any input: a calendar of at most 1 MB, of which lines above 64 kB and components
 * beyond the first 50 are left out; more than 500 attendees or components nested deeper than ten
 * are refused. Only the first VCALENDAR counts (RFC 6047, 2.4), and nothing is ever recurred.
 */
public final class CalendarReader {
    /**
     * The first calendar part at any depth, or empty where there is none. Of several parts, as most
     * clients send two copies, the first readable one that names a method; text/calendar goes
     * before attachments. Without any, a meeting answer in {@code winmail.dat}.
     *
     * @throws UnreadableCalendarException if there is a calendar part but it cannot be read or is
     *     beyond the limits
     */
    public Optional<CalendarMessage> read(ParsedMail mail) {
        CalendarMessage readable = null;
        UnreadableCalendarException refused = null;
        for (MailPart part : candidates(mail)) {
            try {
                CalendarMessage message =
                        read(part.content(), part.charset(), part.parameters().get("method"));
                if (message.method() != null) {
                    return Optional.of(message);
                }
                readable = readable == null ? message : readable;
            } catch (UnreadableCalendarException unreadable) {
                refused = refused == null ? unreadable : refused;
            }
        }
        if (readable == null && refused != null) {
            throw refused;
        }
        return Optional.ofNullable(readable).or(() -> winmail(mail));
    }

    /**
     * The calendar message in {@code bytes}, transfer encoding undone.
     *
     * @param charset the declared charset; UTF-8 is preferred where the bytes are UTF-8
     * @param headerMethod the {@code method} of the Content-Type, or null
     * @throws UnreadableCalendarException if there is no calendar or no event in it, or a limit is
     *     passed
     */
    public CalendarMessage read(byte[] bytes, Charset charset, @Nullable String headerMethod) {
        try {
            Component calendar = CalendarParser.parse(bytes, charset);
            return new EventReader(calendar, event(calendar)).read(headerMethod);
        } catch (BrokenCalendarException broken) {
            throw new UnreadableCalendarException(broken.reason());
        }
    }

    /** Whether {@link #read(ParsedMail)} would look at this part. */
    public static boolean isCalendar(MailPart part) {
        return rank(part) < Integer.MAX_VALUE
                || Winmail.isWinmail(part) && Winmail.isMeeting(part.content());
    }

    /** The {@code winmail.dat} of this mail that is about a meeting, which nothing else tells. */
    public static Optional<MailPart> meetingInWinmail(ParsedMail mail) {
        return mail.parts().stream()
                .filter(part -> Winmail.isWinmail(part) && Winmail.isMeeting(part.content()))
                .findFirst();
    }

    /** Only where there is no calendar in the open: Outlook sends one or the other. */
    private static Optional<CalendarMessage> winmail(ParsedMail mail) {
        return mail.parts().stream()
                .filter(Winmail::isWinmail)
                .findFirst()
                .flatMap(part -> Winmail.read(part.content(), mail));
    }

    private static List<MailPart> candidates(ParsedMail mail) {
        var found = new ArrayList<MailPart>();
        for (int rank = 0; rank < 3; rank++) {
            for (MailPart part : mail.parts()) {
                if (rank(part) == rank && found.size() < 10) {
                    found.add(part);
                }
            }
        }
        return found;
    }

    private static int rank(MailPart part) {
        if (part.isCalendarByType()) {
            return part.type().equals("text/calendar") ? 0 : 1;
        }
        return part.isCalendar() ? 2 : Integer.MAX_VALUE;
    }

    /** The first event; of a series its master. Where there is no event, the first task. */
    private static Component event(Component calendar) {
        List<Component> events = calendar.components("VEVENT");
        List<Component> all =
                !events.isEmpty()
                        ? events
                        : calendar.components().stream()
                                .filter(component -> !component.name().equals("VTIMEZONE"))
                                .toList();
        if (all.isEmpty()) {
            throw new UnreadableCalendarException("There is no event in the calendar part.");
        }
        Component first = all.getFirst();
        String uid = first.first("UID").map(ContentLine::value).orElse("");
        return all.stream()
                .filter(event -> event.first("RECURRENCE-ID").isEmpty())
                .filter(event -> event.first("UID").map(ContentLine::value).orElse("").equals(uid))
                .findFirst()
                .orElse(first);
    }
}
