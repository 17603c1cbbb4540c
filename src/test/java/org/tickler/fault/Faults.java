package org.tickler.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tickler.app.EmbeddedDatabase;

/** The long fault runs: {@code bench/faults} calls it. */
public final class Faults {
    private Faults() {}

    public static void main(String[] args) throws IOException {
        long seed = 1;
        int runs = 20;
        var groups = new ArrayList<String>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--seed" -> seed = Long.parseLong(args[++i]);
                case "--runs" -> runs = Integer.parseInt(args[++i]);
                default -> groups.add(args[i]);
            }
        }
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "tickler-faults-");
        System.out.println("seed " + seed + ", folder " + folder);
        try (EmbeddedDatabase server = EmbeddedDatabase.open(folder.resolve("data"))) {
            kills(folder, server, seed, runs);
        }
        System.out.println("groups " + groups + " " + Duration.ZERO);
    }

    static void kills(Path folder, EmbeddedDatabase server, long seed, int runs)
            throws IOException {
        int each = 10;
        for (int life = 0; life * each < runs; life++) {
            Path place = Files.createDirectory(folder.resolve("life-" + life));
            long start = System.nanoTime();
            try (Ground ground = new Ground(place, server, new Inbox.Quick())) {
                var one = new Life(ground, seed + life);
                one.begin();
                for (int round = 0; round < Math.min(each, runs - life * each); round++) {
                    one.round(one.choose(life * each + round));
                }
                List<String> problems = one.end();
                System.out.printf(
                        "life %d: %s, %d s: %s%n",
                        life,
                        one.told(),
                        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                        problems.isEmpty() ? "all kept" : problems);
                one.deaths().forEach(death -> System.out.println("   " + death));
            }
        }
    }
}
