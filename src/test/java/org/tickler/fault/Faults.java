package org.tickler.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tickler.app.EmbeddedDatabase;

/** The long fault runs, one group after the other; {@code bench/faults} calls it. */
public final class Faults {
    private Faults() {}

    private interface Group {
        Outcome run(Scenes scenes) throws Exception;
    }

    private static final Map<String, Group> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("kill", Scenes::kills);
        GROUPS.put("stop", Scenes::stops);
        GROUPS.put("database", Scenes::database);
        GROUPS.put("smtp", Scenes::smtp);
        GROUPS.put("imap", scenes -> new MailboxScenes(scenes).imap());
        GROUPS.put("renumber", scenes -> new MailboxScenes(scenes).renumbered());
        GROUPS.put("duplicates", scenes -> new MailboxScenes(scenes).duplicates());
        GROUPS.put("poison", scenes -> new MailboxScenes(scenes).poison());
        GROUPS.put("host", scenes -> new HostScenes(scenes).limits());
        GROUPS.put("log", scenes -> new HostScenes(scenes).logAndCopies());
        GROUPS.put("disk", scenes -> new HostScenes(scenes).disk());
        GROUPS.put("readonly", scenes -> new ReadOnlyScenes(scenes).readOnly());
        GROUPS.put("away", scenes -> new AwayScenes(scenes).away());
        GROUPS.put("restore", scenes -> new HostScenes(scenes).restored());
        GROUPS.put("upgrade", scenes -> new UpgradeScenes(scenes).killed());
        GROUPS.put("alarm", scenes -> new AlarmScenes(scenes).told());
        GROUPS.put("clock", scenes -> new ClockScenes(scenes).clock());
        GROUPS.put("clocks", scenes -> new NodeClockScenes(scenes).clocks());
        GROUPS.put("nodes", scenes -> new ClusterScenes(scenes).nodes());
        GROUPS.put("facing", scenes -> new PeerScenes(scenes).facing());
        GROUPS.put("crowd", scenes -> new PeerScenes(scenes).crowd());
        GROUPS.put("forged", scenes -> new SignedScenes(scenes).forged());
        GROUPS.put("flood", scenes -> new ClusterScenes(scenes).flood());
    }

    public static void main(String[] args) throws IOException {
        long seed = System.nanoTime() & 0xffff;
        int runs = 20;
        boolean breakOrder = false;
        var names = new ArrayList<String>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--seed" -> seed = Long.parseLong(args[++i]);
                case "--runs" -> runs = Integer.parseInt(args[++i]);
                case "--break-order" -> breakOrder = true;
                default -> {
                    if (!GROUPS.containsKey(args[i])) {
                        System.err.println("Groups: " + GROUPS.keySet());
                        System.exit(2);
                    }
                    names.add(args[i]);
                }
            }
        }
        if (names.isEmpty()) {
            names.addAll(breakOrder ? List.of("kill") : GROUPS.keySet());
        }
        System.out.println("seed " + seed + ", runs " + runs);
        boolean good = true;
        try (var workshop = Workshop.open()) {
            try (EmbeddedDatabase server =
                    EmbeddedDatabase.open(workshop.folder().resolve("data"))) {
                var scenes = new Scenes(workshop.folder(), server, seed, runs, breakOrder);
                for (String name : names) {
                    good &= run(name, scenes);
                }
            }
            if (!good) {
                System.out.println("what the programs said is in " + workshop.keepOutputs());
            }
        }
        if (breakOrder) {
            System.out.println(
                    good
                            ? "THE HARNESS IS BLIND: the broken program passed"
                            : "The broken program was caught, as it should be.");
            System.exit(good ? 1 : 0);
        }
        System.exit(good ? 0 : 1);
    }

    @SuppressWarnings("CatchAllException") // the other groups shall run all the same
    private static boolean run(String name, Scenes scenes) {
        long start = System.nanoTime();
        Outcome outcome;
        try {
            outcome = Objects.requireNonNull(GROUPS.get(name)).run(scenes);
        } catch (Exception e) {
            outcome = new Outcome(0, "", List.of("the run itself failed: " + e));
            for (StackTraceElement element : e.getStackTrace()) {
                if (element.getClassName().startsWith("org.tickler")) {
                    System.out.println("    at " + element);
                }
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        System.out.printf(
                "%-10s %-7s %d runs, %d s; %s%n",
                name,
                outcome.problems().isEmpty() ? "kept" : "BROKEN",
                outcome.runs(),
                seconds,
                outcome.told());
        outcome.problems().stream()
                .limit(20)
                .forEach(problem -> System.out.println("    " + problem));
        return outcome.problems().isEmpty();
    }
}
