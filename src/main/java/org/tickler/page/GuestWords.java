package org.tickler.page;

import java.time.Instant;
import java.time.LocalDate;
import org.tickler.calendar.EventTime;
import org.tickler.invite.EventStore.Attendee;

/** What somebody who was invited has answered, in words. */
final class GuestWords {
    private GuestWords() {}

    static String name(Attendee attendee) {
        return attendee.name().isBlank() ? attendee.address().value() : attendee.name();
    }

    /** Such as "accepted", or "declined, proposes Tue 10 Mar, 14:30". */
    static String answer(Attendee attendee, DateWords dates) {
        String status =
                attendee.state().equals("bounced")
                        ? "could not be reached"
                        : attendee.state().equals("pending")
                                ? "would come, not invited yet"
                                : switch (attendee.partStat()) {
                                    case "ACCEPTED" -> "accepted";
                                    case "DECLINED" -> "declined";
                                    case "TENTATIVE" -> "maybe";
                                    case "DELEGATED" -> "delegated";
                                    default -> "no answer yet";
                                };
        return switch (attendee.counter()) {
            case EventTime.Timed(Instant start, _) -> status + ", proposes " + dates.moment(start);
            case EventTime.AllDay(LocalDate start, LocalDate end) ->
                    status + ", proposes " + dates.span(start, end.minusDays(1));
            case null -> status;
        };
    }

    static CalendarView.Guest guest(Attendee attendee, DateWords dates) {
        String kind =
                attendee.state().equals("bounced")
                        ? "failed"
                        : switch (attendee.partStat()) {
                            case "ACCEPTED" -> "accepted";
                            case "DECLINED" -> "declined";
                            case "TENTATIVE" -> "tentative";
                            default -> "waiting";
                        };
        return new CalendarView.Guest(name(attendee), kind, answer(attendee, dates));
    }
}
