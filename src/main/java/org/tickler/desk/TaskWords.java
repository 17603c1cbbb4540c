package org.tickler.desk;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.inspect.Json;
import org.tickler.inspect.UsageException;
import org.tickler.letter.TaskLines;
import org.tickler.page.HistoryWords;
import org.tickler.task.Due;
import org.tickler.task.HistoryEntry;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as the command line prints them, for people and as JSON. */
final class TaskWords {
    private TaskWords() {}

    /**
     * @param written such as {@code T-12}, {@code t-12}, {@code #12} or {@code 12}
     * @throws UsageException for anything else
     */
    static TaskId id(String written) {
        String digits = written.toUpperCase(Locale.ROOT).replaceFirst("^(T-|#)", "");
        if (digits.isEmpty()
                || digits.length() > 18
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                || Long.parseLong(digits) == 0) {
            throw new UsageException("'" + written + "' is no task; write its id, such as T-12.");
        }
        return new TaskId(Long.parseLong(digits));
    }

    static String line(Handle handle, Task task) {
        String who = TaskLines.assigneeName(handle, task);
        return "%-7s %-9s %-22s %s%s"
                .formatted(
                        task.id(),
                        task.state().word(),
                        due(task.due()),
                        task.title(),
                        who.isEmpty() ? "" : "  @" + who);
    }

    static String due(@Nullable Due due) {
        if (due == null) {
            return "";
        }
        if (due.start() != null) {
            return due.start() + "/" + due.date();
        }
        return due.time() == null ? due.date().toString() : due.date() + " " + due.time();
    }

    /**
     * @param zone the owner's, in which the other dates of the line stand too
     */
    static String history(HistoryWords told, HistoryEntry entry, ZoneId zone) {
        var words = new StringBuilder(Desk.MOMENT.format(entry.at().atZone(zone)));
        words.append("  ").append(told.action(entry));
        told.fields(entry).forEach(field -> words.append("  ").append(field));
        if (!entry.detail().isEmpty()) {
            words.append("  ").append(entry.detail());
        }
        if (entry.command() != null) {
            words.append("  (\"")
                    .append(entry.command())
                    .append("\", ")
                    .append(entry.verdict())
                    .append(')');
        }
        return words.toString();
    }

    static ObjectNode json(Handle handle, Task task) {
        ObjectNode node = Json.object();
        node.put("id", task.id().toString());
        node.put("title", task.title());
        node.put("state", task.state().word());
        node.put("assignee", TaskLines.assigneeName(handle, task));
        Due due = task.due();
        if (due == null) {
            node.putNull("due");
        } else {
            ObjectNode when = node.putObject("due");
            when.put("date", due.date().toString());
            when.put("time", due.time() == null ? null : due.time().toString());
            when.put("start", due.start() == null ? null : due.start().toString());
            when.put("text", due.words());
        }
        node.put("followUp", task.followUp());
        node.put("priority", task.priority().word());
        ArrayNode tags = node.putArray("tags");
        task.tags().forEach(tags::add);
        node.put("createdAt", task.createdAt().toString());
        node.put("changedAt", task.changedAt().toString());
        node.put("finishedAt", task.finishedAt() == null ? null : task.finishedAt().toString());
        return node;
    }

    static void addSources(ObjectNode node, List<TaskSource> sources) {
        ArrayNode array = node.putArray("sources");
        for (TaskSource source : sources) {
            ObjectNode one = array.addObject();
            one.put("kind", source.kind());
            one.put("title", source.title());
            one.put("date", source.dated() == null ? null : source.dated().toString());
            one.put("from", source.fromAddress());
            one.put("senderDoubt", source.senderDoubt());
            one.put("evidence", source.evidence());
            one.put("line", source.line());
        }
    }

    static ObjectNode json(HistoryEntry entry) {
        ObjectNode node = Json.object();
        node.put("at", entry.at().toString());
        node.put("action", entry.action());
        node.put("command", entry.command());
        node.put("verdict", entry.verdict());
        node.put("detail", entry.detail());
        fields(node.putObject("before"), entry.before());
        fields(node.putObject("after"), entry.after());
        return node;
    }

    private static void fields(ObjectNode node, Map<String, String> fields) {
        fields.forEach(node::put);
    }
}
