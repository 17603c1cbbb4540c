package org.tickler.invite;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Method;
import org.tickler.calendar.PartStat;
import org.tickler.invite.SuggestionStore.Row;
import org.tickler.mail.EmailAddress;

/**
 * Remembers what a question suggested, so that one word answers it. Within the caller's
 * transaction.
 */
public final class Suggestions {
    private Suggestions() {}

    /** A suggestion that waits for its answer. */
    public record Open(long question, CalendarEvent event, Suggestion suggestion) {}

    /**
     * @param question the outbox row of the mail that asks
     */
    public static void keep(Handle handle, long question, long event, Suggestion suggestion) {
        EventTime time =
                switch (suggestion) {
                    case Suggestion.Time(_, EventTime proposed, _) -> proposed;
                    case Suggestion.Answer(_, _, CalendarMessage message) -> message.time();
                    case Suggestion.Newcomer _ -> null;
                };
        CalendarMessage message =
                suggestion instanceof Suggestion.Answer answer ? answer.message() : null;
        Method method = message == null ? null : message.method();
        handle.attach(SuggestionStore.class)
                .insert(
                        new Row(
                                question,
                                event,
                                kind(suggestion),
                                suggestion.address(),
                                suggestion instanceof Suggestion.Answer answer
                                        ? answer.proxy()
                                        : null,
                                method == null ? null : method.name(),
                                partStat(message),
                                sequence(suggestion),
                                message == null ? null : message.stamp(),
                                message == null ? null : message.comment(),
                                time instanceof EventTime.Timed(Instant start, _) ? start : null,
                                time instanceof EventTime.Timed(_, Instant end) ? end : null,
                                time instanceof EventTime.AllDay(LocalDate start, _) ? start : null,
                                time instanceof EventTime.AllDay(_, LocalDate end) ? end : null));
    }

    private static @Nullable Integer sequence(Suggestion suggestion) {
        return switch (suggestion) {
            case Suggestion.Time(_, _, Integer counter) -> counter;
            case Suggestion.Answer(_, _, CalendarMessage message) -> message.sequence();
            case Suggestion.Newcomer _ -> null;
        };
    }

    private static String kind(Suggestion suggestion) {
        return switch (suggestion) {
            case Suggestion.Time _ -> "time";
            case Suggestion.Newcomer _ -> "newcomer";
            case Suggestion.Answer _ -> "answer";
        };
    }

    private static @Nullable String partStat(@Nullable CalendarMessage message) {
        PartStat said =
                message == null || message.attendees().isEmpty()
                        ? null
                        : message.attendees().getFirst().partStat();
        return said == null ? null : said.name();
    }

    /** What the mail with this outbox row suggested, unless it was settled already. */
    public static Optional<Open> open(Handle handle, long question) {
        return handle.attach(SuggestionStore.class)
                .open(question)
                .map(row -> {
                    CalendarEvent event = handle.attach(EventStore.class).byId(row.eventId());
                    return new Open(question, event, suggestion(row, event.uid()));
                });
    }

    public static void settle(Handle handle, Open open, Instant now) {
        handle.attach(SuggestionStore.class).settle(open.question(), now);
    }

    private static Suggestion suggestion(Row row, String uid) {
        EventTime time = row.time();
        EmailAddress proxy = row.proxy();
        if (proxy != null) {
            return new Suggestion.Answer(row.address(), proxy, message(row, uid));
        }
        return time == null
                ? new Suggestion.Newcomer(row.address())
                : new Suggestion.Time(row.address(), time, row.sequence());
    }

    private static CalendarMessage message(Row row, String uid) {
        String method = row.method();
        String partStat = row.partStat();
        return new CalendarMessage(
                method == null ? null : Method.valueOf(method),
                uid,
                row.sequence(),
                row.stamp(),
                row.time(),
                null,
                null,
                null,
                List.of(
                        new CalendarMessage.Attendee(
                                row.address(),
                                "",
                                partStat == null ? null : PartStat.valueOf(partStat),
                                row.proxy(),
                                null)),
                "",
                row.comment(),
                false,
                null);
    }
}
