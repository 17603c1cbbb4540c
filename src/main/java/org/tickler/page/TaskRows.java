package org.tickler.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;
import org.tickler.task.Due;
import org.tickler.task.Priority;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/** Turns tasks into rows, with one query for all their origins. */
final class TaskRows {
    private final TaskStore store;
    private final PageData.Reader reader;

    TaskRows(Handle handle, PageData.Reader reader) {
        this.store = handle.attach(TaskStore.class);
        this.reader = reader;
    }

    List<View.TaskRow> of(List<Task> tasks) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        var origins = new HashMap<TaskId, TaskStore.Origin>();
        store.origins(tasks.stream().map(Task::id).toList())
                .forEach(origin -> origins.put(origin.taskId(), origin));
        return tasks.stream().map(task -> row(task, origins)).toList();
    }

    private View.TaskRow row(Task task, Map<TaskId, TaskStore.Origin> origins) {
        DateWords dates = reader.dates();
        Due due = task.due();
        boolean finished = task.state().isFinished();
        return new View.TaskRow(
                task.id().toString(),
                task.title(),
                task.state().word(),
                due == null ? "" : dates.due(due),
                due == null || finished ? "" : dates.distance(due),
                due != null && task.state().isActive() && dates.isPast(due),
                assignee(task),
                task.priority() == Priority.NORMAL ? null : task.priority().word(),
                origin(origins.get(task.id())));
    }

    private @Nullable String assignee(Task task) {
        PersonId assignee = task.assigneeId();
        return assignee == null || !task.isOthers()
                ? null
                : reader.names().getOrDefault(assignee.value(), "somebody");
    }

    private String origin(TaskStore.@Nullable Origin origin) {
        if (origin == null) {
            return "";
        }
        String place =
                place(
                        reader.dates(),
                        origin.kind(),
                        origin.title(),
                        origin.fromAddress(),
                        origin.dated());
        return origin.sources() == 1 ? place : place + ", and " + (origin.sources() - 1) + " more";
    }

    /** Where words stand, such as: note “Weekly sync”, Fri 21 Nov. */
    static String place(
            DateWords dates,
            String kind,
            String title,
            @Nullable String from,
            java.time.@Nullable LocalDate dated) {
        var words = new StringBuilder(kind.equals("manual") ? "entered by hand" : kind);
        if (!title.isBlank()) {
            words.append(" “").append(title.strip()).append('”');
        }
        if (from != null && kind.equals("mail")) {
            words.append(" from ").append(from);
        }
        if (dated != null) {
            words.append(", ").append(dates.day(dated));
        }
        return words.toString();
    }
}
