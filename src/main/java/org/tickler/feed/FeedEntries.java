package org.tickler.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.FeedEntry;
import org.tickler.invite.CalendarEvent;
import org.tickler.invite.EventStore;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.people.PersonStore;
import org.tickler.task.Due;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;

/**
 * The tasks of one person as entries of the feed: what they own or must do and has been taken on,
 * and for thirty days what is done or dropped, so that programs see it end. Two queries, however
 * many tasks there are.
 */
final class FeedEntries {
    private static final Duration SHOWN_AFTER_THE_END = Duration.ofDays(30);
    private static final Duration MEETING = Duration.ofHours(1);
    private static final Duration DEADLINE = Duration.ofMinutes(30);

    private final Handle handle;
    private final Person reader;
    private final UUID instance;
    private final String publicUrl;
    private final Map<PersonId, Person> people = new HashMap<>();

    FeedEntries(Handle handle, Person reader, UUID instance, String publicUrl) {
        this.handle = handle;
        this.reader = reader;
        this.instance = instance;
        this.publicUrl = publicUrl;
    }

    /** Changes whenever {@link #at} would give anything else, at a fraction of its cost. */
    String mark(Instant now) {
        Instant since = now.minus(SHOWN_AFTER_THE_END);
        return handle.attach(PersonStore.class).version()
                + "/"
                + handle.attach(TaskStore.class).concerningMark(reader.id(), since)
                + "/"
                + handle.attach(EventStore.class).latestMark(reader.id(), since);
    }

    List<FeedEntry> at(Instant now) {
        handle.attach(PersonStore.class).all().forEach(person -> people.put(person.id(), person));
        Instant since = now.minus(SHOWN_AFTER_THE_END);
        var events = new HashMap<TaskId, CalendarEvent>();
        handle.attach(EventStore.class)
                .latestOf(reader.id(), since)
                .forEach(event -> events.put(event.taskId(), event));
        var entries = new ArrayList<FeedEntry>();
        for (Task task : handle.attach(TaskStore.class).concerning(reader.id(), since)) {
            entries.add(entry(task, events.get(task.id())));
        }
        return entries;
    }

    private FeedEntry entry(Task task, @Nullable CalendarEvent event) {
        FeedEntry.State state =
                switch (task.state()) {
                    case DONE -> FeedEntry.State.DONE;
                    case DROPPED -> FeedEntry.State.CANCELLED;
                    case PROPOSED, OPEN, WAITING -> FeedEntry.State.OPEN;
                };
        // A cancelled event of a task that goes on is not the task's time any more.
        boolean stands =
                event != null
                        && (event.state() != CalendarEvent.State.CANCELLED
                                || task.state().isFinished());
        Due due = task.due();
        return new FeedEntry(
                stands && event != null ? event.uid() : uid(task.id()),
                event != null && event.changedAt().isAfter(task.changedAt())
                        ? event.changedAt()
                        : task.changedAt(),
                summary(task),
                description(task),
                stands && event != null ? event.time() : time(task),
                publicUrl + "/tasks/" + task.id(),
                state,
                stands && event != null ? event.tentative() : due != null && due.isWindow(),
                stands || task.followUp(),
                task.state() == TaskState.DONE ? task.finishedAt() : null);
    }

    /** Only this feed uses it; no invitation has such a UID, so it proves nothing. */
    private String uid(TaskId task) {
        String name = instance + "\n" + task;
        return "task-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** A due is written in the zone of the task's owner. A deadline ends then, a meeting begins. */
    private @Nullable EventTime time(Task task) {
        Due due = task.due();
        if (due == null) {
            return null;
        }
        LocalTime time = due.time();
        if (time == null) {
            return new EventTime.AllDay(
                    due.start() == null ? due.date() : due.start(), due.date().plusDays(1));
        }
        Person owner = people.getOrDefault(task.ownerId(), reader);
        Instant at = due.date().atTime(time).atZone(owner.zone()).toInstant();
        return task.followUp()
                ? new EventTime.Timed(at, at.plus(MEETING))
                : new EventTime.Timed(at.minus(DEADLINE), at);
    }

    private String summary(Task task) {
        Person other = other(task);
        return other == null ? task.title() : other.name() + ": " + task.title();
    }

    private String description(Task task) {
        var words =
                new StringBuilder(task.id().toString()).append(", ").append(task.state().word());
        Due due = task.due();
        if (due != null && !due.words().isBlank()) {
            words.append(", due “").append(due.words()).append('”');
        }
        return words.toString();
    }

    /** Who must act, if it is not the reader. */
    private @Nullable Person other(Task task) {
        PersonId assignee = task.assigneeId();
        return assignee == null || assignee.equals(reader.id()) ? null : people.get(assignee);
    }
}
