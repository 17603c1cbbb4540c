package org.tickler.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tickler.app.EmbeddedDatabase;
import org.tickler.guard.Holds;

/**
 * Group 10: the computer's clock jumps, and days on which clocks change. The PostgreSQL that tells
 * the nodes the time runs on a clock that is set by hand (libfaketime), the kernel's uptime goes
 * on.
 */
final class ClockScenes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");

    /** Less than what counts as a jump. */
    private static final Duration STEP = Duration.ofMinutes(55);

    private final Scenes scenes;
    private final List<String> problems = new ArrayList<>();
    private int steps;

    ClockScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    Outcome clock() throws IOException {
        Optional<Path> library = FakeTime.library();
        if (library.isEmpty()) {
            return new Outcome(0, "left out: needs the Debian package faketime", List.of());
        }
        Path place = scenes.place("clock");
        var clock = new FakeTime(place.resolve("time"));
        List<String> environment = clock.environment(library.get());
        Path data = place.resolve("data");
        Process host = host(environment, data);
        try (EmbeddedDatabase server = EmbeddedDatabase.open(data);
                Ground ground = new Ground(place, server, new Inbox.Quick())) {
            ground.owner("    workDays: [mon, tue, wed, thu, fri, sat, sun]\n");
            var life = new Life(ground, scenes.seed);
            life.begin();
            jumps(ground, life, clock);
            changes(ground, life, clock, LocalDate.of(2027, 3, 28), LocalTime.of(0, 30));
            changes(ground, life, clock, LocalDate.of(2027, 10, 31), LocalTime.of(0, 30));
            return new Outcome(
                    steps, "two jumps, two days on which clocks change; " + life.told(), problems);
        } finally {
            host.getOutputStream().close();
        }
    }

    private void problem(String words) {
        System.out.println("  " + words);
        problems.add(words);
    }

    /** Two hours ahead and back, with the program at work. */
    private void jumps(Ground ground, Life life, FakeTime clock) {
        try (Program program = ground.start().ready()) {
            long ticks = ground.number("select count(*) from clock_tick");
            Waiting.until(
                    PATIENCE,
                    () -> ground.number("select count(*) from clock_tick") >= Math.max(1, ticks));
            for (Duration to : List.of(Duration.ofHours(2), Duration.ZERO)) {
                clock.set(to);
                if (!Waiting.until(PATIENCE, () -> holds(ground).current().isPresent())) {
                    problem("a jump to " + to + " held nothing:\n" + program.log());
                }
                int before = ground.receiver().taken().size();
                life.work();
                Waiting.pass(Duration.ofSeconds(8));
                if (ground.receiver().taken().size() != before) {
                    problem("mail left in spite of the hold after a jump to " + to);
                }
                release(ground);
                if (!Waiting.until(PATIENCE, life::isQuiet)) {
                    problem("after the release: " + life.ledger().unfinished());
                }
                steps++;
            }
            program.term().end(Duration.ofSeconds(20));
        }
    }

    /** A task of a day whose clocks change: one reminder, when it is eight there. */
    private void changes(Ground ground, Life life, FakeTime clock, LocalDate day, LocalTime from)
            throws IOException {
        Instant due = day.atTime(8, 0).atZone(ZONE).toInstant();
        clock.setTo(day.atTime(from).atZone(ZONE).toInstant());
        String what = "the plan of " + day;
        try (Program program = ground.start().ready()) {
            // It was away for months, which holds what leaves.
            Waiting.until(Duration.ofSeconds(20), () -> holds(ground).current().isPresent());
            release(ground);
            life.note("Send Ana Ruiz " + what + " by " + written(day) + ". @Myself #task");
            life.answer(life.await(what), "1 yes");
            Waiting.until(PATIENCE, () -> slots(ground, what, due) == 1);
            if (slots(ground, what, due) != 1) {
                problem(
                        what
                                + ": planned for "
                                + ground.words(
                                        "select slot_at || ' ' || reason from reminder_slot s join task t on t.id = s.task_id where t.title like '%"
                                                + what
                                                + "'")
                                + " instead of "
                                + due);
            }
            while (clock.now().plus(STEP).isBefore(due)) {
                step(ground, clock, clock.now().plus(STEP));
            }
            step(ground, clock, due.minusSeconds(60));
            if (reminders(ground, what) != 0) {
                problem(what + ": reminded before eight");
            }
            step(ground, clock, due.plusSeconds(30));
            if (!Waiting.until(PATIENCE, () -> reminders(ground, what) == 1)) {
                problem(what + ": not reminded at eight:\n" + program.log());
            }
            for (int i = 0; i < 4; i++) {
                step(ground, clock, clock.now().plus(STEP));
            }
            Waiting.until(PATIENCE, life::isQuiet);
            if (reminders(ground, what) != 1) {
                problem(what + ": reminded " + reminders(ground, what) + " times");
            }
            if (holds(ground).current().isPresent()) {
                problem(what + ": held without a jump");
            }
            program.term().end(Duration.ofSeconds(20));
        }
    }

    /** Sets the clock and waits until the program has looked at it. */
    private void step(Ground ground, FakeTime clock, Instant to) {
        clock.setTo(to);
        steps++;
        if (!Waiting.until(
                PATIENCE,
                () ->
                        ground.number(
                                        "select count(*) from clock_tick where at >= '"
                                                + to
                                                + "' and at < '"
                                                + to.plusSeconds(600)
                                                + "'")
                                > 0)) {
            problem("it did not notice that it is " + to);
        }
    }

    private static long slots(Ground ground, String what, Instant at) {
        return ground.number(
                "select count(*) from reminder_slot s join task t on t.id = s.task_id where t.title like '%"
                        + what
                        + "' and s.reason = 'due' and s.slot_at = '"
                        + at
                        + "'");
    }

    private static long reminders(Ground ground, String what) {
        return ground.receiver().taken().stream()
                .filter(mail -> mail.bodyText().contains(what))
                .filter(mail ->
                        ground.number(
                                        "select count(*) from outbox where kind = 'reminder' and message_id = '"
                                                + mail.messageId()
                                                + "'")
                                > 0)
                .count();
    }

    private static Holds holds(Ground ground) {
        return new Holds(ground.jdbi(), InstantSource.system(), List.of());
    }

    private static void release(Ground ground) {
        ground.execute(
                "update outbound_hold set released_at = now(), released_by = 'x' where released_at is null");
    }

    private static String written(LocalDate day) {
        return day.format(DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH));
    }

    private static Process host(List<String> environment, Path data) throws IOException {
        var command = new ArrayList<>(environment);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseHost.class.getName(),
                        data.toString()));
        Process host =
                new ProcessBuilder(command)
                        .redirectError(data.resolveSibling("host.log").toFile())
                        .start();
        var output =
                new BufferedReader(
                        new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(DatabaseHost.OPEN)) {
                return host;
            }
        }
        throw new IllegalStateException(
                "no database: " + Files.readString(data.resolveSibling("host.log")));
    }
}
