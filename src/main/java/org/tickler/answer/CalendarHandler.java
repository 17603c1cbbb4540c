package org.tickler.answer;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.tickler.ask.AssigneeRef;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.CalendarReader;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Method;
import org.tickler.calendar.UnreadableCalendarException;
import org.tickler.extract.Candidate;
import org.tickler.extract.CandidateStatus;
import org.tickler.invite.Answers;
import org.tickler.mail.AuthenticationResults;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;
import org.tickler.task.Due;
import org.tickler.task.Priority;
import org.tickler.tracker.Origin;
import org.tickler.tracker.Proposals;

/** Calendar answers and invitations that come in (RFC 5546). Bad input is said, never fatal. */
public final class CalendarHandler {
    private final CalendarReader reader = new CalendarReader();
    private final InstantSource clock;
    private final Answers answers;
    private final Proposals proposals;
    private final EventOutcomes outcomes;
    private final Impostors impostors;

    public CalendarHandler(
            InstantSource clock,
            Answers answers,
            Proposals proposals,
            EventOutcomes outcomes,
            Impostors impostors) {
        this.clock = clock;
        this.answers = answers;
        this.proposals = proposals;
        this.outcomes = outcomes;
        this.impostors = impostors;
    }

    /**
     * Whether the mail only has dates of others with it, which ask nobody for an answer (RFC 5546,
     * 3.2.1): what its author wrote is read as if there were none.
     */
    public boolean isBesideThePoint(Handle handle, Arrival arrival) {
        try {
            return reader.read(arrival.mail())
                    .filter(message ->
                            message.method() == null || message.method() == Method.PUBLISH)
                    .filter(message -> answers.concerned(handle, message).isEmpty())
                    .isPresent();
        } catch (UnreadableCalendarException unreadable) {
            return false;
        }
    }

    /**
     * Records what a calendar answers, or proposes to follow somebody else's invitation.
     *
     * @param words reads the mail as an answer in words, where its calendar cannot be read
     */
    public String handle(Handle handle, Arrival arrival, Supplier<String> words) {
        Optional<CalendarMessage> message;
        try {
            message = reader.read(arrival.mail());
        } catch (UnreadableCalendarException unreadable) {
            return "a calendar that cannot be read: "
                    + unreadable.getMessage()
                    + " Its words: "
                    + words.get();
        }
        Optional<EmailAddress> from = arrival.from();
        if (message.isEmpty() || from.isEmpty()) {
            return "a calendar without a message, or not from exactly one sender";
        }
        if (message.get().method() == Method.REQUEST
                && answers.concerned(handle, message.get()).isEmpty()) {
            Optional<String> refused = Recognition.refusedAsSource(arrival);
            return refused.isPresent()
                    ? impostors.told(handle, arrival, refused.get())
                    : invitation(handle, arrival, message.get());
        }
        AuthenticationResults authentication = arrival.authentication();
        if (authentication.verdict() == AuthenticationResults.Verdict.FAIL) {
            return answers.concerned(handle, message.get())
                    .map(task ->
                            outcomes.note(
                                    handle,
                                    arrival,
                                    task,
                                    "ignored-answer",
                                    from.get() + ": " + authentication.reason()))
                    .orElse("a calendar answer to an event that is not ours");
        }
        return outcomes.settle(
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
                switch (message.timeIn(zone)) {
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
                        arrival.senderDoubt(),
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
