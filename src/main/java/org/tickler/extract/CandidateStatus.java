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

    /** What the sign in a check box says; a sign nobody knows is an open item's. */
    static CandidateStatus ofBox(char box) {
        return switch (box) {
            case '?' -> CandidateStatus.PROPOSED;
            case 'x', 'X', '\u2713', '\u2714' -> CandidateStatus.DONE;
            case '-', '~' -> CandidateStatus.DROPPED;
            default -> CandidateStatus.OPEN;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
