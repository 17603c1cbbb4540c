package org.tickler.letter;

import java.time.ZoneId;
import java.util.List;
import org.tickler.task.Task;
import org.tickler.task.TaskSource;

/**
 * A task as a mail shows it.
 *
 * @param number what an answer calls it in this very mail, from 1
 * @param zone the owner's zone, in which the task's due stands
 * @param assigneeName who must act, as people say it; empty where nobody does yet
 * @param sources where it came from, the first source first; may be empty
 */
public record TaskLine(
        int number, Task task, ZoneId zone, String assigneeName, List<TaskSource> sources) {
    public TaskLine {
        if (number < 1) {
            throw new IllegalArgumentException("lines count from 1: " + number);
        }
        sources = List.copyOf(sources);
    }
}
