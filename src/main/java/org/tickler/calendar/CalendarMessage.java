package org.tickler.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * @param zoneUnresolved the zone name that could not be resolved, {@link #FLOATING} for a local
 *     time without any zone, or null
 * @param local the time as it was written, where its zone could not be resolved, or null
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
        @Nullable Local local,
        @Nullable EmailAddress organizer,
        List<Attendee> attendees,
        String summary,
        @Nullable String comment,
        boolean recurrenceId,
        @Nullable String productId) {
    /** {@link #zoneUnresolved} of a local time that belongs to no zone (RFC 5545, 3.3.5). */
    public static final String FLOATING = "floating";

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    /**
     * A time on the clock of a zone nobody knows.
     *
     * @param end exclusive
     */
    public record Local(LocalDateTime start, LocalDateTime end) {}

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

    /**
     * The event's start as the command line shows it: an instant, a day, a local time where the
     * zone is unknown, or null.
     */
    public @Nullable String startText() {
        return switch (time) {
            case EventTime.Timed timed -> timed.start().toString();
            case EventTime.AllDay days -> days.start().toString();
            case null -> local == null ? null : LOCAL.format(local.start());
        };
    }

    /** The event's exclusive end, as {@link #startText}. */
    public @Nullable String endText() {
        return switch (time) {
            case EventTime.Timed timed -> timed.end().toString();
            case EventTime.AllDay days -> days.endExclusive().toString();
            case null -> local == null ? null : LOCAL.format(local.end());
        };
    }

    /**
     * When it is for somebody in {@code zone}: a time without any zone is the same hour everywhere
     * (RFC 5545, 3.3.5). Null where that cannot be told.
     */
    public @Nullable EventTime timeIn(ZoneId zone) {
        if (time != null || local == null || !FLOATING.equals(zoneUnresolved)) {
            return time;
        }
        return new EventTime.Timed(
                local.start().atZone(zone).toInstant(), local.end().atZone(zone).toInstant());
    }

    /** The attendee of this address, if named. */
    public Optional<Attendee> attendee(EmailAddress address) {
        return attendees.stream().filter(a -> a.address().equals(address)).findFirst();
    }

    /**
     * Who answers: the only attendee, as RFC 5546, 3.2.3 wants it; of several, which some mail
     * clients send for people with many addresses, the first of {@code senders}, else the first.
     */
    public Optional<Attendee> answering(List<EmailAddress> senders) {
        for (EmailAddress sender : senders) {
            Optional<Attendee> found = attendee(sender);
            if (found.isPresent()) {
                return found;
            }
        }
        return attendees.stream().findFirst();
    }
}
