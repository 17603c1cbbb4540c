package org.tickler.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.Letter;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.people.PersonId;
import org.tickler.task.Task;

/**
 * A mail to be sent, for {@link Outbox#add}.
 *
 * @param cause names what caused it, such as {@code slot:17}; while a mail of the same cause to the
 *     same recipient waits, no second one is added
 * @param to the one recipient; the mail's token proves an answer to be theirs
 * @param cc of a nudge: the owner, or null
 * @param personId the recipient, if known to us
 * @param numberedTasks number 1 is the first; an answer's numbers mean these tasks for ever
 * @param references the conversation it joins, oldest first; the last one is what it answers
 * @param calendar an iCalendar object as written, or null
 * @param calendarMethod its METHOD, upper case; null exactly where {@code calendar} is
 * @param lane mails of one lane leave in their order, or null
 * @param byHand a person asked for this very mail: it is not marked as automatic
 */
public record Draft(
        String cause,
        MailPurpose kind,
        Letter letter,
        NamedAddress to,
        @Nullable NamedAddress cc,
        @Nullable PersonId personId,
        List<Task> numberedTasks,
        List<MessageId> references,
        byte @Nullable [] calendar,
        @Nullable String calendarMethod,
        @Nullable String lane,
        boolean byHand) {
    public Draft {
        numberedTasks = List.copyOf(numberedTasks);
        references = List.copyOf(references);
        if ((calendar == null) != (calendarMethod == null)) {
            throw new IllegalArgumentException("a calendar part and its method come together");
        }
    }

    /** A plain mail: no Cc, no calendar part, no lane, marked as automatic. */
    public static Draft of(
            String cause,
            MailPurpose kind,
            Letter letter,
            NamedAddress to,
            @Nullable PersonId personId,
            List<Task> numberedTasks,
            List<MessageId> references) {
        return new Draft(
                cause,
                kind,
                letter,
                to,
                null,
                personId,
                numberedTasks,
                references,
                null,
                null,
                null,
                false);
    }

    /** The same with a copy to {@code cc}; without one for null. */
    public Draft copiedTo(@Nullable NamedAddress cc) {
        return with(cc, calendar, calendarMethod, lane, byHand);
    }

    /** The same behind every open mail of {@code lane}. */
    public Draft inLane(String lane) {
        return with(cc, calendar, calendarMethod, lane, byHand);
    }

    /** The same with a calendar part. */
    public Draft withCalendar(byte[] calendar, String method) {
        return with(cc, calendar, method, lane, byHand);
    }

    /** The same, not marked as automatic. */
    public Draft sentByHand() {
        return with(cc, calendar, calendarMethod, lane, true);
    }

    private Draft with(
            @Nullable NamedAddress cc,
            byte @Nullable [] calendar,
            @Nullable String method,
            @Nullable String lane,
            boolean byHand) {
        return new Draft(
                cause,
                kind,
                letter,
                to,
                cc,
                personId,
                numberedTasks,
                references,
                calendar,
                method,
                lane,
                byHand);
    }
}
