package org.tickler.remind;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.Letter;
import org.tickler.letter.TaskLine;
import org.tickler.letter.TaskLines;
import org.tickler.outbox.Added;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.people.PersonStore;
import org.tickler.remind.SlotStore.PlannedSlot;
import org.tickler.task.Cause;
import org.tickler.task.Due;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;

/**
 * Numbered lists that can be answered line by line: every working day for those who want a digest
 * instead of single reminders, and for every owner the weekly review of what has no date, on the
 * first working day of the week.
 */
public final class Digests {
    private static final int MOST = 100;
    private static final int ALL = 10_000;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Outbox outbox;

    public Digests(Jdbi jdbi, InstantSource clock, Outbox outbox) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.outbox = outbox;
    }

    /**
     * Queues the digests whose hour has come; returns how many. Each day's digest is queued once,
     * whatever happens.
     */
    public int runOnce() {
        int queued = 0;
        for (Person person : jdbi.withExtension(PersonStore.class, PersonStore::all)) {
            if (person.isOwner()) {
                queued += jdbi.inTransaction(handle -> digest(handle, person));
            }
        }
        return queued;
    }

    /**
     * Queues the list of unfinished tasks at once, as an answer to "list"; false if none fits.
     *
     * @param wanted "overdue", a state, or words that stand in a task's title, tags or assignee;
     *     the empty string for all
     */
    public boolean list(Handle handle, Person person, String cause, String wanted) {
        LocalDate today = clock.instant().atZone(person.zone()).toLocalDate();
        Map<PersonId, String> names =
                handle.attach(PersonStore.class).all().stream()
                        .collect(Collectors.toMap(Person::id, Person::name));
        List<Task> fitting =
                handle.attach(TaskStore.class).unfinished(person.id(), ALL).stream()
                        .filter(task -> fits(task, names, wanted, today))
                        .toList();
        List<Letter.Section> sections =
                sections(handle, person, fitting.subList(0, Math.min(MOST, fitting.size())));
        int left = fitting.size() - MOST;
        if (left > 0) {
            Letter.Section last = sections.removeLast();
            sections.add(
                    new Letter.Section(
                            last.title() + " (" + left + " more tasks are on the page)",
                            last.lines()));
        }
        return queue(handle, person, cause, sections);
    }

    private static boolean fits(
            Task task, Map<PersonId, String> names, String wanted, LocalDate today) {
        String word = wanted.strip().toLowerCase(Locale.ROOT);
        Due due = task.due();
        return switch (word) {
            case "" -> true;
            case "overdue", "late" ->
                    task.state() != TaskState.PROPOSED && due != null && due.date().isBefore(today);
            case "open", "waiting", "proposed" -> task.state().word().equals(word);
            default -> {
                String name = word.replaceFirst("^[@+#]", "");
                yield task.title().toLowerCase(Locale.ROOT).contains(word)
                        || task.tags().contains(name)
                        || task.assigneeId() != null
                                && names.getOrDefault(task.assigneeId(), "")
                                        .toLowerCase(Locale.ROOT)
                                        .contains(name);
            }
        };
    }

    /**
     * Queues one list of what is due above the day's limit; null where that was done today already.
     *
     * @param left how many more there are that come in the morning
     */
    @Nullable Long overflow(Handle handle, Person person, List<Task> tasks, int left) {
        LocalDate today = clock.instant().atZone(person.zone()).toLocalDate();
        String cause = "overflow:" + today;
        if (!first(handle, person, cause, clock.instant())) {
            return null;
        }
        var sections = new ArrayList<Letter.Section>();
        String title = "Due as well, in one mail because today's were many";
        add(
                handle,
                sections,
                left == 0 ? title : title + "; " + left + " more follow in the morning",
                tasks,
                person,
                1);
        return queueList(handle, person, "person:" + person.id().value() + ":" + cause, sections);
    }

    private int digest(Handle handle, Person person) {
        Instant now = clock.instant();
        ZonedDateTime local = now.atZone(person.zone());
        LocalDate today = local.toLocalDate();
        Instant paused = person.pausedUntil();
        boolean time =
                person.hours().isWorkDay(today)
                        && !local.toLocalTime().isBefore(person.defaultTime());
        if (!time || (paused != null && paused.isAfter(now))) {
            return 0;
        }
        boolean weekStart =
                person.hours().workDayFrom(today.with(java.time.DayOfWeek.MONDAY)).equals(today);
        String cause = "proposals:" + today;
        if (person.digest()) {
            cause = "digest:" + today;
        } else if (weekStart) {
            cause = "review:" + week(today);
        }
        if (!first(handle, person, cause, now)) {
            return 0;
        }
        var tasks =
                new LinkedHashSet<Task>(
                        unfinished(
                                handle,
                                person,
                                person.digest()
                                        ? task -> isPressing(task, today, now) || weekStart
                                        : task -> weekStart && task.due() == null));
        if (!person.digest()) {
            tasks.addAll(unasked(handle, person));
        }
        boolean sent =
                queue(
                        handle,
                        person,
                        "person:" + person.id().value() + ":" + cause,
                        sections(handle, person, List.copyOf(tasks)));
        if (person.digest()) {
            settle(handle, person, now);
        }
        return sent ? 1 : 0;
    }

    /**
     * What is proposed and no mail has named yet: proposals that wait for the morning, and those
     * beyond a day's limit.
     */
    private static List<Task> unasked(Handle handle, Person person) {
        TaskStore tasks = handle.attach(TaskStore.class);
        return handle.attach(DigestStore.class).unasked(person.id(), MOST).stream()
                .map(tasks::find)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Task> unfinished(Handle handle, Person person, Predicate<Task> wanted) {
        return handle.attach(TaskStore.class).unfinished(person.id(), MOST).stream()
                .filter(wanted)
                .toList();
    }

    private static String week(LocalDate day) {
        return day.get(IsoFields.WEEK_BASED_YEAR)
                + "-W"
                + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    /** Only one node writes the row, and only once. */
    private static boolean first(Handle handle, Person person, String cause, Instant now) {
        return handle.attach(DigestStore.class).claim(person.id(), cause, now) == 1;
    }

    private static boolean isPressing(Task task, LocalDate today, Instant now) {
        Due due = task.due();
        boolean snoozed = task.snoozedUntil() != null && task.snoozedUntil().isAfter(now);
        boolean dated =
                due != null
                        && !(due.start() != null ? due.start() : due.date())
                                .isAfter(today.plusDays(1));
        return !snoozed && !task.isMutedAt(now) && (task.state() == TaskState.PROPOSED || dated);
    }

    private List<Letter.Section> sections(Handle handle, Person person, List<Task> tasks) {
        LocalDate today = clock.instant().atZone(person.zone()).toLocalDate();
        var overdue = new ArrayList<Task>();
        var soon = new ArrayList<Task>();
        var undated = new ArrayList<Task>();
        var waiting = new ArrayList<Task>();
        var proposed = new ArrayList<Task>();
        for (Task task : tasks) {
            Due due = task.due();
            List<Task> section =
                    switch (task.state()) {
                        case PROPOSED -> proposed;
                        case WAITING -> waiting;
                        case OPEN, DONE, DROPPED ->
                                due == null ? undated : due.date().isBefore(today) ? overdue : soon;
                    };
            section.add(task);
        }
        var sections = new ArrayList<Letter.Section>();
        int number = 1;
        number = add(handle, sections, "Overdue", overdue, person, number);
        number = add(handle, sections, "Coming up", soon, person, number);
        number = add(handle, sections, "Waiting for others", waiting, person, number);
        number = add(handle, sections, "Proposed: yes or no?", proposed, person, number);
        add(handle, sections, "Without a date", undated, person, number);
        return sections;
    }

    private static int add(
            Handle handle,
            List<Letter.Section> sections,
            String title,
            List<Task> tasks,
            Person person,
            int from) {
        var lines = new ArrayList<TaskLine>();
        for (Task task : tasks) {
            lines.add(TaskLines.of(handle, from + lines.size(), task, person));
        }
        if (!lines.isEmpty()) {
            sections.add(new Letter.Section(title, lines));
        }
        return from + lines.size();
    }

    private boolean queue(
            Handle handle, Person person, String cause, List<Letter.Section> sections) {
        return queueList(handle, person, cause, sections) != null;
    }

    private @Nullable Long queueList(
            Handle handle, Person person, String cause, List<Letter.Section> sections) {
        var mailbox = person.mailbox();
        if (sections.isEmpty() || mailbox.isEmpty()) {
            return null;
        }
        List<Task> numbered =
                sections.stream()
                        .flatMap(section -> section.lines().stream())
                        .map(TaskLine::task)
                        .toList();
        var letter = new Letter.Digest(person, sections);
        var draft =
                Draft.of(
                        cause,
                        MailPurpose.DIGEST,
                        letter,
                        mailbox.get(),
                        person.id(),
                        numbered,
                        List.of());
        if (!(outbox.add(handle, draft) instanceof Added.Queued(long id, _))) {
            return null;
        }
        HistoryStore history = handle.attach(HistoryStore.class);
        numbered.forEach(task ->
                history.remark(task.id(), clock.instant(), "reminded", Cause.tickler(), "digest"));
        return id;
    }

    /** The digest covers every reminder that had come due. */
    private static void settle(Handle handle, Person person, Instant now) {
        SlotStore slots = handle.attach(SlotStore.class);
        List<Long> due = slots.claimDueOf(person.id(), now).stream().map(PlannedSlot::id).toList();
        if (!due.isEmpty()) {
            @Nullable Long covered = null;
            slots.settle(due, "collapsed", covered);
        }
    }
}
