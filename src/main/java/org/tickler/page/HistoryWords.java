package org.tickler.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tickler.task.Due;
import org.tickler.task.HistoryActions;
import org.tickler.task.HistoryEntry;
import org.tickler.task.Task;
import org.tickler.task.TaskFields;

/** Lines of a task's history in words. */
public final class HistoryWords {
    /** The fields of a new task that are worth telling. */
    private static final Set<String> AT_BIRTH =
            Set.of(TaskFields.STATE, TaskFields.ASSIGNEE, TaskFields.DUE);

    private static final List<String> ORDER =
            List.of(
                    TaskFields.TITLE,
                    TaskFields.STATE,
                    TaskFields.ASSIGNEE,
                    TaskFields.DUE,
                    TaskFields.SNOOZED,
                    TaskFields.PRIORITY,
                    TaskFields.TAGS,
                    TaskFields.REPEAT,
                    TaskFields.FOLLOW_UP,
                    TaskFields.MUTED,
                    TaskFields.MERGED);

    private static final Map<String, String> FIELDS =
            Map.of(
                    TaskFields.FOLLOW_UP, "in the calendar",
                    TaskFields.SNOOZED, "snoozed until",
                    TaskFields.MUTED, "quiet until",
                    TaskFields.MERGED, "merged into");

    private final DateWords dates;
    private final Map<Long, String> people;

    /**
     * @param people names by number
     */
    public HistoryWords(DateWords dates, Map<Long, String> people) {
        this.dates = dates;
        this.people = Map.copyOf(people);
    }

    /** What was done, such as "Due changed". */
    public String action(HistoryEntry entry) {
        String words = HistoryActions.words(entry.action());
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** What changed, such as "state: open → done"; of a new task how it began. */
    public List<String> fields(HistoryEntry entry) {
        return fields(entry.before(), entry.after());
    }

    private List<String> fields(Map<String, String> before, Map<String, String> after) {
        var lines = new ArrayList<String>();
        boolean birth = before.isEmpty();
        for (String field : ORDER) {
            String now = after.get(field);
            if (now == null || (birth && (now.isEmpty() || !AT_BIRTH.contains(field)))) {
                continue;
            }
            String name = FIELDS.getOrDefault(field, field);
            String was = birth ? "" : value(field, before.getOrDefault(field, "")) + " → ";
            lines.add(name + ": " + was + value(field, now));
        }
        return lines;
    }

    /** The fields in which two states of one task differ. */
    public List<String> fields(Task before, Task after) {
        return fields(TaskFields.difference(before, after), TaskFields.difference(after, before));
    }

    private String value(String field, String written) {
        if (written.isEmpty()) {
            return "none";
        }
        try {
            return switch (field) {
                case TaskFields.ASSIGNEE -> people.getOrDefault(Long.valueOf(written), "somebody");
                case TaskFields.DUE -> due(written);
                case TaskFields.SNOOZED, TaskFields.MUTED -> dates.moment(Instant.parse(written));
                case TaskFields.MERGED -> "T-" + written;
                case TaskFields.FOLLOW_UP -> written.equals("true") ? "yes" : "no";
                default -> written;
            };
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return written; // a line of an older program is shown as it stands
        }
    }

    private String due(String written) {
        Due due = TaskFields.readDue(written);
        if (due == null) {
            return "none";
        }
        return due.words().isEmpty() ? dates.due(due) : dates.due(due) + " (“" + due.words() + "”)";
    }
}
