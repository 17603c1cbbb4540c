package org.tickler.desk;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.tickler.feed.Feeds;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import org.tickler.letter.TaskLines;
import org.tickler.people.Person;
import org.tickler.task.Due;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tickler export}: all tasks, in a form that other programs read. */
@Command(
        name = "export",
        description = {
            "Print all tasks of the owner: as JSON lines with sources and history, as a Markdown"
                    + " list that 'import' reads again, or as iCalendar to-dos.",
            "The iCalendar form holds what the calendar feed holds: what was taken on, and for 30"
                    + " days what was finished."
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    /** The forms. */
    enum Format {
        JSON,
        MARKDOWN,
        ICS
    }

    private static final int PAGE = 1_000;

    @Mixin private ConfigOption config;

    @Option(
            names = "--format",
            paramLabel = "json|markdown|ics",
            description = "the form; json if nothing is said")
    private Format format = Format.JSON;

    @Option(names = "--json", description = "the same as --format json")
    private boolean json;

    private final PrintStream out = System.out;

    @Override
    public Integer call() {
        try (Desk desk = Desk.open(config.settings())) {
            return desk.inTransaction(handle -> {
                Person owner = Desk.owner(handle);
                switch (json ? Format.JSON : format) {
                    case JSON -> each(handle, owner, task -> Json.print(whole(handle, task), out));
                    case MARKDOWN -> markdown(handle, owner);
                    case ICS ->
                            print(desk.core().feeds().write(handle, owner.id(), Feeds.Part.TASKS));
                }
                out.flush();
                return ExitCode.DONE;
            });
        }
    }

    /** In the order of their numbers, without holding all of them at once. */
    private static void each(Handle handle, Person owner, java.util.function.Consumer<Task> work) {
        TaskStore store = handle.attach(TaskStore.class);
        long after = 0;
        List<Task> page;
        do {
            page = store.after(owner.id(), after, PAGE);
            page.forEach(work);
            after = page.isEmpty() ? after : page.getLast().id().value();
        } while (page.size() == PAGE);
    }

    private static ObjectNode whole(Handle handle, Task task) {
        ObjectNode node = TaskWords.json(handle, task);
        TaskWords.addSources(node, handle.attach(TaskStore.class).sources(task.id()));
        ArrayNode history = node.putArray("history");
        handle.attach(HistoryStore.class)
                .of(task.id())
                .forEach(entry -> history.add(TaskWords.json(entry)));
        return node;
    }

    private void markdown(Handle handle, Person owner) {
        line("---");
        line("title: Tasks of " + owner.name());
        line("---");
        line("");
        line("## Action Items");
        line("");
        each(handle, owner, task -> line(item(handle, owner, task)));
    }

    /** An item as notes have it: box, words, assignee, date, priority, tags. */
    private static String item(Handle handle, Person owner, Task task) {
        var words = new StringBuilder("- [").append(box(task.state())).append("] ");
        words.append(task.title().replaceAll("\\s+", " ").strip());
        String who = TaskLines.assigneeName(handle, task);
        boolean own = owner.id().equals(task.assigneeId());
        words.append(" @").append(own ? "Myself" : who.isEmpty() ? "TBD" : who);
        Due due = task.due();
        if (due != null) {
            words.append(" 📅 ").append(due.date());
        }
        words.append(
                switch (task.priority()) {
                    case URGENT -> " 🔺";
                    case HIGH -> " ⏫";
                    case NORMAL -> "";
                    case LOW -> " 🔽";
                });
        // What is taken on is proposed no more, whatever its note said.
        task.tags().stream()
                .map(tag -> tag.toLowerCase(Locale.ROOT))
                .filter(tag -> !tag.equals("proposed") || task.state() == TaskState.PROPOSED)
                .forEach(tag -> words.append(" #").append(tag));
        return words.toString();
    }

    private static String box(TaskState state) {
        return switch (state) {
            case PROPOSED -> "?";
            case OPEN, WAITING -> " ";
            case DONE -> "x";
            case DROPPED -> "-";
        };
    }

    private void line(String text) {
        print((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void print(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
    }
}
