package org.tickler.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.dispatch.ClaimStore.Doubtful;
import org.tickler.dispatch.ClaimStore.Hold;
import org.tickler.mail.MessageId;

/**
 * Mails that may have left: a node died, or a connection broke, between the final dot and our
 * commit. Before such a mail is sent again it is looked for among the copies of sent mail; where
 * there are none it is sent again at once, under the same Message-ID, by which mail programs and
 * stores recognise it.
 */
public final class Doubts {
    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);
    private static final int BATCH = 20;
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** A server may file the copy a little after it has taken the mail. */
    private static final Duration FILING = Duration.ofMinutes(1);

    /** Longer than this a mail does not wait for a mailbox that cannot be looked into. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration AGAIN = Duration.ofSeconds(20);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final String node;
    private final SentCopies copies;

    Doubts(Jdbi jdbi, InstantSource clock, String node, SentCopies copies) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.node = node;
        this.copies = copies;
    }

    /** A mail of ours was read in a mailbox: it has left, whatever was thought of it. */
    public static boolean arrived(Handle handle, MessageId id, Instant now) {
        return handle.attach(ClaimStore.class).arrived(id.value(), now) == 1;
    }

    /** Looks up what is in doubt; returns how many mails that was. */
    int runOnce() {
        Instant now = clock.instant();
        List<Doubtful> open =
                jdbi.withExtension(
                        ClaimStore.class,
                        store -> store.doubtful(node, now, now.plus(LEASE), BATCH));
        open.forEach(this::settle);
        return open.size();
    }

    private void settle(Doubtful mail) {
        Instant now = clock.instant();
        var hold = new Hold(mail.id(), node, mail.attempts());
        Duration age = Duration.between(mail.doubtfulSince(), now);
        SentCopies.Found found = copies.find(new MessageId(mail.messageId()));
        boolean again =
                switch (found) {
                    case YES -> false;
                    case NO -> age.compareTo(FILING) >= 0;
                    case UNKNOWN -> age.compareTo(PATIENCE) >= 0;
                    case NOWHERE -> true;
                };
        jdbi.useExtension(
                ClaimStore.class,
                store -> {
                    if (found == SentCopies.Found.YES) {
                        store.found(hold, "a copy lies among the sent mail");
                    } else if (again) {
                        store.again(hold, now);
                    } else {
                        store.lookLater(hold, now.plus(AGAIN));
                    }
                });
        LOG.atWarn()
                .addKeyValue("outbox", mail.id())
                .addKeyValue("copy", found)
                .addKeyValue("again", again)
                .log("Nobody knew whether this mail had left");
    }
}
