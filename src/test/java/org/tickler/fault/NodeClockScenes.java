package org.tickler.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.tickler.mail.MailReader;

/**
 * Group 10: three nodes on one database whose computers tell different times, two minutes apart
 * each, and then jump by an hour. What is due, and whose claim has run out, must not depend on it.
 */
final class NodeClockScenes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration APART = Duration.ofMinutes(2);

    private static final int AHEAD_SECONDS = 20;

    private final Scenes scenes;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Instant> arrived = new ConcurrentHashMap<>();

    NodeClockScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    Outcome clocks() throws IOException {
        Optional<Path> library = FakeTime.library();
        if (library.isEmpty()) {
            return new Outcome(0, "left out: needs the Debian package faketime", List.of());
        }
        try (Ground ground = scenes.ground("clocks")) {
            ground.receiver()
                    .handOn(raw ->
                            arrived.putIfAbsent(
                                    String.valueOf(MailReader.read(raw).messageId()),
                                    Instant.now()));
            var life = new Life(ground, scenes.seed);
            life.begin();
            var clocks = new ArrayList<FakeTime>();
            var nodes = new ArrayList<Program>();
            var told = new StringBuilder();
            for (int i = -1; i <= 1; i++) {
                var clock = new FakeTime(ground.folder().resolve("time" + i));
                clock.set(APART.multipliedBy(i));
                clocks.add(clock);
                nodes.add(node(ground, clock, library.get()).ready());
            }
            int runs = 0;
            try {
                ahead(life);
                for (int i = 0; i < Math.clamp(scenes.runs / 5, 2, 10); i++) {
                    ClusterScenes.strike(
                            ground,
                            life,
                            nodes,
                            () -> node(ground, clocks.getFirst(), library.get()),
                            i % 2 == 0,
                            told,
                            problems);
                    runs++;
                }
                for (int hours : new int[] {1, 0, -1, 0}) {
                    clocks.getFirst().set(Duration.ofHours(hours));
                    clocks.getLast().set(Duration.ofHours(-hours));
                    ahead(life);
                    runs++;
                }
                if (ground.number("select count(*) from outbound_hold") > 0) {
                    problems.add("held for what one computer's clock says");
                }
            } finally {
                nodes.forEach(node -> node.term().end(PATIENCE));
            }
            problems.addAll(life.end());
            punctual(ground);
            return new Outcome(runs, "done again after" + told + "; " + life.told(), problems);
        }
    }

    private static Program node(Ground ground, FakeTime clock, Path library) {
        return Program.start(
                ground.folder(), ground.config(), List.of(), clock.environment(library), "");
    }

    /** Work for now, and reminders of a moment that comes soon. */
    private void ahead(Life life) {
        life.work();
        life.ledger().remind(5, new Random(scenes.seed), AHEAD_SECONDS);
        Waiting.pass(Duration.ofSeconds(AHEAD_SECONDS));
        if (!Waiting.until(PATIENCE, life::isQuiet)) {
            problems.add("not done: " + life.ledger().unfinished());
        }
    }

    /** No reminder before its moment, by the database's clock, which is ours too. */
    private void punctual(Ground ground) {
        for (String line :
                ground.words(
                        """
                        select o.message_id || ' ' || extract(epoch from max(s.slot_at))
                        from outbox o join outbox_task ot on ot.outbox_id = o.id join reminder_slot s on s.task_id = ot.task_id
                        join task t on t.id = s.task_id
                        where o.kind = 'reminder' and t.title like 'Remember %' and s.state in ('queued', 'collapsed') group by o.message_id
                        """)) {
            String[] words = line.split(" ", 2);
            Instant at = arrived.get(words[0]);
            Instant due = Instant.ofEpochMilli((long) (Double.parseDouble(words[1]) * 1000));
            if (at == null) {
                problems.add("never came: " + words[0]);
            } else if (at.isBefore(due)) {
                problems.add(Duration.between(at, due) + " early: " + words[0]);
            } else if (at.isAfter(due.plus(APART))) {
                problems.add(Duration.between(due, at) + " late: " + words[0]);
            }
        }
    }
}
