package org.tickler.task;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;

/**
 * A task in the making: the changeable fields, so that a changed copy need not repeat the others.
 */
final class TaskEdit {
    private final Task original;
    String title;
    TaskState state;
    @Nullable PersonId assigneeId;
    @Nullable Due due;
    boolean followUp;
    Priority priority;
    List<String> tags;
    @Nullable String repeatRule;
    @Nullable Instant snoozedUntil;
    int snoozeCount;
    @Nullable Instant mutedUntil;
    @Nullable TaskId mergedInto;

    TaskEdit(Task original) {
        this.original = original;
        title = original.title();
        state = original.state();
        assigneeId = original.assigneeId();
        due = original.due();
        followUp = original.followUp();
        priority = original.priority();
        tags = original.tags();
        repeatRule = original.repeatRule();
        snoozedUntil = original.snoozedUntil();
        snoozeCount = original.snoozeCount();
        mutedUntil = original.mutedUntil();
        mergedInto = original.mergedInto();
    }

    /** Opens the task for whoever must act: waiting, if that is somebody else than the owner. */
    void activate() {
        boolean others = assigneeId != null && !assigneeId.equals(original.ownerId());
        state = others ? TaskState.WAITING : TaskState.OPEN;
    }

    /** The changed copy with the next version, or the original if nothing changed. */
    Task build(Instant now) {
        Task same = with(original.changedAt(), finishedAt(now), original.version());
        return same.equals(original)
                ? original
                : with(now, finishedAt(now), original.version() + 1);
    }

    private @Nullable Instant finishedAt(Instant now) {
        if (!state.isFinished()) {
            return null;
        }
        Instant before = original.finishedAt();
        return before != null ? before : now;
    }

    private Task with(Instant changedAt, @Nullable Instant finishedAt, int version) {
        return new Task(
                original.id(),
                original.ownerId(),
                title,
                state,
                assigneeId,
                due,
                followUp,
                priority,
                tags,
                repeatRule,
                snoozedUntil,
                snoozeCount,
                mutedUntil,
                mergedInto,
                original.confidence(),
                original.createdAt(),
                changedAt,
                finishedAt,
                version);
    }
}
