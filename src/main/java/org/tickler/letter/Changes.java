package org.tickler.letter;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.Page.Fact;
import org.tickler.letter.ReceiptLine.Changed;
import org.tickler.task.Task;
import org.tickler.task.TaskFields;
import org.tickler.task.TaskState;

/** Says what changed in a task: in one phrase, and field by field. */
final class Changes {
    /** Beyond it, "until" means for ever. */
    private static final Instant FOR_EVER = Instant.parse("9000-01-01T00:00:00Z");

    private final Voice voice;

    Changes(Voice voice) {
        this.voice = voice;
    }

    /** The change that matters most to the reader. */
    String summary(Changed line) {
        ZoneId zone = zone(line);
        Task before = line.before();
        Task after = line.after();
        if (before.state() != after.state() && after.state() != TaskState.WAITING) {
            return state(before.state(), after.state());
        }
        if (after.snoozedUntil() != null && !after.snoozedUntil().equals(before.snoozedUntil())) {
            return voice.say("receipt.snoozed", voice.moments().moment(after.snoozedUntil()));
        }
        Map<String, String> changed = TaskFields.difference(after, before);
        if (changed.containsKey(TaskFields.DUE)) {
            return after.due() == null
                    ? voice.say("receipt.due.none")
                    : voice.say("receipt.due", voice.moments().due(after.due(), zone));
        }
        if (before.state() != after.state()) {
            return voice.say("receipt.waiting", line.assigneeAfter());
        }
        return changed.containsKey(TaskFields.ASSIGNEE) && !line.assigneeAfter().isEmpty()
                ? voice.say("receipt.assigned", line.assigneeAfter())
                : voice.say("receipt.changed");
    }

    private ZoneId zone(Changed line) {
        return line.zone() == null ? voice.moments().zone() : line.zone();
    }

    private String state(TaskState before, TaskState after) {
        return switch (after) {
            case PROPOSED -> voice.say("receipt.proposed");
            case OPEN, WAITING ->
                    voice.say(
                            before == TaskState.PROPOSED
                                    ? "receipt.confirmed"
                                    : "receipt.reopened");
            case DONE -> voice.say("receipt.done");
            case DROPPED -> voice.say("receipt.dropped");
        };
    }

    /** Every field that differs, before and after. */
    List<Fact> facts(Changed line) {
        ZoneId zone = zone(line);
        var facts = new ArrayList<Fact>();
        for (String field : TaskFields.difference(line.after(), line.before()).keySet()) {
            String before = value(field, line.before(), line.assigneeBefore(), zone);
            String after = value(field, line.after(), line.assigneeAfter(), zone);
            facts.add(new Fact(voice.say(label(field)), before, after));
        }
        return facts;
    }

    private static String label(String field) {
        return switch (field) {
            case TaskFields.TITLE -> "fact.title";
            case TaskFields.STATE -> "fact.state";
            case TaskFields.ASSIGNEE -> "fact.who";
            case TaskFields.DUE -> "fact.due";
            case TaskFields.FOLLOW_UP -> "fact.calendar";
            case TaskFields.PRIORITY -> "fact.priority";
            case TaskFields.TAGS -> "fact.tags";
            case TaskFields.REPEAT -> "fact.repeat";
            case TaskFields.SNOOZED, TaskFields.MUTED -> "fact.reminder";
            case TaskFields.MERGED -> "fact.merged";
            default -> throw new IllegalArgumentException("no such field of a task: " + field);
        };
    }

    private String value(String field, Task task, String assignee, ZoneId zone) {
        return switch (field) {
            case TaskFields.TITLE -> voice.say("quoted", Voice.oneLine(task.title()));
            case TaskFields.STATE -> voice.say("state." + task.state().word());
            case TaskFields.ASSIGNEE -> assignee.isEmpty() ? voice.say("for.nobody") : assignee;
            case TaskFields.DUE -> voice.moments().due(task.due(), zone);
            case TaskFields.FOLLOW_UP ->
                    voice.say(task.followUp() ? "followup.yes" : "followup.no");
            case TaskFields.PRIORITY -> voice.say("priority." + task.priority().word());
            case TaskFields.TAGS -> orNone(String.join(", ", task.tags()));
            case TaskFields.REPEAT -> orNone(task.repeatRule());
            case TaskFields.SNOOZED ->
                    task.snoozedUntil() == null
                            ? voice.say("reminder.usual")
                            : voice.moments().moment(task.snoozedUntil());
            case TaskFields.MUTED -> muted(task.mutedUntil());
            case TaskFields.MERGED ->
                    orNone(task.mergedInto() == null ? "" : task.mergedInto().toString());
            default -> throw new IllegalArgumentException("no such field of a task: " + field);
        };
    }

    private String muted(@Nullable Instant until) {
        if (until == null) {
            return voice.say("reminder.usual");
        }
        return until.isAfter(FOR_EVER)
                ? voice.say("reminder.muted")
                : voice.say("reminder.muted.until", voice.moments().moment(until));
    }

    private String orNone(@Nullable String value) {
        return value == null || value.isEmpty() ? voice.say("none") : value;
    }
}
