package org.tickler.answer;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.PartStat;
import org.tickler.dates.DateContext;
import org.tickler.invite.AnswerOutcome;
import org.tickler.invite.Answers;
import org.tickler.invite.Attendance;
import org.tickler.invite.CalendarEvent;
import org.tickler.invite.MailedEvent;
import org.tickler.invite.Suggestion;
import org.tickler.invite.Suggestions;
import org.tickler.letter.Letter;
import org.tickler.letter.ReceiptLine;
import org.tickler.mail.EmailAddress;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.SentMail;
import org.tickler.people.Person;
import org.tickler.reply.Command;
import org.tickler.reply.ParsedReply;
import org.tickler.reply.Verb;
import org.tickler.rsvp.Rsvp;
import org.tickler.rsvp.RsvpReader;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;
import org.tickler.tracker.CommandResult;

/**
 * Answers in words to an invitation, and to questions about one: the same as a calendar's answer.
 * What a guest writes never moves an event; what the owner writes or agrees to does.
 */
public final class InvitationReplies {
    /** What a guest may mean as an answer to the invitation and not as a command to the task. */
    private static final Set<Verb> ABOUT_COMING =
            EnumSet.of(
                    Verb.ACKNOWLEDGE,
                    Verb.CONFIRM,
                    Verb.REJECT,
                    Verb.SNOOZE,
                    Verb.DUE,
                    Verb.INVITE,
                    Verb.UNINVITE);

    private final RsvpReader reader;
    private final Answers answers;
    private final EventOutcomes outcomes;
    private final InstantSource clock;

    public InvitationReplies(
            RsvpReader reader, Answers answers, EventOutcomes outcomes, InstantSource clock) {
        this.reader = reader;
        this.answers = answers;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** What the owner's words come down to. */
    sealed interface Meaning {
        /** Commands, as typed or as meant. */
        record Obey(ParsedReply reply) implements Meaning {}

        /** Carried out already; to be told in a receipt. */
        record Done(CommandResult result) implements Meaning {}

        /** Carried out, and another question was asked. */
        record Asked(String outcome) implements Meaning {}
    }

    /**
     * @param read what the words are as commands, which go before
     */
    Meaning byOwner(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Person owner,
            String typed,
            ParsedReply read) {
        boolean commands =
                read.commands().stream().anyMatch(command -> command.verb() != Verb.ACKNOWLEDGE);
        if (commands || !isOwn(handle, sent, owner)) {
            return new Meaning.Obey(read);
        }
        if (sent.kind() == MailPurpose.QUESTION) {
            return Suggestions.open(handle, sent.outboxId())
                    .map(open -> agreed(handle, arrival, owner, open, typed, read))
                    .orElseGet(() -> new Meaning.Obey(read));
        }
        if (sent.kind() != MailPurpose.INVITATION || read.unclear() != null) {
            return new Meaning.Obey(read);
        }
        return event(handle, sent)
                .map(event -> attends(handle, arrival, owner, event, typed, read))
                .orElseGet(() -> new Meaning.Obey(read));
    }

    private static boolean isOwn(Handle handle, SentMail sent, Person person) {
        return sent.taskIds().size() == 1
                && task(handle, sent.taskIds().getFirst()).ownerId().equals(person.id());
    }

    private Meaning agreed(
            Handle handle,
            Arrival arrival,
            Person owner,
            Suggestions.Open open,
            String typed,
            ParsedReply read) {
        CalendarEvent event = open.event();
        Rsvp said = reader.read(typed, dates(arrival, owner), event.time());
        Instant now = clock.instant();
        return switch (said) {
            case Rsvp.Answer(PartStat partStat) when partStat == PartStat.ACCEPTED -> {
                Suggestions.settle(handle, open, now);
                yield agree(handle, arrival, owner, open);
            }
            case Rsvp.Answer(PartStat partStat) when partStat == PartStat.DECLINED -> {
                Suggestions.settle(handle, open, now);
                boolean told = answers.refuse(handle, event, open.suggestion(), now);
                String refusal = refusal(open, told);
                outcomes.note(handle, arrival, event.taskId(), "suggestion-refused", refusal);
                yield happened(handle, event, refusal);
            }
            case Rsvp.Proposal(_, EventTime time) -> move(time, owner.zone());
            case Rsvp.Answer _, Rsvp.Doubt _, Rsvp.Other _ -> new Meaning.Obey(read);
        };
    }

    private Meaning agree(Handle handle, Arrival arrival, Person owner, Suggestions.Open open) {
        CalendarEvent event = open.event();
        return switch (open.suggestion()) {
            case Suggestion.Time(_, EventTime time, _) -> move(time, owner.zone());
            case Suggestion.Newcomer(EmailAddress address) ->
                    obey(
                            new Command(
                                    Verb.INVITE,
                                    List.of(),
                                    null,
                                    null,
                                    "with " + address.value(),
                                    true));
            case Suggestion.Answer answer -> {
                AnswerOutcome outcome = answers.confirm(handle, answer, clock.instant());
                if (outcome instanceof AnswerOutcome.Recorded recorded) {
                    PartStat partStat = PartStat.valueOf(recorded.partStat().replace('-', '_'));
                    outcomes.note(
                            handle,
                            arrival,
                            event.taskId(),
                            "attendee-" + recorded.partStat().toLowerCase(java.util.Locale.ROOT),
                            answer.address() + " by " + answer.proxy());
                    yield happened(
                            handle,
                            event,
                            recorded.attendee().called() + " " + Attendance.verb(partStat) + ".");
                }
                yield new Meaning.Asked(
                        outcomes.settle(handle, arrival, answer.message(), outcome));
            }
        };
    }

    private static String refusal(Suggestions.Open open, boolean told) {
        return switch (open.suggestion()) {
            case Suggestion.Time(EmailAddress address, _, _) ->
                    "The time stays" + (told ? ", which " + address + " is told." : ".");
            case Suggestion.Newcomer(EmailAddress address) -> address + " is not invited.";
            case Suggestion.Answer(EmailAddress address, EmailAddress proxy, _) ->
                    "The answer of " + proxy + " does not count for " + address + ".";
        };
    }

    /**
     * The owner's own words to the invitation: a time takes effect, yes and no are their answer.
     */
    private Meaning attends(
            Handle handle,
            Arrival arrival,
            Person owner,
            MailedEvent event,
            String typed,
            ParsedReply read) {
        return switch (reader.read(typed, dates(arrival, owner), event.event().time())) {
            case Rsvp.Proposal(_, EventTime time) -> move(time, owner.zone());
            case Rsvp.Answer(PartStat partStat) -> {
                CalendarMessage message = event.reply(partStat, null, arrival.writtenAt());
                AnswerOutcome outcome = apply(handle, arrival, message, event);
                outcomes.settle(handle, arrival, message, outcome);
                yield outcome instanceof AnswerOutcome.Recorded
                        ? happened(
                                handle,
                                event.event(),
                                "Your answer was noted: " + answered(partStat))
                        : new Meaning.Obey(read);
            }
            case Rsvp.Doubt _, Rsvp.Other _ -> new Meaning.Obey(read);
        };
    }

    private static String answered(PartStat partStat) {
        return switch (partStat) {
            case ACCEPTED -> "you come.";
            case TENTATIVE -> "you may come.";
            case DECLINED, DELEGATED, NEEDS_ACTION -> "you do not come. The event stands.";
        };
    }

    /** Other people's words to an invitation; empty where they mean something else. */
    Optional<String> byGuest(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Person guest,
            String typed,
            ParsedReply read) {
        boolean commands =
                read.commands().stream()
                        .anyMatch(command -> !ABOUT_COMING.contains(command.verb()));
        if (sent.kind() != MailPurpose.INVITATION || commands || isOwn(handle, sent, guest)) {
            return Optional.empty();
        }
        // Some clients say all in the subject: "Accepted: Visit".
        String words = typed.isBlank() ? arrival.mail().subject() : typed;
        return event(handle, sent).map(event -> said(handle, arrival, guest, event, words));
    }

    private String said(
            Handle handle, Arrival arrival, Person guest, MailedEvent event, String typed) {
        String words = Readers.excerpt(typed);
        Instant at = arrival.writtenAt();
        EventTime time = event.event().time();
        return switch (reader.read(typed, dates(arrival, guest), time)) {
            case Rsvp.Answer(PartStat partStat) ->
                    settle(handle, arrival, event, event.reply(partStat, words, at));
            case Rsvp.Proposal(PartStat partStat, EventTime proposed) ->
                    settle(handle, arrival, event, event.counter(partStat, proposed, words, at));
            case Rsvp.Doubt doubt -> doubt(handle, arrival, guest, event, doubt, words);
            case Rsvp.Other _ ->
                    doubt(handle, arrival, guest, event, new Rsvp.Doubt(null, List.of()), words);
        };
    }

    private String settle(
            Handle handle, Arrival arrival, MailedEvent event, CalendarMessage message) {
        AnswerOutcome outcome = apply(handle, arrival, message, event);
        return outcomes.settle(handle, arrival, message, outcome);
    }

    /** What is not clear is the owner's to read; with a leaning, "yes" takes it as that. */
    private String doubt(
            Handle handle,
            Arrival arrival,
            Person guest,
            MailedEvent event,
            Rsvp.Doubt doubt,
            String words) {
        Person owner = arrival.owner();
        PartStat leaning = doubt.leaning();
        String said = guest.name() + " answered the invitation: \"" + words + "\"";
        if (!doubt.times().isEmpty()) {
            List<Letter.Offer> offers =
                    doubt.times().stream()
                            .limit(4)
                            .map(time ->
                                    new Letter.Offer(
                                            time, EventOutcomes.replyable(time, owner.zone())))
                            .toList();
            String question = said + " Is it to be moved?";
            return outcomes.ask(handle, arrival, event.event(), question, List.of(), offers, null);
        }
        if (leaning == null) {
            return outcomes.ask(handle, arrival, event.event(), said, List.of(), List.of(), null);
        }
        var suggestion =
                new Suggestion.Answer(
                        event.guest(),
                        event.guest(),
                        event.reply(leaning, words, arrival.writtenAt()));
        String meant =
                " Does that mean that " + guest.name() + " " + Attendance.verb(leaning) + "?";
        return outcomes.ask(
                handle, arrival, event.event(), said + meant, List.of(), List.of(), suggestion);
    }

    /** A forwarded invitation, answered in words by whoever got it. */
    Optional<String> byStranger(Handle handle, Arrival arrival, SentMail sent, String typed) {
        Optional<EmailAddress> from = arrival.from();
        boolean asks = sent.kind() == MailPurpose.INVITATION && sent.tokenValid();
        if (!asks || from.isEmpty() || sent.taskIds().size() != 1) {
            return Optional.empty();
        }
        return event(handle, sent)
                .map(MailedEvent::event)
                .filter(event -> event.state() == CalendarEvent.State.ACTIVE)
                .map(event ->
                        outcomes.rationed(
                                handle,
                                arrival,
                                event,
                                from.get()
                                        + " answers the invitation of "
                                        + sent.recipient()
                                        + ": \""
                                        + Readers.excerpt(typed)
                                        + "\" Shall they be invited?",
                                new Suggestion.Newcomer(from.get())));
    }

    private AnswerOutcome apply(
            Handle handle, Arrival arrival, CalendarMessage message, MailedEvent event) {
        return answers.apply(
                handle,
                message,
                event.guest(),
                arrival.messageIdText(),
                arrival.writtenAt(),
                clock.instant());
    }

    /** The event that the mail told of, as it told it. */
    private static Optional<MailedEvent> event(Handle handle, SentMail sent) {
        return sent.taskIds().size() != 1
                ? Optional.empty()
                : MailedEvent.of(
                        handle, sent.taskIds().getFirst(), sent.writtenAt(), sent.recipient());
    }

    private static Meaning move(EventTime time, ZoneId zone) {
        return obey(EventOutcomes.command(time, zone));
    }

    private static Meaning obey(Command command) {
        return new Meaning.Obey(new ParsedReply(List.of(command), null, null));
    }

    private static Meaning happened(Handle handle, CalendarEvent event, String what) {
        TaskId id = event.taskId();
        return new Meaning.Done(
                new CommandResult(
                        List.of(new ReceiptLine.Happened(id, task(handle, id).title(), what)),
                        List.of(),
                        null,
                        null,
                        false,
                        false,
                        false));
    }

    private static DateContext dates(Arrival arrival, Person writer) {
        return new DateContext(arrival.writtenAt().atZone(writer.zone()), writer.locale());
    }

    private static Task task(Handle handle, TaskId id) {
        return handle.attach(TaskStore.class).find(id).orElseThrow();
    }
}
