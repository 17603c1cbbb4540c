package org.tickler.invite;

import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.EventTime;
import org.tickler.mail.EmailAddress;

/** Something about an event that only the owner can decide: what "yes" to the question means. */
public sealed interface Suggestion {
    /** Whom it is about, as the event knows them. */
    EmailAddress address();

    /**
     * A guest would rather come then.
     *
     * @param counter the SEQUENCE of the calendar's COUNTER that says so; null where it was said in
     *     words, or with a program that cannot read that a COUNTER is declined
     */
    record Time(EmailAddress address, EventTime time, @Nullable Integer counter)
            implements Suggestion {}

    /** Somebody would come who was not invited: a delegate, or who got the invitation forwarded. */
    record Newcomer(EmailAddress address) implements Suggestion {}

    /**
     * An answer in a guest's name from elsewhere; yes also means that {@code proxy} may answer for
     * them from now on.
     *
     * @param message what was answered, which counts only once it is confirmed
     */
    record Answer(EmailAddress address, EmailAddress proxy, CalendarMessage message)
            implements Suggestion {}
}
