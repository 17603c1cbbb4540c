package org.tickler.page;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.tickler.fetch.PollView;
import org.tickler.guard.Hold;
import org.tickler.guard.Holds;
import org.tickler.intake.IntakeView;
import org.tickler.outbox.OutboxView;
import org.tickler.people.Person;
import org.tickler.people.PersonStore;
import org.tickler.remind.SlotStore;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;

/** Reads what the pages show. Changes nothing; safe for use by many threads. */
public final class PageData {
    /** The most rows of a section or page; the rest is a link away. */
    static final int ROWS = 100;

    private static final int LETTERS = 50;
    private static final int ARRIVALS = 20;

    private final Jdbi jdbi;
    private final InstantSource clock;

    public PageData(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Who is who, and the owner's zone and day. */
    public record Reader(DateWords dates, Map<Long, String> names) {
        public Reader {
            names = Map.copyOf(names);
        }
    }

    /** Which tasks a search is about: those in one state, those that are overdue, or all. */
    public record Wanted(@Nullable TaskState state, boolean overdue) {
        /**
         * @param word a state or "overdue"; any other filters nothing
         */
        public static Wanted of(String word) {
            for (TaskState state : TaskState.values()) {
                if (state.word().equals(word)) {
                    return new Wanted(state, false);
                }
            }
            return new Wanted(null, word.equals("overdue"));
        }
    }

    /** A page of a search; {@code more} says that another one follows. */
    public record Found(List<View.TaskRow> rows, boolean more) {
        public Found {
            rows = List.copyOf(rows);
        }
    }

    /** The first page; a section holds {@link #ROWS} tasks at most, and its count all of them. */
    public View.Overview overview() {
        return jdbi.withHandle(handle -> {
            Reader reader = reader(handle);
            TaskStore tasks = handle.attach(TaskStore.class);
            LocalDate today = reader.dates().today();
            var counts = new HashMap<TaskState, TaskStore.StateCount>();
            tasks.countByState(today).forEach(count -> counts.put(count.state(), count));
            var rows = new TaskRows(handle, reader);
            var overdue =
                    new View.Overview.Section(
                            "overdue",
                            "Overdue",
                            "Taken on, and the day has passed.",
                            late(counts, TaskState.OPEN) + late(counts, TaskState.WAITING),
                            rows.of(tasks.overdue(today, ROWS)));
            return new View.Overview(
                    held(handle),
                    reader.dates().todayInFull(),
                    List.of(
                            overdue,
                            section(
                                    rows,
                                    "open",
                                    "Open",
                                    "Yours to do.",
                                    ahead(counts, TaskState.OPEN),
                                    tasks.ahead(TaskState.OPEN, today, ROWS)),
                            section(
                                    rows,
                                    "waiting",
                                    "Waiting",
                                    "Somebody else owes it to you.",
                                    ahead(counts, TaskState.WAITING),
                                    tasks.ahead(TaskState.WAITING, today, ROWS)),
                            section(
                                    rows,
                                    "proposed",
                                    "Proposed",
                                    "Found in your mail, and not taken on until you answer.",
                                    total(counts, TaskState.PROPOSED),
                                    tasks.inState(TaskState.PROPOSED, ROWS))));
        });
    }

    private static View.Overview.Section section(
            TaskRows rows, String key, String heading, String says, int total, List<Task> tasks) {
        return new View.Overview.Section(key, heading, says, total, rows.of(tasks));
    }

    private static int total(Map<TaskState, TaskStore.StateCount> counts, TaskState state) {
        TaskStore.StateCount count = counts.get(state);
        return count == null ? 0 : count.total();
    }

    private static int late(Map<TaskState, TaskStore.StateCount> counts, TaskState state) {
        TaskStore.StateCount count = counts.get(state);
        return count == null ? 0 : count.overdue();
    }

    private static int ahead(Map<TaskState, TaskStore.StateCount> counts, TaskState state) {
        return total(counts, state) - late(counts, state);
    }

    /**
     * @param words in a task's title or evidence; the empty string matches all
     * @param page counts from 1
     */
    public Found search(Wanted wanted, String words, int page) {
        return jdbi.withHandle(handle -> {
            Reader reader = reader(handle);
            LocalDate lateOn = wanted.overdue() ? reader.dates().today() : null;
            List<Task> tasks =
                    handle.attach(TaskStore.class)
                            .search(wanted.state(), lateOn, words, ROWS + 1, (page - 1) * ROWS);
            boolean more = tasks.size() > ROWS;
            return new Found(
                    new TaskRows(handle, reader).of(more ? tasks.subList(0, ROWS) : tasks), more);
        });
    }

    /** Empty if there is no such task. */
    public Optional<View.TaskView> task(TaskId id) {
        return jdbi.withHandle(handle ->
                handle.attach(TaskStore.class)
                        .find(id)
                        .map(task -> new TaskDetail(handle, reader(handle)).of(task)));
    }

    /** The newest that came and left, and everything in quarantine, within the limits above. */
    public View.MailView mail() {
        return jdbi.withHandle(handle -> {
            DateWords dates = reader(handle).dates();
            OutboxView outbox = handle.attach(OutboxView.class);
            IntakeView intake = handle.attach(IntakeView.class);
            return new View.MailView(
                    held(handle),
                    handle.attach(PollView.class).polls().stream()
                            .map(poll -> poll(poll, dates))
                            .toList(),
                    outbox.countByState().stream()
                            .map(one -> new View.MailView.Count(one.state(), one.total()))
                            .toList(),
                    outbox.recent(LETTERS).stream().map(one -> letter(one, dates)).toList(),
                    outbox.doubts().stream().mapToLong(OutboxView.DoubtCount::total).sum(),
                    outbox.doubtful(LETTERS).stream().map(PageData::doubt).toList(),
                    intake.countByState().stream()
                            .map(one -> new View.MailView.Count(one.state(), one.total()))
                            .toList(),
                    intake.recent(ARRIVALS).stream().map(one -> arrival(one, dates)).toList(),
                    intake.quarantined(ROWS).stream().map(one -> quarantined(one, dates)).toList(),
                    intake.quarantineSize());
        });
    }

    private static String held(Handle handle) {
        return Holds.current(handle).map(Hold::detail).orElse("");
    }

    private static View.MailView.Poll poll(PollView.Poll poll, DateWords dates) {
        String error = poll.pollError();
        return new View.MailView.Poll(
                poll.mailbox(), dates.ago(poll.polledAt()), error == null ? "" : error);
    }

    static View.MailView.Letter letter(OutboxView.Letter letter, DateWords dates) {
        Instant sent = letter.sentAt();
        String answer = letter.lastAnswer();
        String when =
                sent != null
                        ? dates.moment(sent)
                        : letter.state().equals("failed")
                                ? DateWords.count(letter.attempts(), "attempt")
                                : "next try " + dates.until(letter.nextAttemptAt());
        return new View.MailView.Letter(
                letter.subject(),
                letter.recipient(),
                letter.kind(),
                letter.state(),
                when,
                answer == null ? "" : answer);
    }

    private static View.MailView.Letter doubt(OutboxView.Doubt doubt) {
        String answer =
                switch (doubt.outcome()) {
                    case "found" -> "It had left: a copy of it was found.";
                    case "sent-again" ->
                            "No copy was found: it was sent again, with the same Message-ID.";
                    default -> "It is looked for among the sent mail.";
                };
        return new View.MailView.Letter(
                doubt.subject(),
                doubt.recipient(),
                doubt.kind(),
                doubt.outcome(),
                DateWords.count(doubt.times(), "time"),
                answer);
    }

    private static View.MailView.Arrival arrival(IntakeView.Arrival one, DateWords dates) {
        return new View.MailView.Arrival(
                sender(one.fromAddress()),
                subject(one.subject()),
                one.kind() == null ? "" : one.kind(),
                one.state(),
                dates.moment(one.receivedAt()),
                one.outcome() == null ? "" : one.outcome());
    }

    private static String sender(@Nullable String address) {
        return address == null ? "unknown sender" : address;
    }

    private static String subject(@Nullable String subject) {
        return subject == null || subject.isBlank() ? "(no subject)" : subject;
    }

    private static View.MailView.Quarantined quarantined(
            IntakeView.Quarantined one, DateWords dates) {
        return new View.MailView.Quarantined(
                one.id(),
                sender(one.fromAddress()),
                subject(one.subject()),
                one.reason(),
                dates.moment(one.quarantinedAt()));
    }

    /** Words for the owner's zone at {@code now}. */
    public DateWords dates(Instant now) {
        return jdbi.withHandle(handle -> new DateWords(reader(handle).dates().zone(), now));
    }

    /** When the next reminder is planned; empty if none is. */
    public Optional<Instant> nextReminder() {
        return jdbi.withHandle(
                handle -> Optional.ofNullable(handle.attach(SlotStore.class).nextMoment()));
    }

    private Reader reader(Handle handle) {
        List<Person> people = handle.attach(PersonStore.class).all();
        ZoneId zone =
                people.stream()
                        .filter(Person::isOwner)
                        .findFirst()
                        .map(Person::zone)
                        .orElse(ZoneOffset.UTC);
        var names = new HashMap<Long, String>();
        people.forEach(person -> names.put(person.id().value(), person.name()));
        return new Reader(new DateWords(zone, clock.instant()), names);
    }
}
