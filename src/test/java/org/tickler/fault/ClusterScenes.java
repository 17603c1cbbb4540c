package org.tickler.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Several nodes on one database, and several mailboxes on one node. */
final class ClusterScenes {
    private static final Duration TAKEOVER = Duration.ofSeconds(30);
    private static final int FLOOD = 10_000;

    private final Scenes scenes;

    ClusterScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    /** Group 3: of three nodes the one at work is killed, then the next is stopped for a while. */
    Outcome nodes() {
        var problems = new ArrayList<String>();
        var told = new StringBuilder();
        try (Ground ground = scenes.ground("nodes")) {
            var life = new Life(ground, scenes.seed);
            life.begin();
            var nodes = new ArrayList<Program>();
            for (int i = 0; i < 3; i++) {
                nodes.add(ground.start().ready());
            }
            try {
                for (int i = 0; i < Math.clamp(scenes.runs / 5, 2, 10); i++) {
                    strike(ground, life, nodes, ground::start, i % 2 == 0, told, problems);
                }
            } finally {
                nodes.forEach(node -> node.term().end(Duration.ofSeconds(20)));
            }
            problems.addAll(life.end());
            return new Outcome(
                    Math.clamp(scenes.runs / 5, 2, 10),
                    "done again after" + told + "; " + life.told(),
                    problems);
        }
    }

    /**
     * Waits until a node is in the middle of a mail, and strikes it there.
     *
     * @param another starts one in the place of a dead one
     */
    static void strike(
            Ground ground,
            Life life,
            List<Program> nodes,
            Supplier<Program> another,
            boolean kill,
            StringBuilder told,
            List<String> problems) {
        var inHand = new Semaphore(0);
        var goOn = new Semaphore(0);
        ground.receiver()
                .follow((step, _) -> {
                    if (step.equals("HALF") && inHand.availablePermits() == 0) {
                        inHand.release();
                        pause(goOn);
                    }
                    return Receiver.USUAL;
                });
        life.work();
        if (!tryAcquire(inHand, 60)) {
            problems.add("no node sent anything");
            return;
        }
        long pid =
                ground.number(
                        "select cast(split_part(claimed_by, '-', 1) as bigint) from outbox where state = 'sending' limit 1");
        Program busy = nodes.stream().filter(node -> node.pid() == pid).findFirst().orElseThrow();
        ground.receiver().follow((_, _) -> Receiver.USUAL);
        long start = System.nanoTime();
        if (kill) {
            busy.kill();
            goOn.release(10);
        } else {
            busy.signal("STOP");
            goOn.release(10);
        }
        life.died(1);
        boolean done = Waiting.until(TAKEOVER.multipliedBy(3), life::isQuiet);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        told.append(' ').append(seconds).append(kill ? " s (killed)" : " s (stopped)");
        // The claim, half a minute long, has the time to be noticed added: a tick of five seconds.
        if (!done || seconds > TAKEOVER.plusSeconds(10).toSeconds()) {
            problems.add("taken over after " + seconds + " s: " + life.ledger().unfinished());
        }
        if (kill) {
            nodes.remove(busy);
            nodes.add(another.get().ready());
        } else {
            busy.signal("CONT");
        }
    }

    private static void pause(Semaphore goOn) {
        tryAcquire(goOn, 60);
    }

    private static boolean tryAcquire(Semaphore semaphore, int seconds) {
        try {
            return semaphore.tryAcquire(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Group 13: ten thousand mails in one mailbox, and how long another's has to wait. */
    Outcome flood() {
        var problems = new ArrayList<String>();
        var inbox = new Inbox.Real(scenes.place("dovecot"));
        try (Ground ground =
                new Ground(scenes.place("flood"), scenes.server, inbox)
                        .mailboxes(List.of("tasks", "team"))) {
            inbox.deliver("team", letter("first"));
            try (Program program = ground.start().ready()) {
                Waiting.until(Duration.ofSeconds(30), () -> taken(ground, "first"));
                double quiet = median(ground, "quiet", 7);
                int flood = scenes.runs < 20 ? FLOOD / 10 : FLOOD;
                for (int i = 0; i < flood; i++) {
                    inbox.deliver("tasks", letter("flood-" + i));
                }
                long start = System.nanoTime();
                Waiting.until(
                        Duration.ofSeconds(60),
                        () ->
                                ground.number(
                                                "select count(*) from message where mailbox = 'tasks'")
                                        > 10);
                double busy = median(ground, "busy", 7);
                long left =
                        flood
                                - ground.number(
                                        "select count(*) from message where mailbox = 'tasks' and state <> 'stored'");
                Waiting.until(
                        Duration.ofMinutes(10),
                        () ->
                                ground.number(
                                                "select count(*) from message where mailbox = 'tasks' and state <> 'stored'")
                                        > flood);
                long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
                long in =
                        ground.number(
                                "select count(*) from message where message_id like '<flood-%' and state = 'processed'");
                if (in != flood) {
                    problems.add(in + " of " + flood + " mails were taken in");
                }
                if (busy > 3 * quiet) {
                    problems.add(
                            String.format(
                                    Locale.ROOT,
                                    "another's mail took %.1f times as long",
                                    busy / quiet));
                }
                program.term().end(Duration.ofSeconds(20));
                return new Outcome(
                        1,
                        String.format(
                                Locale.ROOT,
                                "%d mails in %d s; another's mail %.2f s alone, %.2f s meanwhile (%d were left): %.1f times",
                                flood,
                                seconds,
                                quiet,
                                busy,
                                left,
                                busy / quiet),
                        problems);
            }
        }
    }

    private static double median(Ground ground, String name, int times) {
        var seconds = new double[times];
        for (int i = 0; i < times; i++) {
            String id = name + "-" + i;
            long start = System.nanoTime();
            ground.inbox().deliver("team", letter(id));
            Waiting.until(Duration.ofSeconds(60), () -> taken(ground, id));
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds[times / 2];
    }

    private static boolean taken(Ground ground, String id) {
        return ground.number(
                        "select count(*) from message where state <> 'stored' and message_id = '<"
                                + id
                                + "@elsewhere.example>'")
                > 0;
    }

    private static String letter(String id) {
        return "From: Bo <bo@elsewhere.example>\nTo: tasks@harness.example\nMessage-ID: <"
                + id
                + "@elsewhere.example>\nSubject: "
                + id
                + "\n\nPlease send me the figures of "
                + id
                + " by Friday.\n";
    }
}
