package org.tickler.demo;

import java.io.PrintStream;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tickler.task.HistoryEntry;
import org.tickler.task.HistoryStore;
import org.tickler.task.Task;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;

/**
 * Plays the loop to its end and tells it as it happens: Lee reads what arrives and answers as
 * people do, until every task is closed. What did not happen is said at the end.
 */
final class Story {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final int MOST_ROUNDS = 400;

    private final World world;
    private final PrintStream out;
    private final Reader lee;
    private final Set<Long> recorded = new HashSet<>();

    Story(World world, PrintStream out) {
        this.world = world;
        this.out = out;
        lee = new Reader(world, Cast.LEE, this::say);
    }

    /** Returns whether every step happened. */
    boolean tell(Opening opening) {
        for (Opening.Arriving mail : opening.mails()) {
            say(mail.what() + ".");
            world.post(mail.from(), Cast.TRACKER, mail.raw());
        }
        world.turn();
        tasks().stream()
                .filter(task -> task.state().isFinished())
                .forEach(task -> recorded.add(task.id().value()));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            boolean answered = lee.readMail();
            if (answered) {
                world.turn();
            } else if (tasks().stream().allMatch(task -> task.state().isFinished())) {
                break;
            } else {
                waitForNextReminder();
            }
        }
        return conclude();
    }

    /**
     * Reminders are planned slots; tasks without a date come up in the review on Monday morning.
     */
    private void waitForNextReminder() {
        ZonedDateTime now = world.clock().instant().atZone(Cast.ZONE);
        LocalTime morning = LocalTime.of(8, 0);
        ZonedDateTime monday =
                now.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)).with(morning);
        Instant review = (monday.isAfter(now) ? monday : monday.plusWeeks(1)).toInstant();
        boolean undated =
                tasks().stream().anyMatch(task -> !task.state().isFinished() && task.due() == null);
        Optional<Instant> next = world.nextReminder();
        Instant moment =
                next.isEmpty() || (undated && review.isBefore(next.get())) ? review : next.get();
        world.clock().moveTo(moment.plus(Duration.ofSeconds(1)));
        out.println();
        say("The clock is moved to the next reminder.");
        world.turn();
    }

    private boolean conclude() {
        out.println();
        var missing = new ArrayList<String>();
        List<Task> tasks = tasks();
        for (Task task : tasks) {
            if (!recorded.contains(task.id().value())) {
                check(task, missing);
            }
        }
        if (tasks.isEmpty()) {
            missing.add("no task was found");
        }
        if (missing.isEmpty()) {
            out.println(
                    "Every step happened: "
                            + tasks.size()
                            + " tasks, "
                            + world.letterbox().count()
                            + " mails, all closed by reply.");
        } else {
            out.println("Not everything happened:");
            missing.forEach(step -> out.println("  - " + step));
        }
        return missing.isEmpty();
    }

    private void check(Task task, List<String> missing) {
        List<HistoryEntry> history =
                world.core().jdbi().withExtension(HistoryStore.class, store -> store.of(task.id()));
        List<String> actions = history.stream().map(HistoryEntry::action).toList();
        String name = task.id() + " \"" + task.title() + "\"";
        boolean confirmed =
                history.stream()
                        .anyMatch(entry ->
                                "proposed".equals(entry.before().get("state"))
                                        && entry.messageRow() != null);
        boolean closed =
                task.state() == TaskState.DONE
                        && history.stream()
                                .anyMatch(entry ->
                                        entry.action().equals("complete")
                                                && entry.messageRow() != null);
        if (!confirmed) {
            missing.add(name + " was not confirmed by reply");
        }
        if (!actions.contains("reminded")) {
            missing.add(name + " was not reminded");
        }
        if (task.followUp() && task.due() != null && !actions.contains("attendee-accepted")) {
            missing.add(name + " was not accepted in the calendar");
        }
        if (!closed) {
            missing.add(name + " was not closed by reply");
        }
    }

    private List<Task> tasks() {
        return world.core().jdbi().withExtension(TaskStore.class, store -> store.recent(10_000));
    }

    private void say(String words) {
        out.println(DAY.format(world.clock().instant().atZone(Cast.ZONE)) + "  " + words);
        out.flush();
    }
}
