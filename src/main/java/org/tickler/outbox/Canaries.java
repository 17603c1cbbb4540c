package org.tickler.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.outbox.OutboxStore.NewRow;

/**
 * A mail to each of our own mailboxes every day, the whole way through outbox, server, mailbox and
 * intake: what does not come back tells that others' mail does not arrive either. Several nodes may
 * run it.
 */
public final class Canaries {
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(90);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final MailIdentity identity;
    private final Tokens tokens;
    private final Map<String, EmailAddress> mailboxes;

    /**
     * @param mailboxes the address of each mailbox, by its name
     */
    public Canaries(
            Jdbi jdbi,
            InstantSource clock,
            MailIdentity identity,
            Tokens tokens,
            Map<String, EmailAddress> mailboxes) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.identity = identity;
        this.tokens = tokens;
        this.mailboxes = Map.copyOf(mailboxes);
    }

    /**
     * How it stands with a mailbox.
     *
     * @param missingSince when the oldest canary was written that has left and not come back since
     *     the last that did, or null
     */
    public record State(
            String mailbox,
            Instant writtenAt,
            @Nullable Instant arrivedAt,
            @Nullable Instant missingSince) {}

    /** Writes those that are due; returns how many. */
    public int runOnce() {
        int written = 0;
        for (var mailbox : mailboxes.entrySet()) {
            written +=
                    jdbi.inTransaction(
                            handle -> write(handle, mailbox.getKey(), mailbox.getValue()));
        }
        return written;
    }

    private int write(Handle handle, String mailbox, EmailAddress to) {
        CanaryStore store = handle.attach(CanaryStore.class);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> last = store.lastWritten(mailbox);
        if (last.isPresent() && last.get().plus(EVERY).isAfter(now)) {
            return 0;
        }
        OutboxStore outbox = handle.attach(OutboxStore.class);
        long id = outbox.nextId();
        String token = tokens.issue(id, to, now);
        var messageId = new MessageId("<" + token + "@" + identity.domain() + ">");
        String subject = "Tickler: the daily mail to itself";
        byte[] raw =
                SelfMail.write(
                        identity.address(),
                        to,
                        messageId,
                        identity.instance().toString(),
                        now,
                        subject,
                        "Tickler looks every day whether its own mail arrives. It can be deleted.");
        outbox.insert(
                List.of(
                        new NewRow(
                                id,
                                "canary:" + mailbox,
                                MailPurpose.CANARY.word(),
                                to,
                                null,
                                messageId.value(),
                                identity.address().value(),
                                subject,
                                raw,
                                "",
                                null,
                                now)));
        if (!outbox.present(new long[] {id}).contains(id)) {
            // The last one is still on its way: that is news enough.
            return 0;
        }
        store.add(id, mailbox, now);
        store.forget(now.minus(KEPT));
        return 1;
    }

    /** A mail of ours was read in a mailbox; whether it was a canary. */
    public static boolean arrived(Handle handle, MessageId id, Instant now) {
        return handle.attach(CanaryStore.class).arrived(id.value(), now) == 1;
    }

    public static List<State> states(Handle handle) {
        return handle.attach(CanaryStore.class).states();
    }
}
