package org.tickler.desk;

import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import org.tickler.inspect.UsageException;
import org.tickler.letter.ReceiptLine;
import org.tickler.page.DateWords;
import org.tickler.page.HistoryWords;
import org.tickler.people.Person;
import org.tickler.people.PersonStore;
import org.tickler.reply.Asked;
import org.tickler.reply.ParsedReply;
import org.tickler.reply.ReplyContext;
import org.tickler.task.Cause;
import org.tickler.task.HistoryStore;
import org.tickler.task.NewTask;
import org.tickler.task.Priority;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;
import org.tickler.tracker.CommandRequest;
import org.tickler.tracker.CommandResult;
import org.tickler.tracker.Likeness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tickler task}: look at the tasks of the configured database and change them, in the words
 * of replies.
 */
@Command(
        name = "task",
        description = "List, show, add and change tasks.",
        mixinStandardHelpOptions = true)
public final class TaskCommand extends DeskCommands {
    private final PrintStream out = System.out;

    public TaskCommand() {
        super("Say what to do with tasks; 'tickler task --help' lists the commands.");
    }

    @Command(
            description = "List tasks: the unfinished ones, or those in one state.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "proposed, open, waiting, done or dropped")
                    @Nullable String state) {
        return with(handle -> {
            TaskStore store = handle.attach(TaskStore.class);
            List<Task> tasks =
                    state == null
                            ? store.unfinished(Desk.owner(handle).id(), 10_000)
                            : store.inState(state(state), 10_000);
            tasks.forEach(task -> print(handle, task));
            if (tasks.isEmpty() && !json()) {
                out.println(state == null ? "Nothing is left to do." : "No task is " + state + ".");
            }
            return ExitCode.DONE;
        });
    }

    private static TaskState state(String word) {
        try {
            return TaskState.of(word);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(
                    "--state: '" + word + "' is none of proposed, open, waiting, done, dropped");
        }
    }

    @Command(
            description = "Show a task with its sources and its history.",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "TASK", description = "such as T-12") String task) {
        return with(handle -> {
            TaskStore store = handle.attach(TaskStore.class);
            Task found = find(store, task);
            var sources = store.sources(found.id());
            var history = handle.attach(HistoryStore.class).of(found.id());
            if (json()) {
                ObjectNode node = TaskWords.json(handle, found);
                TaskWords.addSources(node, sources);
                ArrayNode lines = node.putArray("history");
                history.forEach(entry -> lines.add(TaskWords.json(entry)));
                Json.print(node, out);
                return ExitCode.DONE;
            }
            print(handle, found);
            sources.forEach(source ->
                    out.println(
                            "  from "
                                    + source.kind()
                                    + " \""
                                    + source.title()
                                    + "\": "
                                    + source.evidence()));
            HistoryWords words = words(handle);
            ZoneId zone = Desk.owner(handle).zone();
            history.forEach(entry -> out.println("  " + TaskWords.history(words, entry, zone)));
            return ExitCode.DONE;
        });
    }

    @Command(
            description = "Show what happened to a task, when and why.",
            mixinStandardHelpOptions = true)
    int history(@Parameters(paramLabel = "TASK", description = "such as T-12") String task) {
        return with(handle -> {
            Task found = find(handle.attach(TaskStore.class), task);
            HistoryWords words = words(handle);
            ZoneId zone = Desk.owner(handle).zone();
            handle.attach(HistoryStore.class)
                    .of(found.id())
                    .forEach(entry -> {
                        if (json()) {
                            Json.print(TaskWords.json(entry), out);
                        } else {
                            out.println(TaskWords.history(words, entry, zone));
                        }
                    });
            return ExitCode.DONE;
        });
    }

    private static HistoryWords words(Handle handle) {
        Map<Long, String> names =
                handle.attach(PersonStore.class).all().stream()
                        .collect(Collectors.toMap(person -> person.id().value(), Person::name));
        var dates = new DateWords(Desk.owner(handle).zone(), InstantSource.system().instant());
        return new HistoryWords(dates, names);
    }

    @Command(description = "Write down a new task of your own.", mixinStandardHelpOptions = true)
    int add(
            @Option(
                            names = "--due",
                            paramLabel = "WHEN",
                            description = "such as friday or \"12 jan 10am\"")
                    @Nullable String due,
            @Option(names = "--follow-up", description = "it belongs in the calendar")
                    boolean followUp,
            @Parameters(paramLabel = "TITLE", arity = "1..*") List<String> title) {
        try (Desk desk = Desk.open(settings())) {
            return desk.inTransaction(handle -> {
                Person owner = Desk.owner(handle);
                String words = String.join(" ", title).strip();
                if (words.isEmpty()) {
                    throw new UsageException("a task needs a title");
                }
                var fresh =
                        new NewTask(
                                owner.id(),
                                words,
                                Likeness.fingerprint(words),
                                TaskState.OPEN,
                                owner.id(),
                                null,
                                followUp,
                                Priority.NORMAL,
                                List.of(),
                                1);
                Task task =
                        desk.core()
                                .tracker()
                                .add(handle, fresh, Cause.commandLine(owner.id(), "add"), "");
                if (due != null) {
                    tellRemarks(obey(desk, handle, owner, task.id(), "due " + due));
                }
                print(handle, handle.attach(TaskStore.class).find(task.id()).orElseThrow());
                return ExitCode.DONE;
            });
        }
    }

    @Command(description = "Close a task.", mixinStandardHelpOptions = true)
    int done(@Parameters(paramLabel = "TASK") String task) {
        return change(task, "done");
    }

    @Command(description = "Take a proposed task on.", mixinStandardHelpOptions = true)
    int confirm(@Parameters(paramLabel = "TASK") String task) {
        return change(task, "confirm");
    }

    @Command(description = "Remind later; the due date stays.", mixinStandardHelpOptions = true)
    int snooze(
            @Parameters(paramLabel = "TASK") String task,
            @Parameters(paramLabel = "WHEN", arity = "1..*") List<String> when) {
        return change(task, "snooze " + String.join(" ", when));
    }

    @Command(description = "Set when a task is due, or none.", mixinStandardHelpOptions = true)
    int due(
            @Parameters(paramLabel = "TASK") String task,
            @Parameters(paramLabel = "WHEN", arity = "1..*") List<String> when) {
        return change(task, "due " + String.join(" ", when));
    }

    @Command(description = "Give a task to somebody.", mixinStandardHelpOptions = true)
    int assign(
            @Parameters(paramLabel = "TASK") String task,
            @Parameters(paramLabel = "PERSON", arity = "1..*") List<String> person) {
        return change(task, "assign " + String.join(" ", person));
    }

    @Command(
            description = "Drop a task: it is none, or no longer wanted.",
            mixinStandardHelpOptions = true)
    int drop(
            @Parameters(paramLabel = "TASK") String task,
            @Parameters(paramLabel = "REASON", arity = "0..*") @Nullable List<String> reason) {
        return change(
                task,
                reason == null || reason.isEmpty() ? "drop" : "drop: " + String.join(" ", reason));
    }

    @Command(
            description = "Take guests off the event of a task; they are sent a cancellation.",
            mixinStandardHelpOptions = true)
    int uninvite(
            @Parameters(paramLabel = "TASK") String task,
            @Parameters(paramLabel = "PERSON", arity = "1..*") List<String> person) {
        return change(task, "uninvite " + String.join(" ", person));
    }

    @Command(description = "Open a finished task again.", mixinStandardHelpOptions = true)
    int reopen(@Parameters(paramLabel = "TASK") String task) {
        return change(task, "reopen");
    }

    private int change(String task, String words) {
        try (Desk desk = Desk.open(settings())) {
            return desk.inTransaction(handle -> {
                TaskId id = find(handle.attach(TaskStore.class), task).id();
                CommandResult result = obey(desk, handle, Desk.owner(handle), id, words);
                result.lines().forEach(line -> print(handle, line));
                tellRemarks(result);
                return ExitCode.DONE;
            });
        }
    }

    /** The words go the way of a reply, so that both understand the same. */
    private static CommandResult obey(
            Desk desk, Handle handle, Person owner, TaskId id, String words) {
        Instant now = desk.core().clock().instant();
        var dates = new DateContext(now.atZone(owner.zone()), owner.locale());
        ParsedReply reply =
                desk.core()
                        .grammar()
                        .parse(words, new ReplyContext(Asked.REMINDER, 1, dates, null));
        if (reply.unclear() != null || reply.commands().isEmpty()) {
            throw new UsageException(
                    reply.unclear() != null
                            ? reply.unclear()
                            : "\"" + words + "\" was not understood");
        }
        var request =
                new CommandRequest(
                        reply.commands(),
                        Map.of(1, id),
                        owner,
                        Cause.commandLine(owner.id(), words),
                        now,
                        false,
                        true);
        CommandResult result = desk.core().commands().run(handle, request);
        if (result.question() != null) {
            throw new UsageException(result.question());
        }
        return result;
    }

    private void tellRemarks(CommandResult result) {
        if (!json()) {
            result.remarks().forEach(out::println);
        }
    }

    private void print(Handle handle, ReceiptLine line) {
        if (json()) {
            Json.print(
                    TaskWords.json(
                            handle,
                            handle.attach(TaskStore.class).find(line.taskId()).orElseThrow()),
                    out);
            return;
        }
        String what =
                switch (line) {
                    case ReceiptLine.Changed changed ->
                            String.join(
                                    "; ", words(handle).fields(changed.before(), changed.after()));
                    case ReceiptLine.Unchanged unchanged -> unchanged.why();
                    case ReceiptLine.Happened happened -> happened.what();
                };
        out.println(line.taskId() + " " + line.title() + "  " + what);
    }

    private void print(Handle handle, Task task) {
        if (json()) {
            Json.print(TaskWords.json(handle, task), out);
        } else {
            out.println(TaskWords.line(handle, task));
        }
    }

    private static Task find(TaskStore store, String written) {
        TaskId id = TaskWords.id(written);
        return store.find(id).orElseThrow(() -> new UsageException("there is no task " + id));
    }

    private int with(java.util.function.Function<Handle, Integer> work) {
        try (Desk desk = Desk.open(settings())) {
            return desk.inTransaction(work);
        }
    }
}
