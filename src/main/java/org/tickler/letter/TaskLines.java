package org.tickler.letter;

import org.jdbi.v3.core.Handle;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.task.Task;
import org.tickler.task.TaskStore;

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

    /** The assignee's name, or the empty string where nobody is it yet. */
    public static String assigneeName(Handle handle, Task task) {
        PersonId assignee = task.assigneeId();
        return assignee == null ? "" : new People(handle).get(assignee).name();
    }
}
