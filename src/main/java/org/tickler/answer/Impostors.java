package org.tickler.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tickler.letter.Letter;
import org.tickler.mail.AuthenticationResults.Verdict;
import org.tickler.outbox.MailPurpose;
import org.tickler.people.Person;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;
import org.tickler.trust.Lookalike;

/**
 * What becomes of an answer by somebody else than it claims: a line in the history, and at most one
 * notice a day to the owner. The sender is never answered.
 */
public final class Impostors {
    private static final String THREAD = "impostor";

    private final Answering answering;

    public Impostors(Answering answering) {
        this.answering = answering;
    }

    /** Notes the answer in the history of {@code tasks}; returns what became of it. */
    String ignored(
            Handle handle, Arrival arrival, List<TaskId> tasks, Recognition.Speaker.Other other) {
        for (TaskId task : tasks) {
            note(handle, arrival, task, other.who(), other.why());
        }
        warn(handle, arrival, tasks, other.who(), other.why());
        return "an answer of somebody else than the addressee; nothing was changed ("
                + other.why()
                + ")";
    }

    /** A line in the history of one task. */
    void note(Handle handle, Arrival arrival, TaskId task, String who, String why) {
        answering.note(handle, arrival, task, "ignored-answer", who + ": " + why, why);
    }

    /** Tells the owner of a mail that was refused as a source, if it came under a known name. */
    public String told(Handle handle, Arrival arrival, String why) {
        Optional<String> resembles =
                arrival.author()
                        .flatMap(author -> Lookalike.of(author, arrival.everybody().people()));
        boolean forged = arrival.authentication().verdict() == Verdict.FAIL;
        if (forged || resembles.isPresent()) {
            String who = arrival.from().map(Object::toString).orElse("several senders");
            warn(handle, arrival, List.of(), who, resembles.orElse(why));
        }
        return why;
    }

    private void warn(Handle handle, Arrival arrival, List<TaskId> tasks, String who, String why) {
        Person owner = arrival.owner();
        if (!answering.mayAnswerIdly(handle, owner, THREAD)) {
            return;
        }
        var text = new ArrayList<String>();
        text.add("A mail came from " + who + ", and it is not believed: " + why + ".");
        tasks.stream()
                .findFirst()
                .flatMap(id -> handle.attach(TaskStore.class).find(id))
                .map(Task::title)
                .ifPresent(title -> text.add("It answers a mail about \u201c" + title + "\u201d."));
        text.add("Nothing was changed, and nobody was answered.");
        text.add("Further mails of this sort are only noted today; the page shows them.");
        var letter = new Letter.Notice(owner, "A mail that was not believed", text);
        answering.answer(handle, arrival, owner, MailPurpose.NOTICE, letter, List.of());
    }
}
