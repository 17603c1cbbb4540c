package org.tickler.invite;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.PartStat;
import org.tickler.invite.EventStore.Answer;
import org.tickler.invite.EventStore.Attendee;
import org.tickler.invite.EventStore.SentRevision;
import org.tickler.invite.OrganizerRules.Event;
import org.tickler.invite.OrganizerRules.Guest;
import org.tickler.invite.OrganizerRules.Revision;
import org.tickler.invite.OrganizerRules.Verdict;
import org.tickler.mail.EmailAddress;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/**
 * Carries out what {@link OrganizerRules} judges, within the caller's transaction: keeps the answer
 * of a guest, and sends the one mail that a verdict allows to the guest. What is for the owner is
 * left to the caller.
 */
public final class Answers {
    /** A CANCEL that may have been lost is not repeated more often. */
    private static final Duration BETWEEN_CANCELS = Duration.ofDays(1);

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
        return new Answered(handle, store, event.get(), message, messageId, now)
                .outcome(from, written);
    }

    private static Optional<CalendarEvent> event(EventStore store, CalendarMessage message) {
        String uid = message.uid();
        return uid == null ? Optional.empty() : store.byUid(uid);
    }

    /** One answer to one event. */
    private final class Answered {
        private final Handle handle;
        private final EventStore store;
        private final CalendarEvent event;
        private final List<SentRevision> revisions;
        private final List<Attendee> attendees;
        private final CalendarMessage message;
        private final @Nullable String messageId;
        private final Instant now;

        Answered(
                Handle handle,
                EventStore store,
                CalendarEvent event,
                CalendarMessage message,
                @Nullable String messageId,
                Instant now) {
            this.handle = handle;
            this.store = store;
            this.event = event;
            this.revisions = store.revisions(event.id());
            this.attendees = store.attendees(event.id());
            this.message = message;
            this.messageId = messageId;
            this.now = now;
        }

        AnswerOutcome outcome(EmailAddress from, Instant written) {
            List<Guest> guests = attendees.stream().map(this::guest).toList();
            var rules =
                    new Event(
                            event.state() == CalendarEvent.State.ACTIVE,
                            revisions.stream()
                                    .map(one -> new Revision(one.sequence(), one.time()))
                                    .toList());
            Verdict verdict = OrganizerRules.judge(rules, guests, message, from, written);
            return switch (verdict) {
                case Verdict.NotForUs _ ->
                        ignored(
                                message.method() == null
                                        ? "a calendar without a method came in"
                                        : "a " + message.method() + " came from outside");
                case Verdict.Stranger(EmailAddress address) ->
                        address == null
                                ? ignored("the answer names no attendee")
                                : owner(address + " answers the invitation but was not invited.");
                case Verdict.Unverified(Guest guest, EmailAddress other) ->
                        owner(
                                "An answer in the name of "
                                        + guest.address()
                                        + " came from "
                                        + other
                                        + "; nothing was changed.");
                case Verdict.Refresh(Guest guest) -> again(guest);
                case Verdict.NoLongerStands(Guest guest) -> gone(guest);
                case Verdict.Undecided(Guest guest) ->
                        ignored(guest.address() + " answered neither yes nor no");
                case Verdict.Delegated(Guest guest, EmailAddress to) -> delegated(guest, to);
                case Verdict.OldTime(Guest guest) -> oldTime(guest);
                case Verdict.Stale(Guest guest) ->
                        ignored("an older answer of " + guest.address() + " came late");
                case Verdict.Repeated(Guest guest) ->
                        ignored("the same answer of " + guest.address() + " came again");
                case Verdict.Commented(Guest guest, String comment) -> commented(guest, comment);
                case Verdict.Answered(Guest guest, PartStat partStat, _, _) -> {
                    keep(OrganizerRules.after(guest, verdict));
                    yield new AnswerOutcome.Recorded(
                            event.taskId(), attendee(guest), partStat.value());
                }
                case Verdict.Countered(Guest guest, _, EventTime proposed, _, _) -> {
                    keep(OrganizerRules.after(guest, verdict));
                    yield new AnswerOutcome.Countered(
                            event.taskId(), attendee(guest), proposed, comment());
                }
            };
        }

        private Guest guest(Attendee attendee) {
            Set<EmailAddress> aliases = new HashSet<>();
            if (attendee.personId() != null) {
                aliases.addAll(new People(handle).get(attendee.personId()).addresses());
            }
            Integer revision = attendee.repliedSequence();
            Instant start = attendee.counterStartsAt();
            Instant end = attendee.counterEndsAt();
            return new Guest(
                    attendee.address(),
                    aliases,
                    !attendee.state().equals("removed"),
                    PartStat.valueOf(attendee.partStat().replace('-', '_')),
                    revision == null ? -1 : revision,
                    attendee.repliedStamp(),
                    start == null || end == null ? null : new EventTime.Timed(start, end));
        }

        private Attendee attendee(Guest guest) {
            return attendees.stream()
                    .filter(one -> one.address().equals(guest.address()))
                    .findFirst()
                    .orElseThrow();
        }

        private void keep(Guest guest) {
            EventTime.Timed proposed =
                    guest.counter() instanceof EventTime.Timed timed ? timed : null;
            store.answer(
                    new Answer(
                            event.id(),
                            guest.address(),
                            guest.partStat().value(),
                            guest.revision(),
                            guest.stamp(),
                            messageId,
                            comment(),
                            proposed == null ? null : proposed.start(),
                            proposed == null ? null : proposed.end()));
        }

        private String comment() {
            return message.comment() == null ? "" : message.comment();
        }

        private AnswerOutcome ignored(String why) {
            return new AnswerOutcome.Ignored(event.taskId(), why);
        }

        private AnswerOutcome owner(String question) {
            return new AnswerOutcome.NeedsOwner(event.taskId(), question);
        }

        private AnswerOutcome delegated(Guest guest, @Nullable EmailAddress to) {
            return owner(
                    to == null
                            ? guest.address() + " wants somebody else to come."
                            : guest.address() + " wants " + to + " to come instead.");
        }

        /** A proposal that names no time is for the owner; words about an old time are kept. */
        private AnswerOutcome commented(Guest guest, String comment) {
            String words = comment.isEmpty() ? "" : ": \"" + comment + "\"";
            return message.time() == null
                    ? owner(guest.address() + " proposes another time but names none" + words + ".")
                    : ignored(guest.address() + " proposed another time for the old one" + words);
        }

        private AnswerOutcome again(Guest guest) {
            request(attendee(guest), false);
            return new AnswerOutcome.SentAgain(event.taskId(), attendee(guest));
        }

        /** The invitation to the time that holds is repeated once: it may have been lost. */
        private AnswerOutcome oldTime(Guest guest) {
            if (!happened(AnswerOutcome.OLD_TIME, guest, revisions.getLast().sentAt())) {
                request(attendee(guest), true);
            }
            return new AnswerOutcome.AnsweredOldTime(event.taskId(), attendee(guest));
        }

        private AnswerOutcome gone(Guest guest) {
            boolean takenOut = event.state() == CalendarEvent.State.CANCELLED || !guest.invited();
            if (takenOut && !happened(AnswerOutcome.GONE, guest, now.minus(BETWEEN_CANCELS))) {
                Task task = task();
                mail.cancel(handle, event, attendee(guest), task, owner(task), null, now);
            }
            return new AnswerOutcome.NoLongerStands(event.taskId(), attendee(guest));
        }

        /** The history is the only place that knows which mails an answer has caused. */
        private boolean happened(String action, Guest guest, Instant since) {
            return handle.attach(HistoryStore.class).of(event.taskId()).stream()
                    .anyMatch(entry ->
                            entry.action().equals(action)
                                    && entry.detail().equals(guest.address().value())
                                    && entry.at().isAfter(since));
        }

        private void request(Attendee attendee, boolean update) {
            Task task = task();
            mail.request(handle, event, attendee, task, owner(task), update, now);
        }

        private Task task() {
            return handle.attach(TaskStore.class).find(event.taskId()).orElseThrow();
        }

        private Person owner(Task task) {
            return new People(handle).get(task.ownerId());
        }
    }
}
