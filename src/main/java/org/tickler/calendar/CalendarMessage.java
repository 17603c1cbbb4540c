package org.tickler.calendar;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * A calendar message as it came in, of the first event in it. Nothing of ical4j is left in it. What
 * was missing or unreadable is null; nothing is guessed.
 *
 * @param method from the calendar body, else from the MIME header; null where neither names one
 * @param uid compared without case by all users
 * @param sequence null where missing, which is not the same as 0
 * @param time null where missing or where its zone could not be resolved
 * @param zoneUnresolved the zone name that could not be resolved, or null
 * @param attendees the attendees in order, with their answers
 * @param comment the answer's comment from COMMENT or X-RESPONSE-COMMENT, trimmed, or null
 * @param recurrenceId whether the message is about one occurrence only
 */
public record CalendarMessage(
        @Nullable Method method,
        @Nullable String uid,
        @Nullable Integer sequence,
        @Nullable Instant stamp,
        @Nullable EventTime time,
        @Nullable String zoneUnresolved,
        @Nullable EmailAddress organizer,
        List<Attendee> attendees,
        String summary,
        @Nullable String comment,
        boolean recurrenceId,
        @Nullable String productId) {
    /**
     * @param partStat null where the value is unknown to RFC 5545
     * @param sentBy who answered in the attendee's place, or null
     * @param delegatedTo whom the attendee delegated to, or null
     */
    public record Attendee(
            EmailAddress address,
            String name,
            @Nullable PartStat partStat,
            @Nullable EmailAddress sentBy,
            @Nullable EmailAddress delegatedTo) {}

    public CalendarMessage {
        attendees = List.copyOf(attendees);
    }
}
