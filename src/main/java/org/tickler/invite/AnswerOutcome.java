package org.tickler.invite;

import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.invite.EventStore.Attendee;
import org.tickler.task.TaskId;

/**
 * What an answer did; each is written into the task's history by the caller, and at most one mail
 * comes of each.
 */
public sealed interface AnswerOutcome {
    /** The action of the history line of an {@link AnsweredOldTime}. */
    String OLD_TIME = "answered-old-time";

    /** The action of the history line of a {@link NoLongerStands}. */
    String GONE = "answered-after-the-end";

    /**
     * The attendee's answer was recorded.
     *
     * @param event with its answers as they are now
     */
    record Recorded(CalendarEvent event, Attendee attendee, String partStat)
            implements AnswerOutcome {}

    /**
     * It proposes another time: a question to the owner.
     *
     * @param counter as {@link Suggestion.Time#counter()}
     */
    record Countered(
            CalendarEvent event,
            Attendee attendee,
            EventTime proposed,
            @Nullable Integer counter,
            String comment)
            implements AnswerOutcome {}

    /** It answers a time that no longer holds; the current invitation is sent again once. */
    record AnsweredOldTime(TaskId task, Attendee attendee) implements AnswerOutcome {}

    /** The attendee asked for the invitation, and got it (RFC 5546, 3.2.6). */
    record SentAgain(TaskId task, Attendee attendee) implements AnswerOutcome {}

    /** The event or the invitation is gone; its CANCEL is sent again at most once a day. */
    record NoLongerStands(TaskId task, Attendee attendee) implements AnswerOutcome {}

    /** Nothing was changed; {@code why} says it in words for the history. */
    record Ignored(TaskId task, String why) implements AnswerOutcome {}

    /** Nobody was invited by that UID. */
    record UnknownEvent() implements AnswerOutcome {}

    /**
     * For the owner to decide: somebody who was not invited, an answer that did not come from the
     * invited address.
     *
     * @param question what happened, in whole sentences
     * @param suggestion what "yes" would mean; null where there is nothing to agree to
     */
    record NeedsOwner(CalendarEvent event, String question, @Nullable Suggestion suggestion)
            implements AnswerOutcome {}
}
