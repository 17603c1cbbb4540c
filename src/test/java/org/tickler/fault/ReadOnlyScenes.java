package org.tickler.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Group 11: what must be written to takes nothing. A database that turns read-only under the
 * program, as managed ones do when their disk is full; a folder for its own database, and one for
 * the seal, that cannot be written to or has no room.
 */
final class ReadOnlyScenes {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Scenes scenes;
    private final List<String> problems = new ArrayList<>();

    ReadOnlyScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    Outcome readOnly() throws IOException, InterruptedException {
        String told;
        try (Ground ground = scenes.ground("readonly")) {
            var life = new Life(ground, scenes.seed);
            life.begin();
            database(ground, life);
            told = life.told();
            Path folder = Files.createDirectory(ground.folder().resolve("small"));
            if (mount("ro", folder) == 0) {
                try {
                    refused(ground, folder, "read-only");
                    sealed(ground, life, folder);
                } finally {
                    umount(folder);
                }
                if (mount("size=1m", folder) == 0) {
                    try {
                        refused(ground, folder, "full");
                    } finally {
                        umount(folder);
                    }
                }
            } else {
                told += "; the folders were left out, which needs root";
            }
            problems.addAll(life.end());
        }
        return new Outcome(4, told, problems);
    }

    /** Nothing can be written while mail comes, and then it can again. */
    private void database(Ground ground, Life life) {
        try (Program program = ground.start().ready()) {
            life.work();
            ground.executeBesides("alter database %s set default_transaction_read_only = on");
            sessionsEnded(ground);
            for (int i = 0; i < 3; i++) {
                life.note("Send Ana Ruiz part " + i + " of the list of rooms. @Myself #task");
            }
            Waiting.pass(Duration.ofSeconds(20));
            if (!program.isAlive()) {
                problems.add("it died of a database that is read-only:\n" + program.log());
            }
            if (ground.number("select count(*) from message where raw is null") > 0) {
                problems.add("mails without their text");
            }
            ground.executeBesides("alter database %s reset default_transaction_read_only");
            sessionsEnded(ground);
            if (!Waiting.until(PATIENCE, life::isQuiet)) {
                problems.add("after it could be written to: " + life.ledger().unfinished());
            }
            long lines = program.log().lines().filter(line -> line.contains(" ERROR ")).count();
            if (lines > 60) {
                problems.add(lines + " errors in the log within 20 s");
            }
            program.term().end(PATIENCE);
            life.died(1);
        }
    }

    private static void sessionsEnded(Ground ground) {
        ground.executeBesides(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s' and pid <> pg_backend_pid()");
    }

    /** A start with a database of its own in a folder that takes none. */
    private void refused(Ground ground, Path folder, String how) throws IOException {
        String text = Files.readString(ground.config());
        Path file = ground.folder().resolve("own.yaml");
        Files.writeString(
                file,
                text.replaceFirst(
                        "(?s)database:\n.*?people:",
                        "database:\n  folder: " + folder.resolve("data") + "\npeople:"));
        try (Program program = Program.start(ground.folder(), file, List.of(), List.of(), "")) {
            int code = program.end(PATIENCE);
            String log = program.log();
            if (code <= 0) {
                problems.add("with a folder that is " + how + " it ended with " + code);
            }
            if (!log.contains(folder.toString()) || log.contains("\tat ")) {
                problems.add("with a folder that is " + how + " it said:\n" + log);
            }
            System.out.println("  " + how + ": " + log.strip());
        }
    }

    /** The database is good, and only what it is known by cannot be remembered. */
    private void sealed(Ground ground, Life life, Path folder) throws IOException {
        String text = Files.readString(ground.config());
        Path file = ground.folder().resolve("seal.yaml");
        Files.writeString(
                file,
                text.replaceFirst(
                        "instance:\n",
                        "instance:\n  seal: " + folder.resolve("tickler.seal") + "\n"));
        life.work();
        try (Program program = Program.start(ground.folder(), file, List.of(), List.of(), "")) {
            program.ready();
            if (!Waiting.until(PATIENCE, life::isQuiet)) {
                problems.add("without a seal: " + life.ledger().unfinished());
            }
            String log = program.log();
            if (!log.contains("tickler.seal")) {
                problems.add("nobody was told that the seal cannot be written:\n" + log);
            }
            System.out.println("  seal: " + log.lines().limit(3).toList());
            program.term().end(PATIENCE);
        }
    }

    private static int mount(String options, Path folder) throws IOException, InterruptedException {
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static void umount(Path folder) throws IOException, InterruptedException {
        new ProcessBuilder("umount", "-l", folder.toString()).inheritIO().start().waitFor();
    }
}
