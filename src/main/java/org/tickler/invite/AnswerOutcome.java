package org.tickler.invite;

import org.tickler.invite.EventStore.Attendee;
import org.tickler.task.TaskId;

/** What a calendar answer did; each is written into the task's history by the caller. */
public sealed interface AnswerOutcome {
    /** The attendee's answer was recorded. */
    record Recorded(TaskId task, Attendee attendee, String partStat) implements AnswerOutcome {}

    /** It proposes another time: a question to the owner. */
    record Countered(
            TaskId task, Attendee attendee, org.tickler.calendar.EventTime proposed, String comment)
            implements AnswerOutcome {}

    /** It answers a time that no longer holds; the current invitation was sent again. */
    record AnsweredOldTime(TaskId task, Attendee attendee) implements AnswerOutcome {}

    /** Nothing was changed; {@code why} says it in words for the history. */
    record Ignored(TaskId task, String why) implements AnswerOutcome {}

    /** Nobody was invited by that UID. */
    record UnknownEvent() implements AnswerOutcome {}

    /**
     * Somebody answers who was not invited, or not from the invited address: a question to the
     * owner.
     */
    record NeedsOwner(TaskId task, String question) implements AnswerOutcome {}
}
