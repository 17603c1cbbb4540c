package org.tickler.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tickler.ask.AssigneeRef;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.CalendarReader;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Method;
import org.tickler.calendar.UnreadableCalendarException;
import org.tickler.extract.Candidate;
import org.tickler.extract.CandidateStatus;
import org.tickler.invite.AnswerOutcome;
import org.tickler.invite.Answers;
import org.tickler.letter.Letter;
import org.tickler.letter.TaskLines;
import org.tickler.mail.AuthenticationResults;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.MailPurpose;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.task.Due;
import org.tickler.task.Priority;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;
import org.tickler.tracker.Origin;
import org.tickler.tracker.Proposals;
import org.tickler.tracker.Tracker;

/** Calendar answers and invitations that come in (RFC 5546). Bad input is said, never fatal. */
public final class CalendarHandler {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter REPLYABLE =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private final CalendarReader reader = new CalendarReader();
    private final InstantSource clock;
    private final Answers answers;
    private final Tracker tracker;
    private final Proposals proposals;
    private final Answering answering;

    public CalendarHandler(
            InstantSource clock,
            Answers answers,
            Tracker tracker,
            Proposals proposals,
            Answering answering) {
        this.clock = clock;
        this.answers = answers;
        this.tracker = tracker;
        this.proposals = proposals;
        this.answering = answering;
    }

    String handle(Handle handle, Arrival arrival) {
        Optional<CalendarMessage> message;
        try {
            message = reader.read(arrival.mail());
        } catch (UnreadableCalendarException unreadable) {
            return "a calendar that cannot be read: " + unreadable.getMessage();
        }
        Optional<EmailAddress> from = arrival.from();
        if (message.isEmpty() || from.isEmpty()) {
            return "a calendar without a message, or not from exactly one sender";
        }
        if (message.get().method() == Method.REQUEST
                && answers.concerned(handle, message.get()).isEmpty()) {
            return invitation(handle, arrival, message.get());
        }
        AuthenticationResults authentication = arrival.authentication();
        if (authentication.verdict() == AuthenticationResults.Verdict.FAIL) {
            return answers.concerned(handle, message.get())
                    .map(task ->
                            note(
                                    handle,
                                    arrival,
                                    task,
                                    "ignored-answer",
                                    from.get() + ": " + authentication.reason()))
                    .orElse("a calendar answer to an event that is not ours");
        }
        return settle(
                handle,
                arrival,
                message.get(),
                answers.apply(
                        handle,
                        message.get(),
                        from.get(),
                        arrival.messageIdText(),
                        arrival.writtenAt(),
                        clock.instant()));
    }

    private String settle(
            Handle handle, Arrival arrival, CalendarMessage message, AnswerOutcome outcome) {
        return switch (outcome) {
            case AnswerOutcome.UnknownEvent _ -> "a calendar answer to an event that is not ours";
            case AnswerOutcome.Ignored(TaskId task, String why) ->
                    note(handle, arrival, task, "ignored-answer", why);
            case AnswerOutcome.Recorded(TaskId task, var attendee, String partStat) ->
                    note(
                            handle,
                            arrival,
                            task,
                            "attendee-" + partStat.toLowerCase(Locale.ROOT),
                            attendee.address() + comment(message));
            case AnswerOutcome.AnsweredOldTime(TaskId task, var attendee) ->
                    note(handle, arrival, task, AnswerOutcome.OLD_TIME, attendee.address().value());
            case AnswerOutcome.SentAgain(TaskId task, var attendee) ->
                    note(
                            handle,
                            arrival,
                            task,
                            "invitation-sent-again",
                            attendee.address().value());
            case AnswerOutcome.NoLongerStands(TaskId task, var attendee) ->
                    note(handle, arrival, task, AnswerOutcome.GONE, attendee.address().value());
            case AnswerOutcome.Countered countered -> counter(handle, arrival, countered);
            case AnswerOutcome.NeedsOwner(TaskId task, String question) ->
                    rationed(handle, arrival, task, question);
        };
    }

    /** Anybody who has seen an invitation can cause these: once a day per sender is enough. */
    private String rationed(Handle handle, Arrival arrival, TaskId id, String question) {
        String thread = "calendar:" + id + ":" + arrival.from().map(Object::toString).orElse("");
        return answering.mayAnswerIdly(handle, arrival.owner(), thread)
                ? ask(handle, arrival, id, question, List.of())
                : note(handle, arrival, id, "calendar-question", question);
    }

    private static String comment(CalendarMessage message) {
        return message.comment() == null ? "" : ": " + message.comment();
    }

    private String note(Handle handle, Arrival arrival, TaskId task, String action, String words) {
        tracker.note(handle, task, action, words, arrival.cause(null, null, "calendar"));
        return action + ": " + task;
    }

    private String counter(Handle handle, Arrival arrival, AnswerOutcome.Countered countered) {
        ZoneId zone = arrival.owner().zone();
        String proposed =
                switch (countered.proposed()) {
                    case EventTime.Timed(Instant start, _) -> MOMENT.format(start.atZone(zone));
                    case EventTime.AllDay(var start, _) -> start.toString();
                };
        String command =
                switch (countered.proposed()) {
                    case EventTime.Timed(Instant start, _) ->
                            "due " + REPLYABLE.format(start.atZone(zone));
                    case EventTime.AllDay(var start, _) -> "due " + start;
                };
        String who =
                countered.attendee().name().isEmpty()
                        ? countered.attendee().address().value()
                        : countered.attendee().name();
        String words = countered.comment().isEmpty() ? "" : " \"" + countered.comment() + "\"";
        return ask(
                handle,
                arrival,
                countered.task(),
                who
                        + " proposes another time: "
                        + proposed
                        + "."
                        + words
                        + " Do you want to move it?",
                List.of(command, "note keep it"));
    }

    private String ask(
            Handle handle, Arrival arrival, TaskId id, String question, List<String> choices) {
        tracker.note(
                handle, id, "calendar-question", question, arrival.cause(null, null, "calendar"));
        Task task = handle.attach(TaskStore.class).find(id).orElseThrow();
        Person owner = new People(handle).get(task.ownerId());
        var letter =
                new Letter.Question(owner, TaskLines.of(handle, 1, task, owner), question, choices);
        answering.answer(handle, arrival, owner, MailPurpose.QUESTION, letter, List.of(id));
        return "the owner was asked about " + id;
    }

    /**
     * Somebody else invites: a proposal to be there; the invitation itself is answered in the
     * owner's own calendar.
     */
    private String invitation(Handle handle, Arrival arrival, CalendarMessage message) {
        if (arrival.repeated() || message.summary().isBlank()) {
            return "an invitation that was read before or says nothing";
        }
        ZoneId zone = arrival.owner().zone();
        Due due =
                switch (message.time()) {
                    case EventTime.Timed(Instant start, _) ->
                            Due.moment(
                                    start.atZone(zone).toLocalDate(),
                                    start.atZone(zone).toLocalTime());
                    case EventTime.AllDay(var start, _) -> Due.day(start);
                    case null -> null;
                };
        var candidate =
                new Candidate(
                        message.summary(),
                        message.summary(),
                        0,
                        new AssigneeRef.Me(),
                        due,
                        false,
                        CandidateStatus.PROPOSED,
                        Priority.NORMAL,
                        List.of("invitation"),
                        0.7);
        var origin =
                new Origin(
                        "mail",
                        arrival.row(),
                        arrival.mail().messageId() == null
                                ? null
                                : arrival.mail().messageId().value(),
                        arrival.mail().subject(),
                        message.uid() == null ? "" : message.uid(),
                        "",
                        arrival.author().map(NamedAddress::display).orElse(""),
                        arrival.from().map(EmailAddress::value).orElse(null),
                        arrival.writtenAt().atZone(zone).toLocalDate());
        proposals.take(
                handle,
                origin,
                List.of(candidate),
                arrival.owner(),
                arrival.cause(null, null, "calendar"));
        return "an invitation of somebody else: proposed";
    }
}
