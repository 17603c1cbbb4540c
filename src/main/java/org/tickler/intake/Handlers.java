package org.tickler.intake;

import org.jdbi.v3.core.Handle;
import org.tickler.mail.MailVerdict;

/** Who acts on which kind of mail. Each returns in words for the operator what became of it. */
public final class Handlers {
    private final SubjectCommands subjects;
    private final SourceHandler sources;
    private final ReplyHandler replies;
    private final CalendarHandler calendars;
    private final DeliveryHandler deliveries;

    public Handlers(
            SubjectCommands subjects,
            SourceHandler sources,
            ReplyHandler replies,
            CalendarHandler calendars,
            DeliveryHandler deliveries) {
        this.subjects = subjects;
        this.sources = sources;
        this.replies = replies;
        this.calendars = calendars;
        this.deliveries = deliveries;
    }

    String handle(Handle handle, Arrival arrival) {
        return switch (arrival.verdict()) {
            case MailVerdict.Own _ -> "our own mail";
            case MailVerdict.Bulk _ ->
                    "a newsletter, notification or mailing list: no tasks are read from it";
            case MailVerdict.Bounce bounce -> deliveries.bounce(handle, arrival, bounce);
            case MailVerdict.AutoReply reply -> deliveries.autoReply(handle, arrival, reply);
            case MailVerdict.Calendar _ -> calendars.handle(handle, arrival);
            case MailVerdict.Reply _ -> replies.handle(handle, arrival);
            case MailVerdict.Source _ ->
                    subjects.handle(handle, arrival)
                            .orElseGet(() -> sources.handle(handle, arrival));
        };
    }
}
