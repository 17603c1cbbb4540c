package org.tickler.fetch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a claimed mailbox this node's own while it is read, however slow the server is. It is
 * short, so that another node takes over soon after this one has died. A node that lost it, because
 * it was stopped for a while, is told by {@link InboundStore#advance}.
 */
final class MailboxLease implements AutoCloseable {
    static final Duration LENGTH = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(MailboxLease.class);
    private static final Duration RENEWAL = Duration.ofSeconds(5);

    private final CountDownLatch closed = new CountDownLatch(1);

    private MailboxLease() {}

    /** Renews the claim of {@code node} until it is closed, as long as it is held. */
    static MailboxLease keep(Jdbi jdbi, InstantSource clock, String mailbox, String node) {
        var lease = new MailboxLease();
        Thread.ofVirtual()
                .name("lease " + mailbox)
                .start(() -> lease.run(jdbi, clock, mailbox, node));
        return lease;
    }

    private void run(Jdbi jdbi, InstantSource clock, String mailbox, String node) {
        try {
            while (!closed.await(RENEWAL.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    jdbi.useExtension(
                            InboundStore.class,
                            store -> store.renew(mailbox, node, clock.instant().plus(LENGTH)));
                } catch (JdbiException e) {
                    LOG.atDebug().setCause(e).log("The claim of a mailbox could not be renewed");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
