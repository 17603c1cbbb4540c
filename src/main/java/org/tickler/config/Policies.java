package org.tickler.config;

import java.util.List;

/**
 * How the tracker behaves.
 *
 * @param remindAhead working days before the due day of the first reminder; 0 for none
 * @param overdueGaps days between reminders once overdue; the last one repeats
 * @param proposals when what was found is mailed
 * @param confidence prose below this, from 0 to 1, is not proposed
 * @param maxMailsPerRun the most reminders written, and mails sent, in one go
 * @param maxMailsPerDay the most mails that one person gets unasked in a day; more come in a list
 * @param holdAbove so many mails due at once that nothing leaves until somebody lets it; 0 for
 *     never
 */
public record Policies(
        int remindAhead,
        List<Integer> overdueGaps,
        Proposals proposals,
        double confidence,
        int maxMailsPerRun,
        int maxMailsPerDay,
        int holdAbove) {
    /** When proposals leave. */
    public enum Proposals {
        AT_ONCE,
        DIGEST
    }

    public static final Policies USUAL =
            new Policies(1, List.of(1, 2, 4, 7, 14), Proposals.AT_ONCE, 0.5, 50, 40, 200);

    public Policies {
        overdueGaps = List.copyOf(overdueGaps);
    }
}
