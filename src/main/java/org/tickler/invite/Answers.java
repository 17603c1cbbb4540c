package org.tickler.invite;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.EventTime;
import org.tickler.letter.Letter.EventMail.News;
import org.tickler.mail.EmailAddress;
import org.tickler.outbox.Added;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/**
 * Carries out what {@link OrganizerRules} judges, within the caller's transaction: keeps the answer
 * of a guest, and sends the one mail that a verdict allows to the guest. What is for the owner is
 * left to the caller.
 */
public final class Answers {
    private final InvitationMail mail;

    public Answers(InvitationMail mail) {
        this.mail = mail;
    }

    /** The task whose event {@code message} is about, if it is about one of ours. */
    public Optional<TaskId> concerned(Handle handle, CalendarMessage message) {
        return event(handle.attach(EventStore.class), message).map(CalendarEvent::taskId);
    }

    /**
     * @param from the only From address of the mail, not known to be forged
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
        Optional<CalendarEvent> event = event(store, message);
        if (event.isEmpty()) {
            return new AnswerOutcome.UnknownEvent();
        }
        return new GuestAnswer(handle, store, mail, event.get(), message, messageId, now)
                .outcome(from, written);
    }

    /** The owner says that {@code answer} is as good as the guest's own; so it counts now. */
    public AnswerOutcome confirm(Handle handle, Suggestion.Answer answer, Instant now) {
        handle.attach(EventStore.class).addProxy(answer.address(), answer.proxy(), now);
        return apply(handle, answer.message(), answer.proxy(), null, now, now);
    }

    /**
     * The owner says no: the time stays, which the guest who proposed another is told by a
     * DECLINECOUNTER (RFC 5546, 3.2.8), or by the same invitation again where their program does
     * not read one (an owner who proposed it knows); a newcomer stays out. What was settled by
     * other ways since then brings no mail.
     *
     * @return whether the guest is told
     */
    public boolean refuse(Handle handle, CalendarEvent event, Suggestion suggestion, Instant now) {
        EventStore store = handle.attach(EventStore.class);
        Optional<EventStore.Attendee> attendee =
                store.attendees(event.id()).stream()
                        .filter(one -> one.address().equals(suggestion.address()))
                        .findFirst();
        Task task = handle.attach(TaskStore.class).find(event.taskId()).orElseThrow();
        return switch (suggestion) {
            case Suggestion.Time(_, EventTime proposed, Integer counter) ->
                    attendee.filter(guest -> proposed.equals(guest.counter()))
                            .filter(guest -> {
                                store.closeCounter(event.id(), guest.address());
                                return guest.stands()
                                        && !guest.role().equals("owner")
                                        && event.state() == CalendarEvent.State.ACTIVE
                                        && keep(handle, event, guest, task, counter, now);
                            })
                            .isPresent();
            case Suggestion.Newcomer _ ->
                    attendee.filter(guest -> guest.state().equals("pending"))
                            .filter(guest -> {
                                store.remove(event.id(), guest.address());
                                return mail.cancel(handle, event, guest, task, null, now)
                                        instanceof Added.Queued;
                            })
                            .isPresent();
            case Suggestion.Answer _ -> false;
        };
    }

    /** The proposal is named by its own SEQUENCE, whatever the event has come to since. */
    private boolean keep(
            Handle handle,
            CalendarEvent event,
            EventStore.Attendee guest,
            Task task,
            @Nullable Integer counter,
            Instant now) {
        Added added =
                counter == null
                        ? mail.request(handle, event, guest, task, News.KEPT, now)
                        : mail.declineCounter(
                                handle, event.withSequence(counter), guest, task, now);
        return added instanceof Added.Queued;
    }

    private static Optional<CalendarEvent> event(EventStore store, CalendarMessage message) {
        String uid = message.uid();
        return uid == null ? Optional.empty() : store.byUid(uid);
    }
}
