package org.tickler.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tickler.task.Due;
import org.tickler.task.HistoryEntry;
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

    private static final Map<String, String> ACTIONS =
            Map.ofEntries(
                    Map.entry("created", "Found"),
                    Map.entry("confirm", "Confirmed"),
                    Map.entry("drop", "Dropped"),
                    Map.entry("complete", "Done"),
                    Map.entry("reopen", "Reopened"),
                    Map.entry("snooze", "Snoozed"),
                    Map.entry("set-due", "Due changed"),
                    Map.entry("assign", "Assigned"),
                    Map.entry("set-priority", "Priority changed"),
                    Map.entry("set-tags", "Tags changed"),
                    Map.entry("rename", "Renamed"),
                    Map.entry("set-follow-up", "Calendar changed"),
                    Map.entry("mute", "Muted"),
                    Map.entry("merge-into", "Merged"),
                    Map.entry("undo", "Undone"),
                    Map.entry("seen-again", "Found again"),
                    Map.entry("attendee-accepted", "A guest accepted"),
                    Map.entry("attendee-tentative", "A guest may come"),
                    Map.entry("attendee-declined", "A guest declined"),
                    Map.entry("attendee-delegated", "A guest sends somebody else"),
                    Map.entry("answered-old-time", "A guest answered an earlier time"),
                    Map.entry("answered-after-the-end", "A guest answered what no longer stands"),
                    Map.entry("calendar-question", "Question about the calendar"),
                    Map.entry("suggestion-refused", "The time stays"),
                    Map.entry("ignored-answer", "An answer that does not count"),
                    Map.entry("auto-reply", "Automatic answer"),
                    Map.entry("bounced", "A mail came back"),
                    Map.entry("undelivered", "A mail could not be delivered"));

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

    /** An action the page does not know is shown as it is written. */
    public String action(HistoryEntry entry) {
        String known = ACTIONS.get(entry.action());
        if (known != null) {
            return known;
        }
        String plain = entry.action().replace('-', ' ').replace('_', ' ').strip();
        return plain.isEmpty()
                ? "Changed"
                : Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
    }

    /** What changed, such as "state: open → done". */
    public List<String> fields(HistoryEntry entry) {
        var lines = new ArrayList<String>();
        boolean birth = entry.before().isEmpty();
        for (String field : ORDER) {
            String after = entry.after().get(field);
            if (after == null || (birth && (after.isEmpty() || !AT_BIRTH.contains(field)))) {
                continue;
            }
            String name = FIELDS.getOrDefault(field, field);
            lines.add(
                    birth
                            ? name + ": " + value(field, after)
                            : name
                                    + ": "
                                    + value(field, entry.before().getOrDefault(field, ""))
                                    + " → "
                                    + value(field, after));
        }
        return lines;
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
