package org.tickler.calendar;

/** An attendee's answer (RFC 5545, 3.2.12). */
public enum PartStat {
    NEEDS_ACTION,
    ACCEPTED,
    DECLINED,
    TENTATIVE,
    DELEGATED;

    /** The parameter value, such as {@code NEEDS-ACTION}. */
    public String value() {
        return name().replace('_', '-');
    }
}
