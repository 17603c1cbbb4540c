package org.tickler.dates;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.tickler.task.Due;

/**
 * A date that stands in a text.
 *
 * @param text the words it was read from, verbatim
 * @param start offset of the first character in the text that was searched
 * @param end offset behind the last character
 * @param date the day meant; for a span its last day
 * @param time the clock time in the context's zone, or null where only a day is meant
 * @param from the first day of a span, or null
 * @param grain how exact it is
 * @param other the other reading of an ambiguous numeric date such as {@code 12/01}, or null; a
 *     caller that must not guess asks
 */
public record FoundDate(
        String text,
        int start,
        int end,
        LocalDate date,
        @Nullable LocalTime time,
        @Nullable LocalDate from,
        Grain grain,
        @Nullable LocalDate other) {
    /** How exact a date in words is. */
    public enum Grain {
        MINUTE,
        /**
         * A time without a day ("at 8:30"): that of the day named before it in the sentence; else
         * today or, if the time is over, tomorrow.
         */
        TIME_OF_DAY,
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR,
        /** A window with no name of its own, such as "early in the New Year" or "Jan 8-10". */
        SPAN
    }

    public boolean isAmbiguous() {
        return other != null;
    }

    /** The same words on another day, whose clock time they tell. */
    public FoundDate on(LocalDate day) {
        return new FoundDate(text, start, end, day, time, null, Grain.MINUTE, null);
    }

    /** As a due: a moment, a window or a day, with its words. */
    public Due asDue() {
        return from != null ? new Due(date, null, from, text) : new Due(date, time, null, text);
    }
}
