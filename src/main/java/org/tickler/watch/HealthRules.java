package org.tickler.watch;

import java.time.Duration;
import java.util.List;

/**
 * When the service counts as well.
 *
 * @param mailboxes the names of the mailboxes that must be polled, as in the table of cursors
 * @param pollLate a mailbox that was not polled for this long makes the state "degraded"
 * @param pollLost a mailbox that was not polled for this long makes it "down"
 * @param outboxLate a mail that could have been sent for this long makes it "degraded"
 * @param outboxLost a mail that could have been sent for this long makes it "down"
 * @param canaryLate a mail to ourselves that has left and did not come back for this long makes it
 *     "degraded"
 */
public record HealthRules(
        List<String> mailboxes,
        Duration pollLate,
        Duration pollLost,
        Duration outboxLate,
        Duration outboxLost,
        Duration canaryLate) {
    public HealthRules {
        mailboxes = List.copyOf(mailboxes);
        if (pollLost.compareTo(pollLate) < 0) {
            throw new IllegalArgumentException(
                    "a mailbox is late before it is lost: " + pollLate + ", " + pollLost);
        }
    }

    /** Sensible limits for polls a minute apart. */
    public static HealthRules usual(List<String> mailboxes) {
        return new HealthRules(
                mailboxes,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofMinutes(15),
                Duration.ofHours(2),
                Duration.ofHours(1));
    }
}
