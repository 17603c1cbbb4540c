package org.tickler.letter;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tickler.people.Everybody;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskSource;
import org.tickler.task.TaskStore;
import org.tickler.task.TaskStore.Sourced;

/** Tasks as mails show them. */
public final class TaskLines {
    private TaskLines() {}

    public static TaskLine of(Handle handle, int number, Task task, Person owner) {
        return new TaskLine(
                number,
                task,
                owner.zone(),
                assigneeName(handle, task),
                handle.attach(TaskStore.class).sources(task.id()));
    }

    /** Many tasks, each as the first and only one of its mail, by a few questions for all. */
    public static Map<TaskId, TaskLine> single(
            Handle handle, Collection<Task> tasks, Everybody people) {
        Map<TaskId, List<TaskSource>> sources =
                handle
                        .attach(TaskStore.class)
                        .sourcesOf(tasks.stream().mapToLong(task -> task.id().value()).toArray())
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Sourced::taskId,
                                        Collectors.mapping(Sourced::source, Collectors.toList())));
        var lines = new HashMap<TaskId, TaskLine>();
        for (Task task : tasks) {
            PersonId assignee = task.assigneeId();
            lines.put(
                    task.id(),
                    new TaskLine(
                            1,
                            task,
                            known(people, task.ownerId()).zone(),
                            assignee == null ? "" : known(people, assignee).name(),
                            sources.getOrDefault(task.id(), List.of())));
        }
        return lines;
    }

    private static Person known(Everybody people, PersonId id) {
        return people.byId(id)
                .orElseThrow(() -> new IllegalStateException("no person " + id.value()));
    }

    /** The assignee's name, or the empty string where nobody is it yet. */
    public static String assigneeName(Handle handle, Task task) {
        PersonId assignee = task.assigneeId();
        return assignee == null ? "" : new People(handle).get(assignee).name();
    }
}
