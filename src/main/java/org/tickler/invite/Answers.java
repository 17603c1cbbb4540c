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
import org.tickler.invite.EventStore.Answer;
import org.tickler.invite.EventStore.Attendee;
import org.tickler.mail.EmailAddress;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.task.Task;
import org.tickler.task.TaskStore;

/**
 * Reads an attendee's calendar answer as the organizer does (RFC 5546, 3.2.3 and 3.2.7), within the
 * caller's transaction. An answer counts if its UID is one of ours, its ATTENDEE was invited and
 * the mail comes from that very address or another one of the same person; everything else changes
 * nothing.
 */
public final class Answers {
    /**
     * Clocks of mail clients differ; an answer this much older than the last one still counts as
     * newer.
     */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final InvitationMail mail;

    public Answers(InvitationMail mail) {
        this.mail = mail;
    }

    /**
     * @param from the only From address of the mail
     * @param messageId its Message-ID, or null
     * @param written its Date, used where DTSTAMP is missing
     */
    public AnswerOutcome apply(
            Handle handle,
            CalendarMessage message,
            EmailAddress from,
            @Nullable String messageId,
            Instant written,
            Instant now) {
        EventStore store = handle.attach(EventStore.class);
        String uid = message.uid();
        Optional<CalendarEvent> found = uid == null ? Optional.empty() : store.byUid(uid);
        if (found.isEmpty()) {
            return new AnswerOutcome.UnknownEvent();
        }
        CalendarEvent event = found.get();
        if (message.method() != Method.REPLY && message.method() != Method.COUNTER) {
            // RFC 5546, 2.1.1: only the organizer may request, add or cancel, and that is us.
            return new AnswerOutcome.Ignored(
                    event.taskId(),
                    "a " + message.method() + " for our own event came from outside");
        }
        Optional<CalendarMessage.Attendee> line = line(handle, message, from);
        if (line.isEmpty()) {
            return new AnswerOutcome.Ignored(event.taskId(), "the answer names no attendee");
        }
        Optional<Attendee> attendee =
                invited(handle, store.attendees(event.id()), line.get().address());
        if (attendee.isEmpty()) {
            return new AnswerOutcome.NeedsOwner(
                    event.taskId(),
                    line.get().address() + " answers the invitation but was not invited.");
        }
        if (!samePerson(handle, attendee.get(), from)) {
            return new AnswerOutcome.NeedsOwner(
                    event.taskId(),
                    "An answer in the name of "
                            + attendee.get().address()
                            + " came from "
                            + from
                            + "; nothing was changed.");
        }
        return judge(
                handle, store, event, attendee.get(), line.get(), message, messageId, written, now);
    }

    private AnswerOutcome judge(
            Handle handle,
            EventStore store,
            CalendarEvent event,
            Attendee attendee,
            CalendarMessage.Attendee line,
            CalendarMessage message,
            @Nullable String messageId,
            Instant written,
            Instant now) {
        if (event.state() != CalendarEvent.State.ACTIVE || !attendee.state().equals("invited")) {
            return new AnswerOutcome.Ignored(
                    event.taskId(), "the answer is to an event that no longer stands");
        }
        Instant stamp = message.stamp() != null ? message.stamp() : written;
        if (attendee.repliedStamp() != null
                && stamp.isBefore(attendee.repliedStamp().minus(SKEW))) {
            return new AnswerOutcome.Ignored(
                    event.taskId(), "an older answer of " + attendee.address() + " came late");
        }
        if (message.method() == Method.COUNTER) {
            return counter(store, event, attendee, message, messageId, stamp);
        }
        PartStat answer = line.partStat();
        if (answer == null || answer == PartStat.NEEDS_ACTION || answer == PartStat.DELEGATED) {
            return new AnswerOutcome.Ignored(
                    event.taskId(), attendee.address() + " answered neither yes nor no");
        }
        if (answersOldTime(store, event, message)) {
            Task task = handle.attach(TaskStore.class).find(event.taskId()).orElseThrow();
            Person owner = new People(handle).get(task.ownerId());
            mail.request(handle, event, attendee, task, owner, true, now);
            return new AnswerOutcome.AnsweredOldTime(event.taskId(), attendee);
        }
        if (answersUnknownTime(store, event, message)) {
            return counter(store, event, attendee, message, messageId, stamp);
        }
        if (sameAnswer(attendee, answer, message, stamp)) {
            return new AnswerOutcome.Ignored(event.taskId(), "the same answer came again");
        }
        store.answer(
                new Answer(
                        event.id(),
                        attendee.address(),
                        answer.value(),
                        message.sequence(),
                        stamp,
                        messageId,
                        message.comment()));
        return new AnswerOutcome.Recorded(event.taskId(), attendee, answer.value());
    }

    private static boolean sameAnswer(
            Attendee attendee, PartStat answer, CalendarMessage message, Instant stamp) {
        return attendee.partStat().equals(answer.value())
                && stamp.equals(attendee.repliedStamp())
                && java.util.Objects.equals(message.sequence(), attendee.repliedSequence());
    }

    /** KDE sends no SEQUENCE: the time it echoes tells which revision was answered. */
    private static boolean answersOldTime(
            EventStore store, CalendarEvent event, CalendarMessage message) {
        Integer sequence = message.sequence();
        EventTime time = message.time();
        if (time != null && startsAt(time).equals(startsAt(event.time()))) {
            return false;
        }
        Integer revision = time == null ? null : revision(store, event, time);
        if (revision != null) {
            return revision < event.sequence();
        }
        return time == null && sequence != null && sequence < lastMove(store, event);
    }

    private static boolean answersUnknownTime(
            EventStore store, CalendarEvent event, CalendarMessage message) {
        EventTime time = message.time();
        return time != null
                && !startsAt(time).equals(startsAt(event.time()))
                && revision(store, event, time) == null;
    }

    private static Object startsAt(EventTime time) {
        return switch (time) {
            case EventTime.Timed(Instant start, _) -> start;
            case EventTime.AllDay(var start, _) -> start;
        };
    }

    private static @Nullable Integer revision(
            EventStore store, CalendarEvent event, EventTime time) {
        return switch (time) {
            case EventTime.Timed(Instant start, _) -> store.sequenceOfTime(event.id(), start, null);
            case EventTime.AllDay(var start, _) -> store.sequenceOfTime(event.id(), null, start);
        };
    }

    private static int lastMove(EventStore store, CalendarEvent event) {
        Integer revision = revision(store, event, event.time());
        return revision == null ? event.sequence() : revision;
    }

    /**
     * RFC 5546, 3.2.7. A proposal is only that: the owner decides; without a time it is a comment.
     */
    private static AnswerOutcome counter(
            EventStore store,
            CalendarEvent event,
            Attendee attendee,
            CalendarMessage message,
            @Nullable String messageId,
            Instant stamp) {
        String comment = message.comment() == null ? "" : message.comment();
        EventTime time = message.time();
        if (time == null) {
            return new AnswerOutcome.NeedsOwner(
                    event.taskId(),
                    attendee.address()
                            + " proposes another time but names none"
                            + (comment.isEmpty() ? "." : ": \"" + comment + "\""));
        }
        store.answer(
                new Answer(
                        event.id(),
                        attendee.address(),
                        PartStat.TENTATIVE.value(),
                        message.sequence(),
                        stamp,
                        messageId,
                        comment));
        if (time instanceof EventTime.Timed(Instant start, Instant end)) {
            store.counter(event.id(), attendee.address(), start, end);
        }
        return new AnswerOutcome.Countered(event.taskId(), attendee, time, comment);
    }

    /** With several ATTENDEE lines (mu4e, gnus) the one of the sender counts. */
    private static Optional<CalendarMessage.Attendee> line(
            Handle handle, CalendarMessage message, EmailAddress from) {
        List<CalendarMessage.Attendee> lines = message.attendees();
        Optional<Person> sender = new People(handle).store().byAddress(from);
        return lines.stream()
                .filter(line ->
                        line.address().equals(from)
                                || sender.filter(p -> p.addresses().contains(line.address()))
                                        .isPresent())
                .findFirst()
                .or(() -> lines.stream().findFirst());
    }

    private static Optional<Attendee> invited(
            Handle handle, List<Attendee> attendees, EmailAddress address) {
        return attendees.stream()
                .filter(attendee ->
                        attendee.address().equals(address) || samePerson(handle, attendee, address))
                .findFirst();
    }

    private static boolean samePerson(Handle handle, Attendee attendee, EmailAddress address) {
        if (attendee.address().equals(address)) {
            return true;
        }
        return attendee.personId() != null
                && new People(handle).get(attendee.personId()).addresses().contains(address);
    }
}
