package org.tickler.task;

import java.time.Instant;
import java.util.LinkedHashSet;
import org.tickler.people.PersonId;
import org.tickler.task.Transition.Changed;
import org.tickler.task.Transition.Refused;
import org.tickler.task.Transition.Unchanged;

/** Which change leads from which state to which: pure, and the only place that knows. */
public final class Transitions {
    private Transitions() {}

    public static Transition apply(Task task, TaskChange change, Instant now) {
        TaskState state = task.state();
        var edit = new TaskEdit(task);
        return switch (change) {
            case TaskChange.Confirm _ -> {
                if (state != TaskState.PROPOSED) {
                    yield new Unchanged(task, "already " + state.word());
                }
                edit.activate();
                yield changed(task, edit, now, "nothing to confirm");
            }
            case TaskChange.Drop _ -> {
                if (state.isFinished()) {
                    yield new Unchanged(task, "already " + state.word());
                }
                edit.state = TaskState.DROPPED;
                yield changed(task, edit, now, "already dropped");
            }
            case TaskChange.Complete _ -> {
                if (state == TaskState.DROPPED) {
                    yield new Refused(task, "it was dropped; answer \"reopen\" first");
                }
                edit.state = TaskState.DONE;
                edit.snoozedUntil = null;
                yield changed(task, edit, now, "already done");
            }
            case TaskChange.Reopen _ -> {
                if (!state.isFinished()) {
                    yield new Unchanged(task, "it is " + state.word() + " anyway");
                }
                edit.activate();
                yield changed(task, edit, now, "already open");
            }
            case TaskChange.Snooze(Instant until) -> snooze(task, edit, until, now);
            case TaskChange.SetDue(Due due) -> {
                edit.due = due;
                yield active(
                        task,
                        edit,
                        now,
                        due == null ? "it had no due date" : "the due date was that already");
            }
            case TaskChange.Assign(PersonId assignee) -> {
                edit.assigneeId = assignee;
                if (!state.isFinished()) {
                    edit.activate();
                }
                yield active(task, edit, now, "already theirs");
            }
            case TaskChange.SetPriority(Priority priority) -> {
                edit.priority = priority;
                yield changed(task, edit, now, "the priority was that already");
            }
            case TaskChange.SetTags tags -> {
                var kept = new LinkedHashSet<>(task.tags());
                kept.addAll(tags.added());
                tags.removed().forEach(kept::remove);
                edit.tags = kept.stream().toList();
                yield changed(task, edit, now, "the tags were that already");
            }
            case TaskChange.Rename(String title) -> {
                edit.title = title.strip();
                yield changed(task, edit, now, "it was called that already");
            }
            case TaskChange.SetFollowUp(boolean followUp) -> {
                edit.followUp = followUp;
                yield changed(task, edit, now, "it was so already");
            }
            case TaskChange.Repeat(String rule) -> {
                edit.repeatRule = rule;
                yield active(task, edit, now, "the rule was that already");
            }
            case TaskChange.Mute(Instant until) -> {
                edit.mutedUntil = until;
                yield changed(task, edit, now, "it was quiet already");
            }
            case TaskChange.MergeInto(TaskId target) -> {
                if (target.equals(task.id())) {
                    yield new Refused(task, "a task cannot be merged into itself");
                }
                edit.mergedInto = target;
                edit.state = TaskState.DROPPED;
                yield changed(task, edit, now, "already merged");
            }
            case TaskChange.Restore(var fields) -> {
                TaskFields.restore(edit, fields);
                yield changed(task, edit, now, "nothing to undo");
            }
        };
    }

    private static Transition snooze(Task task, TaskEdit edit, Instant until, Instant now) {
        if (!until.isAfter(now)) {
            return new Refused(task, "that moment is past; name a later one");
        }
        if (task.state() == TaskState.PROPOSED) {
            return new Refused(
                    task, "it is only proposed; answer \"yes\" first, or \"due\" with a date");
        }
        edit.snoozedUntil = until;
        edit.snoozeCount++;
        return active(task, edit, now, "already snoozed until then");
    }

    /** Changes of an unfinished task; on a proposed one they imply that it is taken on. */
    private static Transition active(Task task, TaskEdit edit, Instant now, String same) {
        if (task.state().isFinished()) {
            return new Refused(task, "it is " + task.state().word() + "; answer \"reopen\" first");
        }
        if (task.state() == TaskState.PROPOSED) {
            edit.activate();
        }
        return changed(task, edit, now, same);
    }

    private static Transition changed(Task task, TaskEdit edit, Instant now, String same) {
        Task after = edit.build(now);
        return after.equals(task) ? new Unchanged(task, same) : new Changed(task, after);
    }
}
