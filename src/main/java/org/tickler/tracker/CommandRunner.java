package org.tickler.tracker;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.ReceiptLine;
import org.tickler.letter.TaskLines;
import org.tickler.people.PersonStore;
import org.tickler.reply.Command;
import org.tickler.reply.Verb;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;
import org.tickler.task.Transition;
import org.tickler.task.Transitions;
import org.tickler.tracker.Tracker.Applied;

/**
 * Carries out the commands of one answer within the caller's transaction: all of them, or none and
 * a question. Repeating what is so already changes nothing and says so.
 */
public final class CommandRunner {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);

    private static final String BEFORE = "before_commands";

    private final InstantSource clock;
    private final Tracker tracker;
    private final Nudges nudges;

    public CommandRunner(InstantSource clock, Tracker tracker, Nudges nudges) {
        this.clock = clock;
        this.tracker = tracker;
        this.nudges = nudges;
    }

    public CommandResult run(Handle handle, CommandRequest request) {
        if (!request.proven()
                && request.commands().stream().anyMatch(one -> one.verb() == Verb.PAUSE)) {
            return CommandResult.prove("This stops all reminders.");
        }
        List<Step> steps;
        // Resolving a command may approve an address; a refusal must leave nothing of that.
        handle.savepoint(BEFORE);
        try {
            steps = new Resolver(handle, request).steps();
        } catch (Refusal refusal) {
            handle.rollbackToSavepoint(BEFORE);
            return refusal.isUnproven()
                    ? CommandResult.prove(refusal.question())
                    : CommandResult.ask(refusal.question());
        }
        @Nullable String obstacle = rehearse(handle, steps);
        if (obstacle != null) {
            handle.rollbackToSavepoint(BEFORE);
            return CommandResult.ask(obstacle);
        }
        handle.releaseSavepoint(BEFORE);
        var receipt = new Receipt(handle, request);
        steps.forEach(receipt::perform);
        request.commands().forEach(receipt::performForAll);
        return receipt.result();
    }

    /** Tries the changes on copies: one that is refused keeps all of them from being applied. */
    private @Nullable String rehearse(Handle handle, List<Step> steps) {
        Instant now = clock.instant();
        TaskStore tasks = handle.attach(TaskStore.class);
        Map<TaskId, Task> copies = new LinkedHashMap<>();
        for (Step step : steps) {
            if (!(step instanceof Step.Change change)) {
                continue;
            }
            Task task = copies.computeIfAbsent(change.task(), id -> tasks.find(id).orElseThrow());
            switch (Transitions.apply(task, change.change(), now)) {
                case Transition.Changed(_, Task after) -> copies.put(change.task(), after);
                case Transition.Unchanged _ -> {}
                case Transition.Refused(Task refused, String why) -> {
                    return refused.id() + " \"" + refused.title() + "\": " + why + ".";
                }
            }
        }
        return null;
    }

    /** Gathers what the receipt will say while the steps are carried out. */
    private final class Receipt {
        private final Handle handle;
        private final CommandRequest request;
        private final Map<TaskId, ReceiptLine.Changed> changed = new LinkedHashMap<>();
        private final List<ReceiptLine> others = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private boolean undone;

        Receipt(Handle handle, CommandRequest request) {
            this.handle = handle;
            this.request = request;
        }

        void perform(Step step) {
            switch (step) {
                case Step.Change change -> {
                    add(
                            tracker.apply(
                                    handle,
                                    change.task(),
                                    change.change(),
                                    change.wish(),
                                    request.cause()));
                    remarks.addAll(change.remarks());
                }
                case Step.Note(TaskId id, String words) -> {
                    tracker.note(handle, id, "note", words, request.cause());
                    others.add(new ReceiptLine.Happened(id, title(id), "Your note was kept."));
                }
                case Step.Nudge(TaskId id, var person) -> {
                    Task task = task(id);
                    others.add(
                            new ReceiptLine.Happened(
                                    id,
                                    task.title(),
                                    nudges.nudge(handle, task, person, request.cause())));
                }
                case Step.Uninvite(TaskId id, var guests) ->
                        others.add(
                                new ReceiptLine.Happened(
                                        id,
                                        title(id),
                                        tracker.uninvite(handle, id, guests, request.cause())));
                case Step.Undo _ -> undo();
                case Step.Seen(TaskId id) -> {
                    tracker.note(handle, id, "seen", "", request.cause());
                    others.add(
                            new ReceiptLine.Unchanged(
                                    id, title(id), "Noted that you saw it; nothing was changed."));
                }
            }
        }

        /** The commands that mean no single task. */
        void performForAll(Command command) {
            if (command.verb() == Verb.RESUME) {
                handle.attach(PersonStore.class).pause(request.sender().id(), null);
                remarks.add("Reminders are on again.");
            } else if (command.verb() == Verb.PAUSE) {
                if (command.when() == null) {
                    remarks.add(
                            "Until when? Write for example \"pause until 12 january\"; nothing was paused.");
                    return;
                }
                Instant until = Moments.reminder(command.when(), true, request.sender()).at();
                handle.attach(PersonStore.class).pause(request.sender().id(), until);
                remarks.add(
                        "No reminders until "
                                + DAY.format(until.atZone(request.sender().zone()))
                                + ".");
            }
        }

        private void undo() {
            if (undone) {
                return;
            }
            undone = true;
            List<Applied> back =
                    tracker.undo(
                            handle,
                            request.numbers().values(),
                            request.sender().id(),
                            request.cause());
            back.reversed().forEach(this::add);
            if (back.isEmpty()) {
                remarks.add("There is nothing to undo.");
            }
        }

        private void add(Applied applied) {
            remarks.addAll(applied.remarks());
            switch (applied.transition()) {
                case Transition.Changed(Task before, Task after) ->
                        changed.merge(
                                after.id(),
                                line(before, after),
                                (first, last) -> line(first.before(), last.after()));
                case Transition.Unchanged(Task same, String why) -> {
                    if (!changed.containsKey(same.id())) {
                        others.add(
                                new ReceiptLine.Unchanged(
                                        same.id(), same.title(), unchanged(same, why)));
                    }
                }
                case Transition.Refused(Task refused, String why) ->
                        throw new IllegalStateException(
                                refused.id() + " was rehearsed and then refused: " + why);
            }
        }

        private ReceiptLine.Changed line(Task before, Task after) {
            return new ReceiptLine.Changed(
                    before,
                    after,
                    TaskLines.assigneeName(handle, before),
                    TaskLines.assigneeName(handle, after));
        }

        private String unchanged(Task task, String why) {
            Instant finished = task.finishedAt();
            String since =
                    finished == null
                            ? ""
                            : " on " + DAY.format(finished.atZone(request.sender().zone()));
            return "Nothing changed: " + why + since + ".";
        }

        private Task task(TaskId id) {
            return handle.attach(TaskStore.class).find(id).orElseThrow();
        }

        private String title(TaskId id) {
            return task(id).title();
        }

        CommandResult result() {
            var lines = new ArrayList<ReceiptLine>(changed.values());
            for (ReceiptLine other : others) {
                if (!(other instanceof ReceiptLine.Unchanged)
                        || !changed.containsKey(other.taskId())) {
                    lines.add(other);
                }
            }
            return new CommandResult(
                    lines,
                    remarks.stream().distinct().toList(),
                    null,
                    list(),
                    asked(Verb.HELP).isPresent(),
                    !changed.isEmpty(),
                    false);
        }

        private @Nullable String list() {
            return asked(Verb.LIST, Verb.AGENDA, Verb.STATUS)
                    .map(command -> command.text() == null ? "" : command.text())
                    .orElse(null);
        }

        private Optional<Command> asked(Verb... verbs) {
            return request.commands().stream()
                    .filter(command -> List.of(verbs).contains(command.verb()))
                    .findFirst();
        }
    }
}
