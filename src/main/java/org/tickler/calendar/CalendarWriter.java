package org.tickler.calendar;

import java.util.EnumSet;
import java.util.Set;
import org.tickler.mail.NamedAddress;

/** Writes invitations as iCalendar. Stateless and safe for use by many threads. */
public final class CalendarWriter {
    static final String PRODUCT = "-//Tickler//Tickler//EN";
    private static final Set<Method> SENT =
            EnumSet.of(Method.REQUEST, Method.CANCEL, Method.DECLINECOUNTER);
    private static final int LONGEST_SUMMARY = 500;
    private static final int LONGEST_DESCRIPTION = 2_000;

    /**
     * The bytes of one VCALENDAR: UTF-8, CRLF, lines of at most 75 octets (RFC 5545, 3.1). The same
     * invitation always gives the same bytes. Texts are cleaned of control characters and of what
     * clients are known to choke on; summaries above 500 and descriptions above 2,000 octets are
     * cut.
     *
     * @throws IllegalArgumentException if the method is none of REQUEST, CANCEL and DECLINECOUNTER,
     *     or the UID is blank or holds anything but printable ASCII
     */
    public byte[] write(Invitation invitation) {
        check(invitation);
        var out = new CalendarText();
        // METHOD stands before the component; inside it, clients do not look (RFC 5546, 3.2).
        out.line("BEGIN", "VCALENDAR")
                .line("PRODID", PRODUCT)
                .line("VERSION", "2.0")
                .line("CALSCALE", "GREGORIAN")
                .line("METHOD", invitation.method().name())
                .line("BEGIN", "VEVENT")
                .text("UID", invitation.uid())
                .line("SEQUENCE", Integer.toString(invitation.sequence()))
                .moment("DTSTAMP", invitation.stamp());
        if (invitation.method() == Method.DECLINECOUNTER) {
            // The event stays as it was: nothing else may be said of it (RFC 5546, 3.2.8).
            comment(out, invitation);
            organizer(out, invitation);
        } else {
            out.time(invitation.time());
            words(out, invitation);
            people(out, invitation);
            state(out, invitation);
        }
        return out.line("END", "VEVENT").line("END", "VCALENDAR").bytes();
    }

    private static void check(Invitation invitation) {
        if (!SENT.contains(invitation.method())) {
            throw new IllegalArgumentException("not for sending: " + invitation.method());
        }
        String uid = invitation.uid();
        if (uid.isBlank() || uid.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            throw new IllegalArgumentException("a UID is printable ASCII");
        }
        if (invitation.sequence() < 0) {
            throw new IllegalArgumentException("a SEQUENCE is never negative");
        }
    }

    private static void words(CalendarText out, Invitation invitation) {
        String summary = CalendarText.oneLine(invitation.summary());
        String description = CalendarText.manyLines(invitation.description());
        out.text("SUMMARY", CalendarText.shorten(summary, LONGEST_SUMMARY))
                .text("DESCRIPTION", CalendarText.shorten(description, LONGEST_DESCRIPTION))
                .text("LOCATION", CalendarText.oneLine(invitation.location()));
        comment(out, invitation);
    }

    private static void comment(CalendarText out, Invitation invitation) {
        String comment = invitation.comment();
        if (comment != null) {
            out.text(
                    "COMMENT",
                    CalendarText.shorten(CalendarText.manyLines(comment), LONGEST_DESCRIPTION));
        }
    }

    /** No SENT-BY, and the organizer is no attendee: both make clients answer wrongly. */
    private static void people(CalendarText out, Invitation invitation) {
        organizer(out, invitation);
        NamedAddress attendee = invitation.attendee();
        out.line(
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT="
                        + invitation.partStat().value()
                        + ";RSVP=TRUE;CN="
                        + name(attendee),
                CalendarText.mailto(attendee.address()));
    }

    private static void organizer(CalendarText out, Invitation invitation) {
        NamedAddress organizer = invitation.organizer();
        out.line("ORGANIZER;CN=" + name(organizer), CalendarText.mailto(organizer.address()));
    }

    private static String name(NamedAddress person) {
        String name = CalendarText.quoted(person.name());
        return name.equals("\"\"") ? CalendarText.quoted(person.address().value()) : name;
    }

    private static void state(CalendarText out, Invitation invitation) {
        boolean cancelled = invitation.method() == Method.CANCEL;
        boolean free = cancelled || invitation.tentative();
        out.line(
                        "STATUS",
                        cancelled
                                ? "CANCELLED"
                                : invitation.tentative() ? "TENTATIVE" : "CONFIRMED")
                .line("TRANSP", free ? "TRANSPARENT" : "OPAQUE")
                .line("CLASS", "PUBLIC")
                .line("PRIORITY", "5")
                .moment("CREATED", invitation.created())
                .moment("LAST-MODIFIED", invitation.stamp())
                .line("X-MICROSOFT-CDO-BUSYSTATUS", free ? "FREE" : "BUSY");
        if (invitation.time() instanceof EventTime.AllDay) {
            out.line("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE");
        }
        out.line("X-MICROSOFT-DISALLOW-COUNTER", "FALSE");
    }
}
