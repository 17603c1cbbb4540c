package org.tickler.page;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.intake.IntakeView;
import org.tickler.invite.CalendarEvent;
import org.tickler.invite.EventStore;
import org.tickler.outbox.OutboxView;
import org.tickler.people.PersonId;
import org.tickler.remind.SlotStore;
import org.tickler.task.Cause;
import org.tickler.task.Due;
import org.tickler.task.HistoryEntry;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskSource;
import org.tickler.task.TaskStore;

/** Gathers everything that is known of one task. */
final class TaskDetail {
    private static final int LETTERS = 20;

    private final Handle handle;
    private final PageData.Reader reader;
    private final DateWords dates;

    TaskDetail(Handle handle, PageData.Reader reader) {
        this.handle = handle;
        this.reader = reader;
        this.dates = reader.dates();
    }

    View.TaskView of(Task task) {
        return new View.TaskView(
                new TaskRows(handle, reader).of(List.of(task)).getFirst(),
                facts(task),
                handle.attach(TaskStore.class).sources(task.id()).stream()
                        .map(this::source)
                        .toList(),
                handle.attach(EventStore.class).of(task.id()).stream().map(this::event).toList(),
                handle.attach(SlotStore.class).planned(task.id()).stream()
                        .map(this::reminder)
                        .toList(),
                handle.attach(OutboxView.class).about(task.id(), LETTERS).stream()
                        .map(letter -> PageData.letter(letter, dates))
                        .toList(),
                history(task.id()));
    }

    private List<View.TaskView.Fact> facts(Task task) {
        var facts = new ArrayList<View.TaskView.Fact>();
        facts.add(new View.TaskView.Fact("State", task.state().word()));
        Due due = task.due();
        if (due != null) {
            String words = due.words().isEmpty() ? "" : " (“" + due.words() + "”)";
            facts.add(new View.TaskView.Fact("Due", dates.due(due) + words));
        }
        facts.add(new View.TaskView.Fact("Assignee", assignee(task)));
        facts.add(new View.TaskView.Fact("Priority", task.priority().word()));
        if (!task.tags().isEmpty()) {
            facts.add(new View.TaskView.Fact("Tags", "#" + String.join(" #", task.tags())));
        }
        addMoment(facts, "Snoozed until", task.snoozedUntil());
        addMoment(facts, "Quiet until", task.mutedUntil());
        String rule = task.repeatRule();
        if (rule != null) {
            facts.add(new View.TaskView.Fact("Repeats", rule));
        }
        TaskId merged = task.mergedInto();
        if (merged != null) {
            facts.add(new View.TaskView.Fact("Merged into", merged.toString(), "/tasks/" + merged));
        }
        addMoment(facts, "Found", task.createdAt());
        addMoment(facts, "Finished", task.finishedAt());
        return facts;
    }

    private void addMoment(List<View.TaskView.Fact> facts, String name, @Nullable Instant at) {
        if (at != null && at.isAfter(dates.now().plusSeconds(200L * 365 * 86_400))) {
            facts.add(new View.TaskView.Fact(name, "further notice"));
        } else if (at != null) {
            facts.add(new View.TaskView.Fact(name, dates.moment(at)));
        }
    }

    private String assignee(Task task) {
        PersonId assignee = task.assigneeId();
        return assignee == null
                ? "nobody yet"
                : reader.names().getOrDefault(assignee.value(), "somebody");
    }

    private View.TaskView.Source source(TaskSource source) {
        String place =
                TaskRows.place(
                        dates, source.kind(), source.title(), source.fromAddress(), source.dated());
        return new View.TaskView.Source(
                source.evidence(),
                source.line() > 0 ? place + ", line " + source.line() : place,
                source.senderDoubt());
    }

    private View.TaskView.Fact reminder(SlotStore.PlannedSlot slot) {
        String who = reader.names().getOrDefault(slot.recipientId().value(), "somebody");
        String why =
                switch (slot.reason()) {
                    case "ahead" -> "ahead of it";
                    case "due" -> "when it is due";
                    case "overdue" -> "because it is overdue";
                    case "snooze" -> "as you asked";
                    case "chase" -> "because somebody owes it";
                    default -> slot.reason();
                };
        return new View.TaskView.Fact(dates.moment(slot.slotAt()), "to " + who + ", " + why);
    }

    private View.TaskView.Event event(CalendarEvent event) {
        String state =
                switch (event.state()) {
                    case ACTIVE -> event.tentative() ? "a tentative hold" : "in the calendar";
                    case CANCELLED -> "cancelled";
                    case CLOSED -> "over";
                };
        return new View.TaskView.Event(
                when(event.time()),
                state,
                handle.attach(EventStore.class).attendees(event.id()).stream()
                        .filter(attendee -> !attendee.state().equals("removed"))
                        .map(this::attendee)
                        .toList());
    }

    /** Both ends are exclusive (RFC 5545, 3.6.1). */
    private String when(EventTime time) {
        return switch (time) {
            case EventTime.Timed(Instant start, Instant end) ->
                    dates.moment(start) + " to " + dates.sameDayEnd(start, end);
            case EventTime.AllDay(LocalDate start, LocalDate end) ->
                    dates.span(start, end.minusDays(1));
        };
    }

    private View.TaskView.Attendee attendee(EventStore.Attendee attendee) {
        String comment = attendee.comment();
        String words = comment == null ? "" : comment.strip();
        return new View.TaskView.Attendee(
                GuestWords.name(attendee), GuestWords.answer(attendee, dates), words);
    }

    private List<View.TaskView.Change> history(TaskId id) {
        List<HistoryEntry> entries = handle.attach(HistoryStore.class).of(id);
        Map<Long, String> messages = messages(entries);
        var words = new HistoryWords(dates, reader.names());
        return entries.reversed().stream().map(entry -> change(entry, words, messages)).toList();
    }

    private View.TaskView.Change change(
            HistoryEntry entry, HistoryWords words, Map<Long, String> messages) {
        var why = new ArrayList<String>();
        Long message = entry.messageRow();
        if (message != null) {
            why.add(messages.getOrDefault(message, "mail no. " + message));
        }
        String command = entry.command();
        if (command != null && !command.isBlank()) {
            why.add("command “" + command.strip() + "”");
        }
        String verdict = entry.verdict();
        if (verdict != null && !verdict.isBlank()) {
            why.add(
                    switch (verdict) {
                        case "page", "command line" -> "on the " + verdict;
                        case Cause.SOURCE -> "found in it";
                        case String model when model.startsWith(Cause.MODEL) ->
                                "found in it by the " + model;
                        case "calendar" -> "a calendar answer";
                        case "bounce" -> "a bounce";
                        case "automatic" -> "an automatic answer";
                        default -> "sender recognised by " + verdict;
                    });
        }
        PersonId actor = entry.actorId();
        return new View.TaskView.Change(
                dates.moment(entry.at()),
                words.action(entry),
                actor == null ? "Tickler" : reader.names().getOrDefault(actor.value(), "somebody"),
                words.fields(entry),
                entry.detail(),
                why,
                entry.undone());
    }

    private Map<Long, String> messages(List<HistoryEntry> entries) {
        List<Long> ids =
                entries.stream()
                        .map(HistoryEntry::messageRow)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        var named = new HashMap<Long, String>();
        if (!ids.isEmpty()) {
            for (IntakeView.Arrival mail : handle.attach(IntakeView.class).byIds(ids)) {
                String subject = mail.subject();
                named.put(
                        mail.id(),
                        subject == null || subject.isBlank()
                                ? "a mail without a subject"
                                : "mail “" + subject.strip() + "”");
            }
        }
        return named;
    }
}
