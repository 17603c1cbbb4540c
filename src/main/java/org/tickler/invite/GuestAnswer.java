package org.tickler.invite;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
import org.tickler.letter.Letter.EventMail.News;
import org.tickler.mail.EmailAddress;
import org.tickler.people.People;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskStore;

/** One answer to one event. Used once. */
final class GuestAnswer {
    /** A CANCEL that may have been lost is not repeated more often. */
    private static final Duration BETWEEN_CANCELS = Duration.ofDays(1);

    /**
     * Their calendars know no such mail: Exchange shows it as a file it cannot read, Google as
     * nothing.
     */
    private static final Pattern NO_DECLINECOUNTER =
            Pattern.compile("microsoft|outlook|google", Pattern.CASE_INSENSITIVE);

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm", Locale.ENGLISH);

    private final Handle handle;
    private final EventStore store;
    private final InvitationMail mail;
    private final CalendarEvent event;
    private final List<SentRevision> revisions;
    private final List<Attendee> attendees;
    private final CalendarMessage message;
    private final @Nullable String messageId;
    private final Instant now;

    GuestAnswer(
            Handle handle,
            EventStore store,
            InvitationMail mail,
            CalendarEvent event,
            CalendarMessage message,
            @Nullable String messageId,
            Instant now) {
        this.handle = handle;
        this.store = store;
        this.mail = mail;
        this.event = event;
        this.revisions = store.revisions(event.id());
        this.attendees = store.attendees(event.id());
        this.message = message;
        this.messageId = messageId;
        this.now = now;
    }

    AnswerOutcome outcome(EmailAddress from, Instant written) {
        // Who waits for the owner's word is no guest yet.
        List<Guest> guests =
                attendees.stream()
                        .filter(attendee -> !attendee.state().equals("pending"))
                        .map(this::guest)
                        .toList();
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
            case Verdict.Stranger(EmailAddress address) -> stranger(address, from);
            case Verdict.Unverified(Guest guest, EmailAddress other) -> unverified(guest, other);
            case Verdict.Refresh(Guest guest) -> again(guest);
            case Verdict.NoLongerStands(Guest guest) -> gone(guest);
            case Verdict.Undecided(Guest guest) ->
                    ignored(guest.address() + " answered neither yes nor no");
            case Verdict.OldTime(Guest guest) -> oldTime(guest);
            case Verdict.Stale(Guest guest) ->
                    ignored("an older answer of " + guest.address() + " came late");
            case Verdict.Repeated(Guest guest) ->
                    ignored("the same answer of " + guest.address() + " came again");
            case Verdict.Commented(Guest guest, String comment) -> commented(guest, comment);
            case Verdict.Delegated(Guest guest, EmailAddress to, _, _) -> {
                keep(OrganizerRules.after(guest, verdict));
                yield delegated(attendee(guest), to);
            }
            case Verdict.Answered(Guest guest, PartStat partStat, _, _) -> {
                keep(OrganizerRules.after(guest, verdict));
                yield new AnswerOutcome.Recorded(event, attendee(guest), partStat.value());
            }
            case Verdict.Countered(Guest guest, _, EventTime proposed, _, _) -> {
                keep(OrganizerRules.after(guest, verdict));
                yield new AnswerOutcome.Countered(
                        event, attendee(guest), proposed, counter(), comment());
            }
        };
    }

    private Guest guest(Attendee attendee) {
        Set<EmailAddress> aliases = new HashSet<>(store.proxies(attendee.address()));
        if (attendee.personId() != null) {
            aliases.addAll(new People(handle).get(attendee.personId()).addresses());
        }
        Integer revision = attendee.repliedSequence();
        return new Guest(
                attendee.address(),
                aliases,
                !attendee.state().equals("removed"),
                PartStat.valueOf(attendee.partStat().replace('-', '_')),
                revision == null ? -1 : revision,
                attendee.repliedStamp(),
                attendee.counter());
    }

    private Attendee attendee(Guest guest) {
        return attendees.stream()
                .filter(one -> one.address().equals(guest.address()))
                .findFirst()
                .orElseThrow();
    }

    private void keep(Guest guest) {
        EventTime proposed = guest.counter();
        store.answer(
                new Answer(
                        event.id(),
                        guest.address(),
                        guest.partStat().value(),
                        guest.revision(),
                        guest.stamp(),
                        messageId,
                        comment(),
                        proposed instanceof EventTime.Timed(Instant start, _) ? start : null,
                        proposed instanceof EventTime.Timed(_, Instant end) ? end : null,
                        proposed instanceof EventTime.AllDay(LocalDate start, _) ? start : null,
                        proposed instanceof EventTime.AllDay(_, LocalDate end) ? end : null));
    }

    /** Words come without a PRODID: nobody's calendar waits for an answer to them. */
    private @Nullable Integer counter() {
        String product = message.productId();
        if (product == null || NO_DECLINECOUNTER.matcher(product).find()) {
            return null;
        }
        Integer sequence = message.sequence();
        return sequence == null ? event.sequence() : sequence;
    }

    private String comment() {
        return message.comment() == null ? "" : message.comment();
    }

    private AnswerOutcome ignored(String why) {
        return new AnswerOutcome.Ignored(event.taskId(), why);
    }

    private AnswerOutcome owner(String question, @Nullable Suggestion suggestion) {
        return new AnswerOutcome.NeedsOwner(event, question, suggestion);
    }

    /**
     * A forwarded invitation is answered by whoever got it. Only the address that wrote can be
     * invited: a calendar may name anybody.
     */
    private AnswerOutcome stranger(@Nullable EmailAddress address, EmailAddress from) {
        if (address == null) {
            return ignored("the answer names no attendee");
        }
        String who = address + " answers the invitation but was not invited";
        if (event.state() != CalendarEvent.State.ACTIVE) {
            return ignored(who);
        }
        if (!address.equals(from)) {
            return owner(who + ". The answer came from " + from + ".", null);
        }
        CalendarMessage.Attendee line = message.attendee(address).orElseThrow();
        PartStat said = line.partStat() == null ? PartStat.NEEDS_ACTION : line.partStat();
        store.await(event.id(), address, line.name(), said.value());
        return owner(who + words() + " Shall they be invited?", new Suggestion.Newcomer(address));
    }

    private AnswerOutcome unverified(Guest guest, EmailAddress other) {
        return owner(
                "An answer in the name of "
                        + guest.address()
                        + " ("
                        + said()
                        + ") came from "
                        + other
                        + ". Shall it count, and later ones from there too?",
                new Suggestion.Answer(guest.address(), other, message));
    }

    private String said() {
        PartStat partStat =
                message.attendees().isEmpty() ? null : message.attendees().getFirst().partStat();
        return Attendance.verb(partStat == null ? PartStat.NEEDS_ACTION : partStat);
    }

    private AnswerOutcome delegated(Attendee attendee, @Nullable EmailAddress to) {
        if (to == null) {
            return owner(
                    attendee.called()
                            + " wants somebody else to come, and does not say who"
                            + words(),
                    null);
        }
        Optional<Attendee> known =
                attendees.stream().filter(one -> one.address().equals(to)).findFirst();
        if (known.filter(Attendee::stands).isPresent()) {
            return new AnswerOutcome.Recorded(event, attendee, PartStat.DELEGATED.value());
        }
        store.await(event.id(), to, "", PartStat.NEEDS_ACTION.value());
        return owner(
                attendee.called()
                        + " wants "
                        + to
                        + " to come instead"
                        + words()
                        + " Shall they be invited?",
                new Suggestion.Newcomer(to));
    }

    /** The end of a sentence, with what the guest wrote. */
    private String words() {
        return comment().isEmpty() ? "." : ": \"" + comment() + "\".";
    }

    /** A proposal that names no time is for the owner; words about an old time are kept. */
    private AnswerOutcome commented(Guest guest, String comment) {
        CalendarMessage.Local local = message.local();
        if (local != null) {
            return owner(
                    attendee(guest).called()
                            + " proposes another time, "
                            + LOCAL.format(local.start())
                            + ", but in which time zone cannot be told"
                            + words(),
                    null);
        }
        return message.time() == null
                ? owner(
                        attendee(guest).called()
                                + " proposes another time but names none"
                                + words(),
                        null)
                : ignored(
                        guest.address()
                                + " proposed another time for the old one"
                                + (comment.isEmpty() ? "" : ": \"" + comment + "\""));
    }

    private AnswerOutcome again(Guest guest) {
        request(attendee(guest), News.INVITED);
        return new AnswerOutcome.SentAgain(event.taskId(), attendee(guest));
    }

    /** The invitation to the time that holds is repeated once: it may have been lost. */
    private AnswerOutcome oldTime(Guest guest) {
        if (!happened(AnswerOutcome.OLD_TIME, guest, revisions.getLast().sentAt())) {
            request(attendee(guest), News.CHANGED);
        }
        return new AnswerOutcome.AnsweredOldTime(event.taskId(), attendee(guest));
    }

    private AnswerOutcome gone(Guest guest) {
        boolean takenOut = event.state() == CalendarEvent.State.CANCELLED || !guest.invited();
        if (takenOut && !happened(AnswerOutcome.GONE, guest, now.minus(BETWEEN_CANCELS))) {
            mail.cancel(handle, event, attendee(guest), task(), null, now);
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

    private void request(Attendee attendee, News news) {
        mail.request(handle, event, attendee, task(), news, now);
    }

    private Task task() {
        return handle.attach(TaskStore.class).find(event.taskId()).orElseThrow();
    }
}
