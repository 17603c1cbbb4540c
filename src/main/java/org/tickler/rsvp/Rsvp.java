package org.tickler.rsvp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.PartStat;

/** What an answer in words means to an event. */
public sealed interface Rsvp {
    /** Whether somebody comes, said clearly: ACCEPTED, TENTATIVE or DECLINED. */
    record Answer(PartStat partStat) implements Rsvp {}

    /**
     * Another time, and only one.
     *
     * @param partStat what it says of the time that stands: TENTATIVE or DECLINED
     * @param time as long as the event is, where only a beginning was named
     */
    record Proposal(PartStat partStat, EventTime time) implements Rsvp {}

    /**
     * It is about coming, but not clear: with a condition, with several times, or contradicting
     * itself. Somebody has to read it.
     *
     * @param leaning what it rather says, or null
     * @param times other times that are named, in their order
     */
    record Doubt(@Nullable PartStat leaning, List<EventTime> times) implements Rsvp {
        public Doubt {
            times = List.copyOf(times);
        }
    }

    /** Not about coming at all, as far as can be told. */
    record Other() implements Rsvp {}
}
