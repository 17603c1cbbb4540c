package org.tickler.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.PartStat;
import org.tickler.dates.FoundDate;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.invite.AnswerOutcome;
import org.tickler.invite.Attendance;
import org.tickler.invite.CalendarEvent;
import org.tickler.invite.EventStore;
import org.tickler.invite.FreeTimes;
import org.tickler.invite.OfferedTimes;
import org.tickler.invite.Suggestion;
import org.tickler.invite.Suggestions;
import org.tickler.letter.Letter;
import org.tickler.letter.ReceiptLine;
import org.tickler.letter.TaskLines;
import org.tickler.outbox.MailPurpose;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.reply.Command;
import org.tickler.reply.Verb;
import org.tickler.task.HistoryActions;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;
import org.tickler.tracker.Tracker;

/**
 * What is written down and said after an answer to an event, whether it came as a calendar or in
 * words: a line of history always, and at most one mail, to the owner.
 */
public final class EventOutcomes {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter REPLYABLE =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private final Tracker tracker;
    private final Answering answering;

    public EventOutcomes(Tracker tracker, Answering answering) {
        this.tracker = tracker;
        this.answering = answering;
    }

    /** Returns in words for the operator what became of it. */
    String settle(Handle handle, Arrival arrival, CalendarMessage message, AnswerOutcome outcome) {
        return switch (outcome) {
            case AnswerOutcome.UnknownEvent _ -> "a calendar answer to an event that is not ours";
            case AnswerOutcome.Ignored(TaskId task, String why) ->
                    note(handle, arrival, task, "ignored-answer", why);
            case AnswerOutcome.Recorded recorded -> recorded(handle, arrival, message, recorded);
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
            case AnswerOutcome.NeedsOwner(var event, String question, Suggestion suggestion) ->
                    rationed(handle, arrival, event, question, suggestion);
        };
    }

    /**
     * Writes a line into the task's history.
     *
     * @return what that is in words for the operator
     */
    String note(Handle handle, Arrival arrival, TaskId task, String action, String words) {
        tracker.note(handle, task, action, words, arrival.cause(null, null, "calendar"));
        return HistoryActions.words(action) + " (" + task + ")";
    }

    /** The owner learns who comes; of their own answer they know. */
    private String recorded(
            Handle handle,
            Arrival arrival,
            CalendarMessage message,
            AnswerOutcome.Recorded recorded) {
        TaskId id = recorded.event().taskId();
        EventStore.Attendee guest = recorded.attendee();
        String action = "attendee-" + recorded.partStat().toLowerCase(Locale.ROOT);
        String said = message.comment() == null ? "" : ": " + message.comment();
        String noted = note(handle, arrival, id, action, guest.address() + said);
        Task task = task(handle, id);
        Person owner = new People(handle).get(task.ownerId());
        String thread = "attendance:" + recorded.event().uid() + guest.address() + action;
        if (owner.id().equals(guest.personId())
                || !answering.mayAnswerIdly(handle, owner, thread)) {
            return noted;
        }
        PartStat partStat = PartStat.valueOf(recorded.partStat().replace('-', '_'));
        String what =
                guest.called()
                        + " "
                        + Attendance.verb(partStat)
                        + ": "
                        + when(recorded.event().time(), owner.zone())
                        + ". "
                        + Attendance.others(
                                handle.attach(EventStore.class).attendees(recorded.event().id()),
                                guest);
        var letter =
                new Letter.Receipt(
                        owner,
                        "",
                        List.of(new ReceiptLine.Happened(id, task.title(), what.strip())),
                        message.comment(),
                        List.of(),
                        false);
        answering.answer(handle, arrival, owner, MailPurpose.RECEIPT, letter, List.of(id));
        return noted;
    }

    /** Anybody who has seen an invitation can cause these: once a day per sender is enough. */
    String rationed(
            Handle handle,
            Arrival arrival,
            CalendarEvent event,
            String question,
            @Nullable Suggestion suggestion) {
        String sender = arrival.from().map(Object::toString).orElse("");
        String thread = "calendar:" + event.taskId() + ":" + sender;
        if (answering.mayAnswerIdly(handle, arrival.owner(), thread)) {
            return ask(handle, arrival, event, question, List.of(), List.of(), suggestion);
        }
        note(handle, arrival, event.taskId(), "calendar-question", question);
        return "noted; the owner was asked before (" + event.taskId() + ")";
    }

    private String counter(Handle handle, Arrival arrival, AnswerOutcome.Countered countered) {
        CalendarEvent event = countered.event();
        Task task = task(handle, event.taskId());
        Person owner = new People(handle).get(task.ownerId());
        ZoneId zone = owner.zone();
        FreeTimes.Offer offer =
                FreeTimes.about(handle, task, owner, countered.proposed(), arrival.writtenAt());
        String words = countered.comment().isEmpty() ? "" : " \"" + countered.comment() + "\"";
        return ask(
                handle,
                arrival,
                event,
                countered.attendee().called()
                        + " proposes another time: "
                        + when(countered.proposed(), zone)
                        + "."
                        + words
                        + (offer.clash().isEmpty() ? "" : " " + offer.clash())
                        + " Do you want to move it?",
                List.of(replyable(countered.proposed(), zone)),
                offer.slots().stream().map(start -> FreeTimes.offer(start, zone)).toList(),
                new Suggestion.Time(
                        countered.attendee().address(), countered.proposed(), countered.counter()));
    }

    /** A time as the owner reads it: with its weekday and the zone. */
    static String when(EventTime time, ZoneId zone) {
        return switch (time) {
            case EventTime.Timed(Instant start, _) -> MOMENT.format(start.atZone(zone));
            case EventTime.AllDay(LocalDate start, LocalDate end) ->
                    end.equals(start.plusDays(1))
                            ? DAY.format(start)
                            : DAY.format(start) + " to " + DAY.format(end.minusDays(1));
        };
    }

    /** The command that fixes this time, as it may be typed. */
    static String replyable(EventTime time, ZoneId zone) {
        return switch (time) {
            case EventTime.Timed(Instant start, _) -> "due " + REPLYABLE.format(start.atZone(zone));
            case EventTime.AllDay(LocalDate start, _) -> "due " + start;
        };
    }

    /** The command that fixes this time with its length. */
    static Command command(EventTime time, ZoneId zone) {
        return switch (time) {
            case EventTime.Timed(Instant start, Instant end) -> {
                ZonedDateTime local = start.atZone(zone);
                long minutes = Duration.between(start, end).toMinutes();
                yield invite(
                        new FoundDate(
                                "",
                                0,
                                0,
                                local.toLocalDate(),
                                local.toLocalTime(),
                                null,
                                Grain.MINUTE,
                                null),
                        minutes > 0 ? "for " + minutes + " min" : null);
            }
            case EventTime.AllDay(LocalDate start, LocalDate end) -> {
                LocalDate last = end.minusDays(1);
                LocalDate from = last.isAfter(start) ? start : null;
                Grain grain = from == null ? Grain.DAY : Grain.SPAN;
                yield invite(new FoundDate("", 0, 0, last, null, from, grain, null), null);
            }
        };
    }

    private static Command invite(FoundDate when, @Nullable String text) {
        return new Command(Verb.INVITE, List.of(), when, null, text, true);
    }

    /**
     * @param further answers besides yes and no
     * @param offers times to be numbered
     * @param suggestion what "yes" means, or null where one word cannot answer
     */
    String ask(
            Handle handle,
            Arrival arrival,
            CalendarEvent event,
            String question,
            List<String> further,
            List<Letter.Offer> offers,
            @Nullable Suggestion suggestion) {
        TaskId id = event.taskId();
        tracker.note(
                handle, id, "calendar-question", question, arrival.cause(null, null, "calendar"));
        Task task = task(handle, id);
        Person owner = new People(handle).get(task.ownerId());
        var choices =
                new ArrayList<>(suggestion == null ? List.<String>of() : List.of("yes", "no"));
        choices.addAll(further);
        var letter =
                new Letter.Question(
                        owner, TaskLines.of(handle, 1, task, owner), question, choices, offers);
        OptionalLong mail =
                answering.answer(handle, arrival, owner, MailPurpose.QUESTION, letter, List.of(id));
        if (mail.isPresent()) {
            OfferedTimes.keep(
                    handle, mail.getAsLong(), offers.stream().map(Letter.Offer::answer).toList());
            if (suggestion != null) {
                Suggestions.keep(handle, mail.getAsLong(), event.id(), suggestion);
            }
        }
        return "the owner was asked about " + id;
    }

    private static Task task(Handle handle, TaskId id) {
        return handle.attach(TaskStore.class).find(id).orElseThrow();
    }
}
