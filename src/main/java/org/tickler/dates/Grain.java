package org.tickler.dates;

/** How exact a date in words is. */
public enum Grain {
    MINUTE,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    /** A window with no name of its own, such as "early in the New Year" or "Jan 8-10". */
    SPAN
}
