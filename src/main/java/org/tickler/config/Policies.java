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
 * @param limits how much is taken in and answered
 */
public record Policies(
        int remindAhead,
        List<Integer> overdueGaps,
        Proposals proposals,
        double confidence,
        int maxMailsPerRun,
        int maxMailsPerDay,
        int holdAbove,
        Limits limits) {
    /** When proposals leave. */
    public enum Proposals {
        AT_ONCE,
        DIGEST
    }

    /**
     * How much of something there may be; nothing beyond is lost, but kept and told.
     *
     * @param mailSize bytes of a mail that is read; of a larger one only the header is kept
     * @param tasksPerMail tasks that are taken from one mail or note
     * @param tasksPerDay tasks that an owner is asked about by mail in a day
     * @param proposalsPerDay mails with proposals that an owner gets in a day
     * @param answersPerThread answers within an hour to what is written about the same tasks
     * @param answersPerDay answers that one person gets in a day
     */
    public record Limits(
            int mailSize,
            int tasksPerMail,
            int tasksPerDay,
            int proposalsPerDay,
            int answersPerThread,
            int answersPerDay) {
        public static final Limits USUAL = new Limits(40 << 20, 500, 500, 100, 20, 100);
    }

    public static final Policies USUAL =
            new Policies(
                    1, List.of(1, 2, 4, 7, 14), Proposals.AT_ONCE, 0.5, 50, 40, 200, Limits.USUAL);

    public Policies {
        overdueGaps = List.copyOf(overdueGaps);
    }
}
