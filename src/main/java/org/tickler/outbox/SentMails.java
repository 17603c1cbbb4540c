package org.tickler.outbox;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.outbox.OutboxStore.SentRow;
import org.tickler.outbox.SentMail.NumberedTask;
import org.tickler.outbox.Tokens.Token;
import org.tickler.task.TaskId;

/** Finds the mail of ours that an answer refers to. Safe for use by many threads. */
public final class SentMails {
    static final String BOUNCE = "b.";

    private final Tokens tokens;

    public SentMails(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * By the signed sub-address in one of these addresses ({@code To}, {@code Cc}, {@code
     * Delivered-To}, {@code X-Original-To}). A token that names a mail but is not genuine gives
     * that mail with {@code tokenValid} false, if no other address does better.
     */
    public Optional<SentMail> byToken(Handle handle, Collection<EmailAddress> addresses) {
        return best(
                handle,
                addresses.stream()
                        .map(EmailAddress::subAddress)
                        .filter(tag -> !tag.startsWith(BOUNCE))
                        .toList());
    }

    /** The same for the envelope sender of our mails, to which delivery failures come back. */
    public Optional<SentMail> byBounceAddress(Handle handle, Collection<EmailAddress> addresses) {
        return best(
                handle,
                addresses.stream()
                        .map(EmailAddress::subAddress)
                        .filter(tag -> tag.startsWith(BOUNCE))
                        .toList());
    }

    /**
     * By {@code In-Reply-To} and {@code References}, oldest first as they stand in the header: the
     * newest that is ours wins. Our Message-IDs are signed too, so that this is as good as a token.
     */
    public Optional<SentMail> byReferences(Handle handle, List<MessageId> references) {
        var store = handle.attach(OutboxStore.class);
        for (MessageId id : references.reversed()) {
            Optional<SentRow> row = store.byMessageId(id.value());
            if (row.isPresent()) {
                return Optional.of(mail(store, row.get(), Tokens.parse(id.value()).orElse(null)));
            }
        }
        return Optional.empty();
    }

    /** The tasks that a mail of ours numbers. */
    public static List<TaskId> tasksOf(Handle handle, long outboxId) {
        return handle.attach(OutboxStore.class).numbers(outboxId).stream()
                .map(OutboxStore.NumberRow::taskId)
                .distinct()
                .toList();
    }

    public Optional<SentMail> byId(Handle handle, long outboxId) {
        var store = handle.attach(OutboxStore.class);
        return store.byId(outboxId).map(row -> mail(store, row, null));
    }

    private Optional<SentMail> best(Handle handle, List<String> tags) {
        var store = handle.attach(OutboxStore.class);
        Optional<SentMail> best = Optional.empty();
        for (String tag : tags) {
            Optional<SentMail> found = Tokens.parse(tag).flatMap(token -> byToken(store, token));
            if (found.isPresent() && (best.isEmpty() || found.get().tokenValid())) {
                best = found;
            }
        }
        return best;
    }

    private Optional<SentMail> byToken(OutboxStore store, Token token) {
        return store.byId(token.outboxId()).map(row -> mail(store, row, token));
    }

    private SentMail mail(OutboxStore store, SentRow row, @Nullable Token token) {
        var numbers = new TreeMap<Integer, NumberedTask>();
        store.numbers(row.id())
                .forEach(n -> numbers.put(n.number(), new NumberedTask(n.taskId(), n.version())));
        return new SentMail(
                row.id(),
                MailPurpose.of(row.kind()),
                new MessageId(row.messageId()),
                row.recipient(),
                row.personId(),
                numbers,
                row.subject(),
                row.bodyText(),
                row.createdAt(),
                token != null
                        && token.outboxId() == row.id()
                        && tokens.verify(token, row.recipient(), row.createdAt()));
    }
}
