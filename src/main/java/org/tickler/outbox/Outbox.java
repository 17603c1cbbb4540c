package org.tickler.outbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.bounce.Addresses;
import org.tickler.letter.Frame;
import org.tickler.letter.Letters;
import org.tickler.letter.Rendered;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.OutboxStore.Gate;
import org.tickler.outbox.OutboxStore.NewRow;
import org.tickler.outbox.OutboxStore.Numbered;
import org.tickler.task.Task;

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
        return addAll(handle, List.of(draft)).getFirst();
    }

    /**
     * The same for many mails at once, in as many questions as for one.
     *
     * @return what became of each, in their order
     */
    public List<Added> addAll(Handle handle, List<Draft> drafts) {
        if (!handle.isInTransaction()) {
            throw new IllegalStateException(
                    "a mail is written down in the transaction of its cause");
        }
        if (drafts.isEmpty()) {
            return List.of();
        }
        var store = handle.attach(OutboxStore.class);
        List<Gate> gates = gates(store, drafts);
        // Of a lane the lowest number leaves first: that of the first draft.
        long[] ids = gates.stream().mapToLong(Gate::id).sorted().toArray();
        Set<EmailAddress> stopped = stopped(handle, drafts);
        var results = new ArrayList<Added>();
        var rows = new ArrayList<NewRow>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            Added refused = refused(draft, gates.get(i), stopped);
            if (refused == null) {
                NewRow row = compose(draft, ids[i]);
                rows.add(row);
                results.add(new Added.Queued(row.id(), new MessageId(row.messageId())));
            } else {
                results.add(refused);
            }
        }
        if (!rows.isEmpty()) {
            insert(store, rows, drafts, results);
        }
        return results;
    }

    private static List<Gate> gates(OutboxStore store, List<Draft> drafts) {
        var gates =
                store.gates(
                        drafts.stream().map(Draft::cause).toArray(String[]::new),
                        drafts.stream()
                                .map(draft -> draft.to().address().value())
                                .toArray(String[]::new),
                        drafts.stream().map(Outbox::copyAddress).toArray(String[]::new));
        return gates.stream().sorted(Comparator.comparingInt(Gate::n)).toList();
    }

    private static String copyAddress(Draft draft) {
        NamedAddress cc = draft.cc();
        return cc == null ? "" : cc.address().value();
    }

    /** An answer goes to whoever has just written, even if mail to them came back before. */
    private static Set<EmailAddress> stopped(Handle handle, List<Draft> drafts) {
        List<EmailAddress> unasked =
                drafts.stream()
                        .filter(draft -> !draft.kind().answers())
                        .map(draft -> draft.to().address())
                        .distinct()
                        .toList();
        return unasked.isEmpty() ? Set.of() : Addresses.stoppedOf(handle, unasked);
    }

    private static @Nullable Added refused(Draft draft, Gate gate, Set<EmailAddress> stopped) {
        EmailAddress recipient = draft.to().address();
        NamedAddress cc = draft.cc();
        if (!gate.approved()) {
            return new Added.NotApproved(recipient);
        }
        if (cc != null && !gate.ccApproved()) {
            return new Added.NotApproved(cc.address());
        }
        if (!draft.kind().answers() && stopped.contains(recipient)) {
            return new Added.Unreachable(recipient);
        }
        return gate.open() ? new Added.AlreadyOpen() : null;
    }

    private NewRow compose(Draft draft, long id) {
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
        return new NewRow(
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
                now);
    }

    private static void insert(
            OutboxStore store, List<NewRow> rows, List<Draft> drafts, List<Added> results) {
        store.insert(rows);
        Set<Long> written = store.present(rows.stream().mapToLong(NewRow::id).toArray());
        var numbers = new ArrayList<Numbered>();
        for (int i = 0; i < drafts.size(); i++) {
            if (results.get(i) instanceof Added.Queued(long id, _)) {
                if (written.contains(id)) {
                    int number = 1;
                    for (Task task : drafts.get(i).numberedTasks()) {
                        numbers.add(new Numbered(id, number++, task.id(), task.version()));
                    }
                } else {
                    // Somebody else was faster.
                    results.set(i, new Added.AlreadyOpen());
                }
            }
        }
        if (!numbers.isEmpty()) {
            store.number(numbers);
        }
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
