package org.tickler.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.tickler.app.EmbeddedDatabase;

/** Groups of faults that strike the process, its database and its mail server. */
final class Scenes {
    /** Where the classes are that commit too early, for proving that this is noticed. */
    private static final String BROKEN =
            "target/test-classes/org/tickler/fault/broken:target/test-classes";

    private static final int A_LIFE = 10;
    private static final int MOST_STARTS = 20;

    final Path folder;
    final EmbeddedDatabase server;
    final long seed;
    final int runs;
    private final boolean breakOrder;
    private final AtomicInteger places = new AtomicInteger();

    Scenes(Path folder, EmbeddedDatabase server, long seed, int runs, boolean breakOrder) {
        this.folder = folder;
        this.server = server;
        this.seed = seed;
        this.runs = runs;
        this.breakOrder = breakOrder;
    }

    Path place(String name) {
        try {
            Path place = folder.resolve(name + "-" + places.incrementAndGet());
            Files.createDirectory(place);
            place.toFile().setExecutable(true, false);
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ground ground(String name) {
        return new Ground(place(name), server, new Inbox.Quick());
    }

    /** Groups 1 and 2: SIGKILL at every step of intake and dispatch, and at any time. */
    Outcome kills() {
        var problems = new ArrayList<String>();
        Tally tally = Tally.NONE;
        for (int done = 0; done < runs; done += A_LIFE) {
            try (Ground ground = ground("kill")) {
                var life = new Life(ground, seed + done);
                life.begin();
                for (int round = done; round < Math.min(runs, done + A_LIFE); round++) {
                    // What commits too early is seen where the early commit is the last one.
                    int first = breakOrder ? CrashPoint.FETCH_WRITTEN.ordinal() : 0;
                    life.round(
                            life.choose(first + round), breakOrder ? List.of(BROKEN) : List.of());
                }
                List<String> broken = life.end();
                broken.forEach(problem -> problems.add("in a life: " + problem));
                if (!broken.isEmpty()) {
                    problems.add("  deaths: " + life.deaths());
                }
                tally = tally.plus(life.tally());
                System.out.println("  " + tally + (broken.isEmpty() ? "" : "; BROKEN " + broken));
            }
        }
        return new Outcome(runs, tally.toString(), problems);
    }

    /**
     * Group 12: SIGTERM at any time, twice, and at each step; started while the database is away.
     */
    Outcome stops() {
        try (Proxy line = new Proxy(0);
                Ground ground = ground("stop")) {
            line.leadTo(ground.ownDatabasePort());
            ground.databaseBy(line);
            var life = new Life(ground, seed);
            life.begin();
            var random = new Random(seed);
            int count = Math.max(4, runs / 4);
            for (int i = 0; i < count; i++) {
                life.round(new Death.Stopped(300 + random.nextInt(6000)));
            }
            for (String step : Life.STEPS) {
                life.round(new Death.StoppedAtServer(step));
            }
            int places = 0;
            for (CrashPoint place : CrashPoint.values()) {
                life.round(new Death.StoppedAt(place));
                places++;
            }
            var problems = new ArrayList<String>();
            line.away(true);
            life.work();
            try (Program early = ground.start()) {
                Waiting.pass(Duration.ofSeconds(8));
                if (!early.isAlive()) {
                    problems.add("it did not wait for its database:\n" + early.log());
                }
                line.away(false);
                if (early.isAlive()) {
                    early.ready();
                    early.term().end(Duration.ofSeconds(20));
                }
            }
            problems.addAll(life.end());
            return new Outcome(
                    count + Life.STEPS.size() + places + 1,
                    life.told() + ", the slowest end after " + life.slowestStop() + " ms",
                    problems);
        }
    }

    /** Group 4: sessions ended, the line cut, the server away, restarted without a checkpoint. */
    Outcome database() {
        Path place = place("database");
        EmbeddedDatabase own = EmbeddedDatabase.open(place.resolve("data"));
        try (Proxy line = new Proxy(0);
                Ground ground = new Ground(place, own, new Inbox.Quick())) {
            line.leadTo(ground.ownDatabasePort());
            ground.databaseBy(line);
            var life = new Life(ground, seed);
            life.begin();
            int times = Math.max(3, runs / 5);
            life.disturbed(
                    "sessions ended",
                    times,
                    program -> {
                        for (int i = 0; i < times; i++) {
                            life.work();
                            Waiting.pass(Duration.ofMillis(700));
                            ground.execute(
                                    """
                                    select pg_terminate_backend(pid) from pg_stat_activity
                                    where application_name = 'tickler' and datname = current_database()
                                    """);
                        }
                    });
            life.disturbed(
                    "line cut",
                    times,
                    program -> {
                        for (int i = 0; i < times; i++) {
                            life.work();
                            line.cutAfter(2000L + 977L * i);
                            Waiting.pass(Duration.ofMillis(900));
                            line.cutAfter(-1);
                        }
                    });
            life.disturbed(
                    "away for 20 s",
                    2,
                    program -> {
                        line.away(true);
                        life.work();
                        Waiting.pass(Duration.ofSeconds(20));
                        line.away(false);
                    });
            life.disturbed(
                    "silent for 15 s",
                    2,
                    program -> {
                        line.silent(true);
                        Waiting.pass(Duration.ofSeconds(15));
                        line.silent(false);
                    });
            List<String> problems = new ArrayList<>(life.end());
            problems.addAll(immediate());
            return new Outcome(2 * times + 3, life.told(), problems);
        } finally {
            own.close();
        }
    }

    /** The server is killed as by {@code pg_ctl -m immediate} under load and started anew. */
    private List<String> immediate() {
        Path apart = place("immediate");
        EmbeddedDatabase first = EmbeddedDatabase.open(apart.resolve("data"));
        var current = new EmbeddedDatabase[] {first};
        try (Proxy line = new Proxy(0);
                Ground ground = new Ground(apart, first, new Inbox.Quick())) {
            line.leadTo(ground.ownDatabasePort());
            ground.databaseBy(line);
            var life = new Life(ground, seed + 1);
            life.begin();
            life.disturbed(
                    "server restarted",
                    3,
                    program -> {
                        life.work();
                        Waiting.pass(Duration.ofMillis(300));
                        quit(apart);
                        current[0] = EmbeddedDatabase.open(apart.resolve("data"));
                        ground.moved(current[0]);
                        line.leadTo(ground.ownDatabasePort());
                    });
            return life.end();
        } finally {
            current[0].close();
        }
    }

    private static void quit(Path place) {
        try {
            Path file = place.resolve("data/postgres/postmaster.pid");
            String pid = Files.readAllLines(file).getFirst().strip();
            new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
            Waiting.until(
                    Duration.ofSeconds(20), () -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Group 5: each step refused, delayed and broken off once in an order of chance, then more by
     * chance; then everything gets through. A point that was never struck is a broken promise of
     * this harness.
     */
    Outcome smtp() {
        try (Ground ground = ground("smtp")) {
            var life = new Life(ground, seed);
            life.begin();
            var plan = new SmtpPlan(seed);
            int starts = 0;
            while (starts < Math.max(2, runs / 10) || !plan.isDone() && starts < MOST_STARTS) {
                starts++;
                // A server that cannot be used is left alone for minutes; a new process asks it
                // again.
                life.disturbed("a bad mail server", 0, _ -> badServer(ground, life, plan));
            }
            ground.execute("update outbox set next_attempt_at = now() where state = 'ready'");
            List<String> problems = new ArrayList<>(life.endAfter(plan.doubtful()));
            problems.addAll(plan.missed());
            return new Outcome(
                    plan.struck(),
                    starts
                            + " starts; "
                            + life.told()
                            + ", "
                            + plan.doubtful()
                            + " broken off behind the dot",
                    problems);
        }
    }

    private static void badServer(Ground ground, Life life, SmtpPlan plan) {
        ground.receiver().follow((step, _) -> plan.at(step));
        for (int i = 0; i < 5; i++) {
            life.work();
            // Back-off takes minutes by design; the machine's clock is the real one.
            ground.execute("update outbox set next_attempt_at = now() where state = 'ready'");
            Waiting.pass(Duration.ofSeconds(1));
        }
        ground.receiver().follow((_, _) -> Receiver.USUAL);
    }
}
