package org.tickler.remind;

import java.util.List;

/**
 * How often a task makes itself heard.
 *
 * @param aheadWorkDays how many working days before the due; 0 for none
 * @param overdueDays after how many days past the due it is mentioned again; rising
 * @param lastGapDays after the last of these the gap stays this long
 */
public record ReminderPolicy(int aheadWorkDays, List<Integer> overdueDays, int lastGapDays) {
    /** What the configuration has where nothing is said: gaps of 1, 2, 4, 7 and then 14 days. */
    public static final ReminderPolicy USUAL = new ReminderPolicy(1, List.of(1, 3, 7, 14), 14);

    public ReminderPolicy {
        overdueDays = List.copyOf(overdueDays);
        if (aheadWorkDays < 0
                || lastGapDays < 1
                || overdueDays.stream().anyMatch(days -> days < 1)) {
            throw new IllegalArgumentException("days between reminders are positive");
        }
    }
}
