package org.tickler.invite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Method;
import org.tickler.calendar.PartStat;
import org.tickler.invite.EventStore.SentRevision;
import org.tickler.mail.EmailAddress;
import org.tickler.task.TaskId;

/**
 * The event as one of our mails told a guest of it: what the guest says in words is an answer to
 * the time that stood in that mail, and is made a calendar's answer here.
 *
 * @param guest to whom the mail went
 */
public record MailedEvent(CalendarEvent event, SentRevision revision, EmailAddress guest) {
    /** A mail's moment is kept in whole seconds. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    /** The newest event of {@code task} that was there at {@code writtenAt}. */
    public static Optional<MailedEvent> of(
            Handle handle, TaskId task, Instant writtenAt, EmailAddress guest) {
        EventStore store = handle.attach(EventStore.class);
        Instant until = writtenAt.plus(SLACK);
        return store.of(task).stream()
                .filter(event -> !event.createdAt().isAfter(until))
                .findFirst()
                .flatMap(event ->
                        store.revisions(event.id()).stream()
                                .filter(revision -> !revision.sentAt().isAfter(until))
                                .reduce((first, second) -> second)
                                .map(revision -> new MailedEvent(event, revision, guest)));
    }

    /** That the guest comes, may come or does not. */
    public CalendarMessage reply(PartStat partStat, @Nullable String words, Instant at) {
        return message(Method.REPLY, partStat, revision.time(), words, at);
    }

    /** That the guest would come at another time. */
    public CalendarMessage counter(
            PartStat partStat, EventTime proposed, @Nullable String words, Instant at) {
        return message(Method.COUNTER, partStat, proposed, words, at);
    }

    private CalendarMessage message(
            Method method, PartStat partStat, EventTime time, @Nullable String words, Instant at) {
        return new CalendarMessage(
                method,
                event.uid(),
                revision.sequence(),
                at,
                time,
                null,
                null,
                null,
                List.of(new CalendarMessage.Attendee(guest, "", partStat, null, null)),
                "",
                words,
                false,
                null);
    }
}
