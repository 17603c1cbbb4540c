package org.tickler.invite;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarWriter;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Invitation;
import org.tickler.calendar.Method;
import org.tickler.calendar.PartStat;
import org.tickler.invite.EventStore.Attendee;
import org.tickler.letter.Letter;
import org.tickler.letter.Letter.EventMail.News;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.Added;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailIdentity;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.task.Task;

/** Writes the calendar mails of an event: one per attendee, each naming only the addressee. */
public final class InvitationMail {
    private final Outbox outbox;
    private final MailIdentity identity;
    private final CalendarWriter writer = new CalendarWriter();

    public InvitationMail(Outbox outbox, MailIdentity identity) {
        this.outbox = outbox;
        this.identity = identity;
    }

    String domain() {
        return identity.domain();
    }

    Added request(
            Handle handle,
            CalendarEvent event,
            Attendee attendee,
            Task task,
            News news,
            Instant now) {
        PartStat status = Attendance.partStat(attendee.partStat());
        return send(handle, Method.REQUEST, event, attendee, status, task, news, null, now);
    }

    /** What {@code attendee} proposed is declined (RFC 5546, 3.2.8). */
    Added declineCounter(
            Handle handle, CalendarEvent event, Attendee attendee, Task task, Instant now) {
        return send(
                handle,
                Method.DECLINECOUNTER,
                event,
                attendee,
                PartStat.NEEDS_ACTION,
                task,
                News.KEPT,
                "The time stays as it is.",
                now);
    }

    Added cancel(
            Handle handle,
            CalendarEvent event,
            Attendee attendee,
            Task task,
            @Nullable String comment,
            Instant now) {
        return send(
                handle,
                Method.CANCEL,
                event,
                attendee,
                PartStat.NEEDS_ACTION,
                task,
                News.CHANGED,
                comment,
                now);
    }

    private Added send(
            Handle handle,
            Method method,
            CalendarEvent event,
            Attendee attendee,
            PartStat status,
            Task task,
            News news,
            @Nullable String comment,
            Instant now) {
        var to = new NamedAddress(attendee.name(), attendee.address());
        var invitation =
                new Invitation(
                        method,
                        event.uid(),
                        event.sequence(),
                        now,
                        event.time(),
                        event.summary(),
                        "",
                        event.location(),
                        identity.mailbox(),
                        to,
                        status,
                        event.tentative(),
                        comment,
                        event.createdAt());
        boolean cancelled = method == Method.CANCEL;
        List<Letter.Offer> free = free(handle, event, attendee, task, now);
        String cause =
                "event:"
                        + event.uid()
                        + ":"
                        + method
                        + ":"
                        + event.sequence()
                        + ":"
                        + now.toEpochMilli();
        var letter =
                new Letter.EventMail(
                        to,
                        zone(handle, attendee, task),
                        task,
                        invitation,
                        news,
                        attendee.role().equals("owner"),
                        free);
        var draft =
                Draft.of(
                                cause,
                                cancelled ? MailPurpose.CANCELLATION : MailPurpose.INVITATION,
                                letter,
                                to,
                                attendee.personId(),
                                List.of(task),
                                List.of())
                        .withCalendar(writer.write(invitation), method.name())
                        .inLane("event:" + event.uid() + ":" + attendee.address());
        Added added = outbox.add(handle, draft);
        OfferedTimes.keep(handle, added, free.stream().map(Letter.Offer::answer).toList());
        return added;
    }

    /** Times at which the hold could take place; the owner's calendar is for the owner's eyes. */
    private static List<Letter.Offer> free(
            Handle handle, CalendarEvent event, Attendee attendee, Task task, Instant now) {
        Person owner = new People(handle).get(task.ownerId());
        if (event.tentative()
                && owner.id().equals(attendee.personId())
                && event.time() instanceof EventTime.AllDay(LocalDate first, LocalDate end)) {
            return FreeTimes.slots(handle, task, owner, first, end.minusDays(1), now).stream()
                    .map(start -> FreeTimes.offer(start, owner.zone()))
                    .toList();
        }
        return List.of();
    }

    /** The reader's, or the owner's where they are nobody we know. */
    private static ZoneId zone(Handle handle, Attendee attendee, Task task) {
        PersonId known = attendee.personId();
        return new People(handle).get(known == null ? task.ownerId() : known).zone();
    }
}
