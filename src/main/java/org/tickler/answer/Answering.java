package org.tickler.answer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tickler.config.Policies;
import org.tickler.letter.Letter;
import org.tickler.letter.ReceiptLine;
import org.tickler.letter.TaskLine;
import org.tickler.letter.TaskLines;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.Added;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.outbox.SentMail;
import org.tickler.people.Person;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/**
 * Answers people: at most one mail per message, to the registered address of a recognised person,
 * never to an incoming Reply-To. Answers that report no change are rationed, as a backstop against
 * loops.
 */
public final class Answering {
    private static final int PER_DAY = 20;

    /** More lines a day in the history of one task would only fill it. */
    private static final int LINES_PER_DAY = 20;

    /** Counts in the ledger that no mail goes with. */
    private static final String NOBODY = "";

    private final Outbox outbox;
    private final InstantSource clock;
    private final Policies.Limits limits;

    /**
     * @param limits more answers of any sort than people cause, few enough that a loop ends
     */
    public Answering(Outbox outbox, InstantSource clock, Policies.Limits limits) {
        this.outbox = outbox;
        this.clock = clock;
        this.limits = limits;
    }

    /** Queues {@code letter}; returns its outbox row, or nothing if it may not be sent. */
    OptionalLong answer(
            Handle handle,
            Arrival arrival,
            Person reader,
            MailPurpose kind,
            Letter letter,
            List<TaskId> tasks) {
        var mailbox = reader.mailbox();
        if (mailbox.isEmpty() || isTooMuch(handle, mailbox.get(), tasks)) {
            return OptionalLong.empty();
        }
        TaskStore store = handle.attach(TaskStore.class);
        List<Task> numbered = tasks.stream().map(id -> store.find(id).orElseThrow()).toList();
        Added added =
                outbox.add(
                        handle,
                        Draft.of(
                                "message:" + arrival.row() + ":" + kind.word(),
                                kind,
                                letter,
                                mailbox.get(),
                                reader.id(),
                                numbered,
                                references(arrival)));
        return added instanceof Added.Queued(long row, _)
                ? OptionalLong.of(row)
                : OptionalLong.empty();
    }

    /**
     * Whether an answer without any change may go out: once per thread and day, twenty a day in
     * all.
     */
    boolean mayAnswerIdly(Handle handle, Person reader, String thread) {
        Instant now = clock.instant();
        AnswerLedger ledger = handle.attach(AnswerLedger.class);
        String address = reader.mailAddress().map(Object::toString).orElse("");
        Instant dayAgo = now.minus(Duration.ofDays(1));
        if (address.isEmpty()
                || ledger.inThread(address, thread, dayAgo) > 0
                || ledger.since(address, dayAgo) >= PER_DAY) {
            return false;
        }
        ledger.add(address, thread, now);
        return true;
    }

    private boolean isTooMuch(Handle handle, NamedAddress reader, List<TaskId> tasks) {
        Instant now = clock.instant();
        AnswerLedger ledger = handle.attach(AnswerLedger.class);
        String address = "to " + reader.address();
        String thread = tasks.toString();
        if (ledger.inThread(address, thread, now.minus(Duration.ofHours(1)))
                        >= limits.answersPerThread()
                || ledger.since(address, now.minus(Duration.ofDays(1))) >= limits.answersPerDay()) {
            return true;
        }
        ledger.add(address, thread, now);
        return false;
    }

    /**
     * A line in the history of a task, for what a mail from outside says and nothing follows from.
     * Whoever never tires of sending such mails must not fill it.
     */
    void note(
            Handle handle, Arrival arrival, TaskId task, String action, String words, String why) {
        Instant now = clock.instant();
        AnswerLedger ledger = handle.attach(AnswerLedger.class);
        String thread = "history:" + task;
        if (ledger.inThread(NOBODY, thread, now.minus(Duration.ofDays(1))) < LINES_PER_DAY) {
            ledger.add(NOBODY, thread, now);
            handle.attach(HistoryStore.class)
                    .remark(task, now, action, arrival.cause(null, null, why), words);
        }
    }

    /** Forgets what was counted before {@code before}; returns how much that was. */
    public static int forget(Jdbi jdbi, Instant before) {
        return jdbi.withExtension(AnswerLedger.class, ledger -> ledger.forget(before));
    }

    private static List<MessageId> references(Arrival arrival) {
        var references = new ArrayList<>(arrival.mail().references());
        if (arrival.mail().messageId() != null) {
            references.add(arrival.mail().messageId());
        }
        return references;
    }

    /** The tasks of a mail of ours as they are now, with the numbers that they have there. */
    static List<TaskLine> lines(Handle handle, SentMail sent, Person owner) {
        TaskStore tasks = handle.attach(TaskStore.class);
        var lines = new ArrayList<TaskLine>();
        for (TaskId id : sent.taskIds()) {
            Task task = tasks.find(id).orElseThrow();
            lines.add(TaskLines.of(handle, lines.size() + 1, task, owner));
        }
        return lines;
    }

    /** How the tasks of a mail stand, for an answer that changed nothing. */
    static List<ReceiptLine> status(Handle handle, SentMail sent) {
        TaskStore tasks = handle.attach(TaskStore.class);
        var lines = new ArrayList<ReceiptLine>();
        for (TaskId id : sent.taskIds()) {
            Task task = tasks.find(id).orElseThrow();
            lines.add(
                    new ReceiptLine.Unchanged(
                            id, task.title(), "Still " + task.state().word() + "."));
        }
        return lines;
    }
}
