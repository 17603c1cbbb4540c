package org.tickler.outbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.tickler.bounce.Addresses;
import org.tickler.letter.Frame;
import org.tickler.letter.Letters;
import org.tickler.letter.Rendered;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.OutboxStore.NewRow;

/**
 * Where every mail that leaves is written down, in the transaction of its cause: committed with it
 * or not at all. Safe for use by many threads.
 */
public final class Outbox {
    private final MailIdentity identity;
    private final Tokens tokens;
    private final Letters letters;
    private final InstantSource clock;
    private final Composer composer;

    public Outbox(MailIdentity identity, Tokens tokens, Letters letters, InstantSource clock) {
        this.identity = identity;
        this.tokens = tokens;
        this.letters = letters;
        this.clock = clock;
        this.composer = new Composer(identity);
    }

    public MailIdentity identity() {
        return identity;
    }

    /**
     * Composes {@code draft} and writes it down, to leave after the caller's commit. Mail goes only
     * to addresses the owner has approved, whoever asks for it.
     *
     * @param handle in a transaction
     */
    public Added add(Handle handle, Draft draft) {
        if (!handle.isInTransaction()) {
            throw new IllegalStateException(
                    "a mail is written down in the transaction of its cause");
        }
        var store = handle.attach(OutboxStore.class);
        EmailAddress recipient = draft.to().address();
        if (!store.isApproved(recipient)) {
            return new Added.NotApproved(recipient);
        }
        NamedAddress cc = draft.cc();
        if (cc != null && !store.isApproved(cc.address())) {
            return new Added.NotApproved(cc.address());
        }
        if (!draft.kind().answers() && Addresses.isStopped(handle, recipient)) {
            return new Added.Unreachable(recipient);
        }
        if (store.isOpen(draft.cause(), recipient)) {
            return new Added.AlreadyOpen();
        }
        return insert(store, draft);
    }

    private Added insert(OutboxStore store, Draft draft) {
        long id = store.nextId();
        // Whole seconds: the token signs this moment, and it comes back from the database.
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String token = tokens.issue(id, draft.to().address(), now);
        var frame =
                new Frame(
                        token.substring(token.lastIndexOf('.') + 1).substring(0, 10),
                        identity.answerTo(token),
                        identity.publicUrl());
        Rendered words = letters.render(draft.letter(), now, frame);
        Composer.Composed mail = composer.compose(draft, words, token, now);
        int written =
                store.insert(
                        new NewRow(
                                id,
                                draft.cause(),
                                draft.kind().word(),
                                draft.to().address(),
                                draft.personId(),
                                mail.messageId().value(),
                                mail.envelopeFrom().value(),
                                words.subject(),
                                mail.raw(),
                                words.plain(),
                                draft.lane(),
                                now));
        if (written == 0) {
            return new Added.AlreadyOpen();
        }
        for (int i = 0; i < draft.numberedTasks().size(); i++) {
            var task = draft.numberedTasks().get(i);
            store.number(id, i + 1, task.id(), task.version());
        }
        return new Added.Queued(id, new MessageId(mail.messageId().value()));
    }

    /** Keeps a mail that waits from leaving; false where it does not wait (any more). */
    public boolean hold(Handle handle, long outboxId) {
        return handle.attach(OutboxStore.class).hold(outboxId) == 1;
    }

    /** Lets a held mail leave; false where it is not held. */
    public boolean release(Handle handle, long outboxId) {
        return handle.attach(OutboxStore.class).release(outboxId, clock.instant()) == 1;
    }
}
