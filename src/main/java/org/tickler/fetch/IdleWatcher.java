package org.tickler.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.config.MailboxSettings;

/**
 * Listens to a mailbox with IDLE (RFC 2177) on a virtual thread and tells when something came. It
 * only shortens the wait for the next poll: nothing depends on it. IDLE is renewed every nine
 * minutes, before any middle box forgets the connection; a peer that has died is noticed a minute
 * later at most, because the server may not be silent for longer.
 */
public final class IdleWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleWatcher.class);
    private static final Duration RENEW = Duration.ofMinutes(9);
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final MailboxSettings mailbox;
    private final ImapAccount account;
    private final Runnable news;
    private final BackOff backOff =
            new BackOff(
                    Duration.ofSeconds(5), Duration.ofMinutes(15), RandomGenerator.getDefault());
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable ImapConnection current;

    private IdleWatcher(MailboxSettings mailbox, Runnable news) {
        this.mailbox = mailbox;
        this.account = new ImapAccount(mailbox, SILENCE);
        this.news = news;
    }

    /**
     * Starts to listen.
     *
     * @param news called on the watcher's thread when the mailbox has grown, and after every
     *     connect; must be quick
     */
    public static IdleWatcher start(MailboxSettings mailbox, Runnable news) {
        var watcher = new IdleWatcher(mailbox, news);
        Thread.ofVirtual().name("idle " + mailbox.name()).start(watcher::run);
        return watcher;
    }

    private void run() {
        while (!isStopped()) {
            try {
                listen();
            } catch (ImapFailure e) {
                pause(e);
            }
        }
    }

    private void listen() {
        try (ImapConnection connection = account.open()) {
            current = connection;
            Thread renewer =
                    Thread.ofVirtual()
                            .name("idle renewer " + mailbox.name())
                            .start(() -> renew(connection));
            try {
                int known = connection.count();
                news.run();
                while (!isStopped()) {
                    connection.idle();
                    int count = connection.count();
                    backOff.succeeded();
                    if (count > known) {
                        news.run();
                    }
                    known = count;
                }
            } finally {
                current = null;
                renewer.interrupt();
            }
        }
    }

    private void renew(ImapConnection connection) {
        try {
            while (!stopped.await(RENEW.toMillis(), TimeUnit.MILLISECONDS)) {
                connection.nudge();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ImapFailure e) {
            LOG.atDebug().addKeyValue("mailbox", mailbox.name()).log("Nothing to renew");
        }
    }

    private void pause(ImapFailure failure) {
        if (isStopped()) {
            return;
        }
        // The wall clock plays no part: the wait counts from the failure.
        Duration wait = backOff.failed(Instant.EPOCH, failure.refused());
        LOG.atInfo()
                .addKeyValue("mailbox", mailbox.name())
                .addKeyValue("retrySeconds", wait.toSeconds())
                .addKeyValue("problem", failure.getMessage())
                .log("Not listening; the mailbox is polled all the same");
        try {
            boolean ended = stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            LOG.atDebug().addKeyValue("ended", ended).log("Waited");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Stops listening; does not wait for the connection to end. */
    @Override
    public void close() {
        stopped.countDown();
        ImapConnection connection = current;
        if (connection != null) {
            Thread.ofVirtual().name("idle closer " + mailbox.name()).start(connection::close);
        }
    }
}
