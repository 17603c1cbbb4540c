package org.tickler.answer;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.invite.OfferedTimes;
import org.tickler.letter.Letter;
import org.tickler.letter.ReceiptLine;
import org.tickler.letter.TaskLines;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.SentMail;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;
import org.tickler.tracker.CommandResult;
import org.tickler.tracker.Nudges;
import org.tickler.tracker.Tracker;

/**
 * What is said to an answer: a receipt, a question, or that its words were kept. Each method
 * returns for the operator what became of the answer.
 */
public final class Responses {
    private final Answering answering;
    private final Tracker tracker;

    /**
     * @param tracker writes the words that are kept into the history
     */
    public Responses(Answering answering, Tracker tracker) {
        this.answering = answering;
        this.tracker = tracker;
    }

    /** Tells before and after of what was carried out, with the way back. */
    String receipt(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Person person,
            CommandResult result,
            @Nullable String note) {
        var letter =
                new Letter.Receipt(
                        person,
                        sent.subject(),
                        result.lines(),
                        note,
                        result.remarks(),
                        result.undoable(),
                        result.wantsHelp());
        List<TaskId> concerned =
                result.lines().stream().map(ReceiptLine::taskId).distinct().toList();
        answering.answer(
                handle,
                arrival,
                person,
                MailPurpose.RECEIPT,
                letter,
                concerned.isEmpty() ? sent.taskIds() : concerned);
        int lines = result.lines().size();
        return "carried out: " + lines + (lines == 1 ? " line" : " lines") + " in the receipt";
    }

    /** Words that are no command are kept with the task, and that is said. */
    String kept(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Person person,
            String proof,
            @Nullable String note,
            String typed) {
        keepNote(handle, arrival, sent, person, proof, note);
        boolean empty = typed.isBlank();
        if (!answering.mayAnswerIdly(handle, person, sent.taskIds().toString())) {
            return "no command; kept as a note, without an answer";
        }
        String why =
                empty
                        ? "Your answer was empty, so nothing was changed."
                        : "No command was found in your answer, so nothing was changed; your words were kept as a note.";
        var letter =
                new Letter.Receipt(
                        person,
                        sent.subject(),
                        Answering.status(handle, sent),
                        empty ? null : note,
                        List.of(why),
                        false,
                        true);
        answering.answer(handle, arrival, person, MailPurpose.RECEIPT, letter, sent.taskIds());
        return "no command; kept as a note";
    }

    /** Keeps words beside the commands in the history of the tasks; blank ones are none. */
    void keepNote(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Person person,
            String proof,
            @Nullable String note) {
        if (note != null && !note.isBlank()) {
            sent.taskIds()
                    .forEach(id ->
                            tracker.note(
                                    handle,
                                    id,
                                    "note",
                                    note,
                                    arrival.cause(person.id(), null, proof)));
        }
    }

    /** Asks back what an answer means; nothing was changed. */
    String question(Handle handle, Arrival arrival, SentMail sent, Person person, String question) {
        return question(handle, arrival, sent, person, question, List.of());
    }

    /**
     * Asks back which of the times is meant.
     *
     * @param offered times to be numbered again
     */
    String question(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Person person,
            String question,
            List<String> offered) {
        String words = question + " Nothing was changed.";
        var letter =
                new Letter.Question(
                        person,
                        sent.subject(),
                        Answering.lines(handle, sent, arrival.owner()),
                        words,
                        List.of(),
                        offered.stream().map(answer -> new Letter.Offer(null, answer)).toList());
        answering
                .answer(handle, arrival, person, MailPurpose.QUESTION, letter, sent.taskIds())
                .ifPresent(mail -> OfferedTimes.keep(handle, mail, offered));
        return "unclear; asked back";
    }

    /**
     * Asks whether it was the person who wants {@code stake}, in a mail that reaches nobody else.
     * Returns the outbox row of the question, or nothing if it may not be sent.
     */
    OptionalLong proof(Handle handle, Arrival arrival, SentMail sent, Person person, String stake) {
        String question =
                stake + " Your mail server does not say that it was you who wants it. Was it?";
        var letter =
                new Letter.Question(
                        person,
                        sent.subject(),
                        List.of(),
                        question,
                        List.of("yes", "no"),
                        List.of());
        return answering.answer(
                handle, arrival, person, MailPurpose.QUESTION, letter, sent.taskIds());
    }

    /** Somebody who owes the owner something answers a nudge: the owner decides what that means. */
    String answeredNudge(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Person person,
            String proof,
            String typed) {
        TaskStore tasks = handle.attach(TaskStore.class);
        boolean stop = typed.strip().toLowerCase(Locale.ROOT).matches("(stop|unsubscribe)[.!]?");
        for (TaskId id : sent.taskIds()) {
            Task task = tasks.find(id).orElseThrow();
            tracker.note(
                    handle,
                    id,
                    stop ? Nudges.ASKED_TO_STOP : "answered",
                    Readers.excerpt(typed),
                    arrival.cause(person.id(), null, proof));
            Person owner = new People(handle).get(task.ownerId());
            String question =
                    stop
                            ? person.name() + " asks not to be reminded of this any more."
                            : person.name()
                                    + " answered: \""
                                    + Readers.excerpt(typed)
                                    + "\" Is it done?";
            var letter =
                    new Letter.Question(
                            owner,
                            TaskLines.of(handle, 1, task, owner),
                            question,
                            List.of("done", "snooze 3d", "reject"));
            answering.answer(handle, arrival, owner, MailPurpose.QUESTION, letter, List.of(id));
        }
        return "an answer of somebody who was nudged; the owner was asked";
    }
}
