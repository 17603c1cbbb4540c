package org.tickler.intake;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tickler.answer.Arrival;
import org.tickler.answer.CalendarHandler;
import org.tickler.answer.DeliveryHandler;
import org.tickler.answer.ReplyHandler;
import org.tickler.answer.SubjectCommands;
import org.tickler.calendar.CalendarReader;
import org.tickler.intake.Handlers.Handled.Done;
import org.tickler.mail.MailVerdict;
import org.tickler.model.ModelQuestion;
import org.tickler.understand.Prose;

/** Who acts on which kind of mail. Each returns in words for the operator what became of it. */
public final class Handlers {
    /** How far a message came. */
    sealed interface Handled {
        /**
         * It is settled.
         *
         * @param words what became of it
         */
        record Done(String words) implements Handled {}

        /** A model must be asked first, outside of the transaction; nothing was written. */
        record Asking(ModelQuestion question) implements Handled {}
    }

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

    /** Reads a mail that is going to be searched for tasks, as far as that can be told already. */
    Optional<Prose> readAhead(Arrival arrival) {
        return arrival.verdict() instanceof MailVerdict.Source
                ? sources.readAhead(arrival)
                : Optional.empty();
    }

    Handled handle(Handle handle, Arrival arrival) {
        return handle(handle, arrival, arrival.verdict());
    }

    private Handled handle(Handle handle, Arrival arrival, MailVerdict verdict) {
        return switch (verdict) {
            case MailVerdict.Own _ -> new Done(deliveries.own(handle, arrival));
            case MailVerdict.Bulk _ ->
                    new Done(
                            "a newsletter, notification or mailing list: no tasks are read from it");
            case MailVerdict.Bounce bounce -> new Done(deliveries.bounce(handle, arrival, bounce));
            case MailVerdict.AutoReply reply ->
                    new Done(deliveries.autoReply(handle, arrival, reply));
            case MailVerdict.Calendar(_, MailVerdict besides)
                    when calendars.isBesideThePoint(handle, arrival) ->
                    handle(handle, arrival, besides);
            case MailVerdict.Calendar _ -> calendar(handle, arrival);
            case MailVerdict.Reply _ when isMeeting(arrival) -> calendar(handle, arrival);
            case MailVerdict.Source _ when isMeeting(arrival) -> calendar(handle, arrival);
            case MailVerdict.Reply _ -> new Done(replies.handle(handle, arrival));
            case MailVerdict.Source _ ->
                    subjects.handle(handle, arrival)
                            .<Handled>map(Done::new)
                            .orElseGet(() -> sources.handle(handle, arrival));
        };
    }

    private static boolean isMeeting(Arrival arrival) {
        return CalendarReader.meetingInWinmail(arrival.mail()).isPresent();
    }

    /** A calendar that nobody can read leaves the words around it. */
    private Handled calendar(Handle handle, Arrival arrival) {
        return new Done(calendars.handle(handle, arrival, () -> replies.handle(handle, arrival)));
    }
}
