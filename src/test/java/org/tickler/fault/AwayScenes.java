package org.tickler.fault;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Group 10: three hours switched off, while reminder after reminder and the morning's list were
 * due. The time that has passed is taken from what the database remembers.
 */
final class AwayScenes {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration AFTERWARDS = Duration.ofSeconds(40);
    private static final int TASKS = 30;
    private static final int MOMENTS = 6;

    private final Scenes scenes;
    private final List<String> problems = new ArrayList<>();

    AwayScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    Outcome away() {
        String told = "reminders: " + single() + "; with a daily list: " + list();
        return new Outcome(2, told, problems);
    }

    /** With the limits that users have. */
    private String single() {
        try (Ground ground = scenes.ground("away").policies("")) {
            var life = new Life(ground, scenes.seed);
            life.begin();
            String left = back(ground, life);
            problems.addAll(life.end());
            return left;
        }
    }

    private String list() {
        try (Ground ground = scenes.ground("digest")) {
            var life = new Life(ground, scenes.seed);
            morning(ground, LocalTime.of(23, 59));
            try (Program program = ground.start().ready()) {
                program.term().end(PATIENCE);
            }
            LocalTime now = LocalTime.now(ZoneId.of("Europe/Vienna"));
            morning(ground, now.minusMinutes(Math.min(90, now.toSecondOfDay() / 60)));
            String left = back(ground, life);
            if (ground.number("select count(*) from outbox where kind = 'reminder'") > 0) {
                problems.add("reminders besides the daily list");
            }
            if (ground.number("select count(*) from outbox where kind = 'digest'") != 1) {
                problems.add("not one daily list");
            }
            return left;
        }
    }

    private static void morning(Ground ground, LocalTime time) {
        ground.owner(
                "    digest: true\n    workDays: [mon, tue, wed, thu, fri, sat, sun]\n    defaultTime: "
                        + time.format(DateTimeFormatter.ofPattern("HH:mm"))
                        + "\n");
    }

    /** Three hours go by, and it comes back; returns what left, in words. */
    private String back(Ground ground, Life life) {
        ground.execute(
                "update clock_tick set at = at - interval '3 hours', uptime_ms = uptime_ms - 3 * 3600 * 1000");
        life.ledger().missed(TASKS, MOMENTS);
        int before = ground.receiver().taken().size();
        try (Program program = ground.start().ready()) {
            if (!Waiting.until(PATIENCE, life::isQuiet)) {
                problems.add("not done: " + life.ledger().unfinished());
            }
            Waiting.pass(AFTERWARDS);
            if (ground.number("select count(*) from outbound_hold") > 0) {
                problems.add("held for an absence of three hours");
            }
            program.term().end(PATIENCE);
        }
        return (ground.receiver().taken().size() - before)
                + " mails for "
                + TASKS * MOMENTS
                + " missed moments of "
                + TASKS
                + " tasks";
    }
}
