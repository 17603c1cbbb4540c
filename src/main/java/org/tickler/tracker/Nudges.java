package org.tickler.tracker;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tickler.letter.Letter;
import org.tickler.letter.TaskLines;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.Added;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.task.Cause;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;

/**
 * Polite reminders to somebody who owes the owner something, always at the owner's wish and with
 * the owner in Cc.
 */
public final class Nudges {
    /** The action of the history line of somebody who wants no more nudges for a task. */
    public static final String ASKED_TO_STOP = "asked-to-stop";

    private final InstantSource clock;
    private final Tracker tracker;
    private final Outbox outbox;

    public Nudges(InstantSource clock, Tracker tracker, Outbox outbox) {
        this.clock = clock;
        this.tracker = tracker;
        this.outbox = outbox;
    }

    /** Queues the mail if it may be sent; returns a sentence for the receipt. */
    String nudge(Handle handle, Task task, Person person, Cause cause) {
        Person owner = new People(handle).get(task.ownerId());
        if (!task.state().isActive()) {
            return "Nobody was nudged: it is " + task.state().word() + ".";
        }
        if (person.addresses().isEmpty()) {
            return "Nobody was nudged: no mail address of "
                    + person.name()
                    + " is known. Answer \"nudge\" with the address.";
        }
        if (askedToStop(handle, task, person)) {
            return "Nobody was nudged: " + person.name() + " asked not to be reminded of this.";
        }
        NamedAddress to =
                person.mailbox()
                        .orElse(new NamedAddress(person.name(), person.addresses().getFirst()));
        var letter = new Letter.Nudge(person, owner, TaskLines.of(handle, 1, task, owner), "");
        var draft =
                Draft.of(
                                "nudge:" + task.id() + ":" + clock.instant(),
                                MailPurpose.NUDGE,
                                letter,
                                to,
                                person.id(),
                                List.of(task),
                                List.of())
                        .copiedTo(owner.mailbox().orElse(null))
                        .sentByHand();
        return switch (outbox.add(handle, draft)) {
            case Added.Queued _ -> {
                tracker.note(handle, task.id(), "nudged", person.name(), cause);
                yield person.name() + " was nudged, with you in Cc.";
            }
            case Added.AlreadyOpen _ -> "A nudge to " + person.name() + " is on its way already.";
            case Added.Unreachable(var address) ->
                    "Nobody was nudged: mail to "
                            + address
                            + " came back. Answer \"nudge "
                            + address
                            + "\" to try it again.";
            case Added.NotApproved(var address) ->
                    "Nobody was nudged: you have not approved "
                            + address
                            + " yet. Answer \"nudge "
                            + address
                            + "\" to allow it.";
        };
    }

    /** Whoever asked to be left alone about a task is, for good. */
    private static boolean askedToStop(Handle handle, Task task, Person person) {
        return handle.attach(HistoryStore.class).of(task.id()).stream()
                .anyMatch(entry ->
                        entry.action().equals(ASKED_TO_STOP)
                                && person.id().equals(entry.actorId()));
    }
}
