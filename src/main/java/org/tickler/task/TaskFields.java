package org.tickler.task;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;

/**
 * A task's changeable fields as names and strings: what the history keeps before and after a
 * change, what a receipt shows, and what undo puts back. The empty string stands for "none".
 */
public final class TaskFields {
    public static final String TITLE = "title";
    public static final String STATE = "state";
    public static final String ASSIGNEE = "assignee";
    public static final String DUE = "due";
    public static final String FOLLOW_UP = "followUp";
    public static final String PRIORITY = "priority";
    public static final String TAGS = "tags";
    public static final String REPEAT = "repeat";
    public static final String SNOOZED = "snoozedUntil";
    public static final String MUTED = "mutedUntil";
    public static final String MERGED = "mergedInto";

    private TaskFields() {}

    /** All changeable fields of {@code task}, in the order in which they are shown. */
    public static Map<String, String> of(Task task) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(TITLE, task.title());
        fields.put(STATE, task.state().word());
        fields.put(
                ASSIGNEE,
                task.assigneeId() == null ? "" : Long.toString(task.assigneeId().value()));
        fields.put(DUE, write(task.due()));
        fields.put(FOLLOW_UP, Boolean.toString(task.followUp()));
        fields.put(PRIORITY, task.priority().word());
        fields.put(TAGS, String.join(" ", task.tags()));
        fields.put(REPEAT, task.repeatRule() == null ? "" : task.repeatRule());
        fields.put(SNOOZED, task.snoozedUntil() == null ? "" : task.snoozedUntil().toString());
        fields.put(MUTED, task.mutedUntil() == null ? "" : task.mutedUntil().toString());
        fields.put(
                MERGED, task.mergedInto() == null ? "" : Long.toString(task.mergedInto().value()));
        return fields;
    }

    /** The fields of {@code from}, with its values, that differ in {@code other}. */
    public static Map<String, String> difference(Task from, Task other) {
        Map<String, String> values = of(from);
        Map<String, String> others = of(other);
        values.entrySet().removeIf(field -> field.getValue().equals(others.get(field.getKey())));
        return values;
    }

    /**
     * A due as {@code 2026-01-12}, {@code 2026-01-12T10:00} or {@code 2026-01-02/2026-01-15}, its
     * words behind a blank; the empty string for none.
     */
    public static String write(@Nullable Due due) {
        if (due == null) {
            return "";
        }
        String when =
                due.start() != null
                        ? due.start() + "/" + due.date()
                        : due.time() != null
                                ? due.date() + "T" + due.time()
                                : due.date().toString();
        return due.words().isEmpty() ? when : when + " " + due.words();
    }

    /**
     * Reads what {@link #write} wrote; null for none.
     *
     * @throws java.time.DateTimeException if it is something else
     */
    public static @Nullable Due readDue(String written) {
        if (written.isEmpty()) {
            return null;
        }
        int blank = written.indexOf(' ');
        String when = blank < 0 ? written : written.substring(0, blank);
        String words = blank < 0 ? "" : written.substring(blank + 1);
        int slash = when.indexOf('/');
        if (slash > 0) {
            return new Due(
                    LocalDate.parse(when.substring(slash + 1)),
                    null,
                    LocalDate.parse(when.substring(0, slash)),
                    words);
        }
        int clock = when.indexOf('T');
        return clock > 0
                ? new Due(
                        LocalDate.parse(when.substring(0, clock)),
                        LocalTime.parse(when.substring(clock + 1)),
                        null,
                        words)
                : new Due(LocalDate.parse(when), null, null, words);
    }

    /**
     * Puts {@code fields} back, as {@link #of} or {@link #difference} gave them.
     *
     * @throws IllegalArgumentException if there is no such field
     */
    static void restore(TaskEdit edit, Map<String, String> fields) {
        fields.forEach((name, value) -> restore(edit, name, value));
    }

    private static void restore(TaskEdit edit, String name, String value) {
        switch (name) {
            case TITLE -> edit.title = value;
            case STATE -> edit.state = TaskState.of(value);
            case ASSIGNEE ->
                    edit.assigneeId = value.isEmpty() ? null : new PersonId(Long.parseLong(value));
            case DUE -> edit.due = readDue(value);
            case FOLLOW_UP -> edit.followUp = Boolean.parseBoolean(value);
            case PRIORITY -> edit.priority = Priority.of(value);
            case TAGS ->
                    edit.tags = value.isEmpty() ? List.of() : Arrays.asList(value.split(" ", -1));
            case REPEAT -> edit.repeatRule = value.isEmpty() ? null : value;
            case SNOOZED -> edit.snoozedUntil = value.isEmpty() ? null : Instant.parse(value);
            case MUTED -> edit.mutedUntil = value.isEmpty() ? null : Instant.parse(value);
            case MERGED ->
                    edit.mergedInto = value.isEmpty() ? null : new TaskId(Long.parseLong(value));
            default -> throw new IllegalArgumentException("no such field of a task: " + name);
        }
    }
}
