package org.tickler.calendar;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.NamedAddress;

/**
 * One calendar message to one attendee, as we send it.
 *
 * @param method REQUEST, CANCEL or DECLINECOUNTER
 * @param uid frozen for the life of the event
 * @param sequence rises only when the time changes or with a CANCEL
 * @param stamp DTSTAMP: the instant of this very mail
 * @param organizer the mailbox we poll; equal to From
 * @param attendee the only attendee named: the addressee
 * @param partStat what the attendee last answered, or NEEDS_ACTION
 * @param tentative a hold: STATUS:TENTATIVE and free time; else confirmed and busy
 * @param location may be empty
 * @param comment for a CANCEL, such as "done", or a DECLINECOUNTER; may be null
 * @param created when the event was first written down
 */
public record Invitation(
        Method method,
        String uid,
        int sequence,
        Instant stamp,
        EventTime time,
        String summary,
        String description,
        String location,
        NamedAddress organizer,
        NamedAddress attendee,
        PartStat partStat,
        boolean tentative,
        @Nullable String comment,
        Instant created) {}
