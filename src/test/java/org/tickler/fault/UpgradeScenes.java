package org.tickler.fault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.tickler.app.Database;

/** The program killed while it brings the database of a release up to date. */
final class UpgradeScenes {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Tables that migrations change, early and late ones. */
    private static final List<String> CHANGED = List.of("outbox", "message", "event_attendee");

    /** What must be there whatever becomes of the schema. */
    private static final List<String> FACTS =
            List.of(
                    "select string_agg(name || role, ',' order by id) from person",
                    "select string_agg(md5(raw), ',' order by id) from message where id <= 100",
                    "select string_agg(title, ',' order by id) from task",
                    "select string_agg(message_id, ',' order by id) from outbox where id <= 3",
                    "select string_agg(md5(secret), ',' order by version) from token_key where version <= 1",
                    "select string_agg(detail, ',' order by id) from task_history where id <= 100");

    private final Scenes scenes;

    UpgradeScenes(Scenes scenes) {
        this.scenes = scenes;
    }

    /**
     * SIGKILL while a migration waits for a table that somebody reads, for each such table, and at
     * any time of a start; then a start in peace.
     */
    Outcome killed() throws IOException {
        var problems = new ArrayList<String>();
        int halfway = 0;
        int anywhere = Math.max(2, scenes.runs / 5);
        try (Ground ground = scenes.ground("upgrade")) {
            release(ground);
            List<String> before = facts(ground);
            String old = version(ground);
            for (String table : CHANGED) {
                try (var reader = ground.jdbi().open()) {
                    reader.begin();
                    reader.execute("lock table " + table + " in access share mode");
                    try (Program program = ground.start()) {
                        if (Waiting.until(PATIENCE, () -> waits(ground))) {
                            halfway++;
                        } else {
                            problems.add("no migration came to " + table + ":\n" + program.log());
                        }
                        program.kill();
                    }
                    reader.rollback();
                }
                Waiting.until(PATIENCE, () -> !waits(ground));
                if (!version(ground).equals(old)) {
                    problems.add("half an upgrade: version " + version(ground));
                }
            }
            var random = new Random(scenes.seed);
            for (int i = 0; i < anywhere; i++) {
                try (Program program = ground.start()) {
                    program.end(Duration.ofMillis(500 + random.nextInt(3000)));
                }
            }
            try (Program program = ground.start().ready()) {
                if (!facts(ground).equals(before)) {
                    problems.add("other rows than before: " + facts(ground) + ", were " + before);
                }
                int code = program.term().end(Duration.ofSeconds(20));
                if (code != 0) {
                    problems.add("SIGTERM ended it with " + code);
                }
            }
            ground.execute(
                    """
                    insert into flyway_schema_history (installed_rank, version, description, type, script,
                        checksum, installed_by, execution_time, success)
                    values (99, '900', 'later', 'SQL', 'V900__later.sql', 1, 'x', 1, true)
                    """);
            try (Program program = ground.start()) {
                int code = program.end(PATIENCE);
                if (code < 1 || !program.log().contains("900")) {
                    problems.add("a newer schema: ended with " + code + ": " + program.log());
                }
            }
            return new Outcome(
                    halfway + anywhere + 1,
                    halfway
                            + " deaths half-way, "
                            + anywhere
                            + " at any time, from version "
                            + old
                            + " to the newest; a newer schema refused",
                    problems);
        }
    }

    private static void release(Ground ground) throws IOException {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(ground.dataSource())
                .locations("classpath:migrations")
                .target("2")
                .load()
                .migrate();
        try (InputStream in =
                Objects.requireNonNull(
                        UpgradeScenes.class.getResourceAsStream(
                                "/org/tickler/app/released-v2.sql"))) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            ground.jdbi().useHandle(handle -> handle.createScript(sql).execute());
        }
    }

    private static boolean waits(Ground ground) {
        return ground.number(
                        """
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'relation'
                        """)
                > 0;
    }

    private static String version(Ground ground) {
        return ground.words(
                        "select max(cast(version as int))::text from flyway_schema_history where success")
                .getFirst();
    }

    private static List<String> facts(Ground ground) {
        return FACTS.stream().map(fact -> String.valueOf(ground.words(fact).getFirst())).toList();
    }
}
