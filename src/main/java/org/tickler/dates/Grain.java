package org.tickler.dates;

/** How exact a date in words is. */
public enum Grain {
    MINUTE,
    /** A time without a day ("at 8:30"): the day is today or, if the time is over, tomorrow. */
    TIME_OF_DAY,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    /** A window with no name of its own, such as "early in the New Year" or "Jan 8-10". */
    SPAN
}
