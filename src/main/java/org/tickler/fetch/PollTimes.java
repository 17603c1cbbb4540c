package org.tickler.fetch;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.tickler.config.MailboxSettings;

/**
 * Knows which mailboxes are to be polled. Each has its own moment within its interval, the same on
 * all nodes, so that they do not all come at once and no node polls what another just has. Safe for
 * use by many threads.
 */
public final class PollTimes {
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final String[] names;
    private final Long[] seconds;
    private final Long[] phases;

    /** For the mailboxes of this node; each interval counts in whole seconds. */
    public PollTimes(List<MailboxSettings> mailboxes, Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.names = mailboxes.stream().map(MailboxSettings::name).toArray(String[]::new);
        this.seconds = mailboxes.stream().map(PollTimes::seconds).toArray(Long[]::new);
        this.phases = mailboxes.stream().map(PollTimes::phase).toArray(Long[]::new);
    }

    private static long seconds(MailboxSettings mailbox) {
        return Math.max(1, mailbox.poll().toSeconds());
    }

    private static long phase(MailboxSettings mailbox) {
        return Math.floorMod(mailbox.name().hashCode(), seconds(mailbox));
    }

    /**
     * The names of those whose turn has come since they were last polled without failure: at the
     * latest one interval after that. One that fails stays due; {@link MailboxPoller} waits longer
     * and longer by itself.
     */
    public List<String> due() {
        return jdbi.withExtension(
                InboundStore.class, store -> store.due(names, seconds, phases, clock.instant()));
    }
}
