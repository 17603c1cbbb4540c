package org.tickler.extract;

import java.util.Locale;

/**
 * The status mark of an item: {@code [?]}, {@code [ ]} or {@code [/]}, {@code [x]}, {@code [-]};
 * prose is open.
 */
public enum CandidateStatus {
    PROPOSED,
    OPEN,
    DONE,
    DROPPED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
