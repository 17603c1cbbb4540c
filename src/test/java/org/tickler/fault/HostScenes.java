package org.tickler.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tickler.app.Database;
import org.tickler.app.Dump;
import org.tickler.app.EmbeddedDatabase;

/** Groups of faults of the computer: too little of something, and another database than before. */
final class HostScenes {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Scenes scenes;

    HostScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    /** Group 11, the small half: 64 open files, a heap of 64 MB and a mail of 20. */
    Outcome limits() {
        var problems = new ArrayList<String>();
        try (Ground ground = scenes.ground("host")) {
            var life = new Life(ground, scenes.seed);
            life.begin();
            life.work();
            int few;
            try (Program starved =
                    Program.start(
                            ground.folder(),
                            ground.config(),
                            List.of(),
                            List.of("prlimit", "--nofile=64"),
                            "")) {
                few = starved.end(Duration.ofSeconds(20));
            }
            life.released();
            ground.inbox()
                    .deliver(
                            "tasks",
                            "From: ana@elsewhere.example\nMessage-ID: <large@elsewhere.example>\n\n"
                                    + "word ".repeat(4_000_000));
            int small;
            try (Program tight = ground.start("-Xmx48m")) {
                small = tight.end(Duration.ofSeconds(30));
            }
            life.died(2);
            problems.addAll(life.end());
            if (ground.number("select count(*) from message where message_id like '<large%'")
                    != 1) {
                problems.add("the large mail was lost");
            }
            return new Outcome(
                    2,
                    "64 files: "
                            + word(few)
                            + "; heap of 48 MB: "
                            + word(small)
                            + "; "
                            + life.told(),
                    problems);
        }
    }

    /**
     * Group 11, the log: nothing more can be written to it; and a copy tells that a mail has left.
     */
    Outcome logAndCopies() {
        var problems = new ArrayList<String>();
        try (Ground ground = scenes.ground("log")) {
            // The server's copy of each mail to ourselves, as smtp.copyToSelf asks for.
            ground.smtp("  copyToSelf: true\n");
            ground.receiver()
                    .handOn(raw ->
                            ground.inbox()
                                    .deliver("tasks", new String(raw, StandardCharsets.UTF_8)));
            var life = new Life(ground, scenes.seed);
            life.begin();
            life.work();
            List<String> full = List.of("sh", "-c", "exec \"$@\" 2>/dev/full", "sh");
            try (Program program =
                    Program.start(ground.folder(), ground.config(), List.of(), full, "")) {
                program.ready();
                if (!Waiting.until(PATIENCE, life::isQuiet)) {
                    problems.add("with a full log: " + life.ledger().unfinished());
                }
                int code = program.term().end(Duration.ofSeconds(20));
                if (code != 0) {
                    problems.add("SIGTERM with a full log ended it with " + code);
                }
            }
            for (int i = 0; i < 2; i++) {
                life.round(new Death.At(CrashPoint.OUTBOX_ACCEPTED, 1));
            }
            problems.addAll(life.end());
            long doubles = life.ledger().doubles();
            long found = ground.number("select count(*) from outbox where doubt_outcome = 'found'");
            if (doubles > 0) {
                problems.add(doubles + " mails were sent again in spite of their copies");
            }
            return new Outcome(3, found + " mails known by their copies; " + life.told(), problems);
        }
    }

    private static String word(int code) {
        return code == -1 ? "went on" : "ended with " + code;
    }

    /** Group 11, the disk: a database on 140 MB that mails fill up, and more room afterwards. */
    Outcome disk() throws IOException, InterruptedException {
        Path place = scenes.place("disk");
        Path small = Files.createDirectory(place.resolve("small"));
        if (command("mount", "-t", "tmpfs", "-o", "size=140m,mode=755", "tmpfs", small) != 0) {
            return new Outcome(0, "left out: a small disk needs root", List.of());
        }
        var problems = new ArrayList<String>();
        try (EmbeddedDatabase own = EmbeddedDatabase.open(small.resolve("data"));
                Ground ground = new Ground(place, own, new Inbox.Real(scenes.place("dovecot")))) {
            var life = new Life(ground, scenes.seed);
            life.begin();
            int mails = 60;
            for (int i = 0; i < mails; i++) {
                ground.inbox()
                        .deliver(
                                "tasks",
                                "From: ana@elsewhere.example\nMessage-ID: <big-"
                                        + i
                                        + "@elsewhere.example>\nMIME-Version: 1.0\n"
                                        + "Content-Type: application/octet-stream; name=x\n"
                                        + "Content-Disposition: attachment; filename=x\n\n"
                                        + random(i, 2_000_000));
            }
            String full;
            try (Program program = ground.start().ready()) {
                Waiting.until(
                        Duration.ofSeconds(45),
                        () ->
                                program.log().contains("No space left")
                                        || program.log().contains("53100"));
                full = program.log().contains("No space left") ? "the disk was full" : "never full";
                Waiting.pass(Duration.ofSeconds(5));
                if (!program.isAlive()) {
                    problems.add("it died of the full disk");
                }
                if (command("mount", "-o", "remount,size=900m", small) != 0) {
                    problems.add("the disk could not be made larger");
                }
                boolean done =
                        Waiting.until(
                                PATIENCE,
                                () -> {
                                    try {
                                        return ground.number(
                                                        "select count(*) from message where message_id like '<big-%' and state <> 'stored'")
                                                == mails;
                                    } catch (RuntimeException e) {
                                        return false;
                                    }
                                });
                if (!done) {
                    problems.add(
                            "mails after there was room again: "
                                    + ground.words(
                                            "select state || ' ' || count(*) from message group by state"));
                }
                program.term().end(Duration.ofSeconds(20));
            }
            problems.addAll(life.end());
            return new Outcome(1, full + ", " + mails + " mails of 2 MB; " + life.told(), problems);
        } finally {
            command("umount", "-l", small);
        }
    }

    /** Letters that do not compress, in lines. */
    private static String random(int seed, int length) {
        var random = new java.util.Random(seed);
        var text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong(), 36));
            if (text.length() % 70 < 12) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static int command(Object... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        for (Object word : words) {
            command.add(word.toString());
        }
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** Group 14: a dump, more life, and the dump in a new database before the same mailbox. */
    Outcome restored() throws IOException {
        var problems = new ArrayList<String>();
        Path place = scenes.place("restore");
        Path file = place.resolve("dump.zip");
        try (Ground ground = new Ground(place, scenes.server, new Inbox.Quick())) {
            var life = new Life(ground, scenes.seed);
            life.begin();
            life.disturbed("nothing", 0, _ -> life.work());
            problems.addAll(life.end());
            try (Database database = Database.open(ground.settings())) {
                Dump.write(database.jdbi(), file, Instant.now());
            }
            life.disturbed("nothing", 0, _ -> life.work());
            problems.addAll(life.end());
            int sent = ground.receiver().taken().size();
            long mails = ground.number("select count(*) from message where state <> 'duplicate'");
            ground.anew();
            Dump.read(ground.settings(), file, Instant.now());
            try (Program program = ground.start().ready()) {
                boolean read =
                        Waiting.until(
                                PATIENCE,
                                () ->
                                        ground.number(
                                                        "select count(*) from message where state in ('processed', 'quarantined')")
                                                == mails);
                if (!read) {
                    problems.add("not every mail of the mailbox is known again");
                }
                Waiting.pass(Duration.ofSeconds(15));
                program.term().end(Duration.ofSeconds(20));
            }
            int more = ground.receiver().taken().size() - sent;
            if (more > 0) {
                problems.add(more + " mails left the restored database without being released");
            }
            long again =
                    ground.number(
                            "select count(*) from outbox where kind = 'reminder' and state <> 'sent'");
            if (again > 0) {
                problems.add(again + " reminders of before the dump would go again");
            }
            long waiting = ground.number("select count(*) from outbox where state <> 'sent'");
            return new Outcome(
                    1,
                    mails + " mails known again, none sent, " + waiting + " wait to be released",
                    problems);
        }
    }
}
