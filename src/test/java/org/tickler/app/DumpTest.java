package org.tickler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.config.DatabaseSettings;
import org.tickler.config.Secret;
import org.tickler.support.TestDatabase;

/** Backups, and the way of a released database's rows into today's schema. */
class DumpTest {
    private static final Instant NOW = Instant.parse("2026-01-08T15:00:00Z");

    /** What must be there whatever the schema has become. */
    private static final List<String> FACTS =
            List.of(
                    "select string_agg(name || ' ' || role, ', ' order by id) from person",
                    "select string_agg(encode(raw, 'hex') || ' ' || state, ', ' order by id) from message",
                    "select string_agg(title || ' ' || state || ' ' || array_to_string(tags, '|'), ', ' order by id) from task",
                    "select string_agg(merged_into || ' ' || id, ', ') from task where merged_into is not null",
                    "select string_agg(state || ' ' || attempts || ' ' || message_id, ', ' order by id) from outbox",
                    "select string_agg(state || ' ' || slot_at, ', ' order by id) from reminder_slot",
                    "select string_agg(detail || ' ' || after, ', ' order by id) from task_history",
                    "select string_agg(uid || ' ' || sequence || ' ' || state, ', ') from calendar_event",
                    "select string_agg(encode(secret, 'hex'), ', ') from token_key",
                    "select string_agg(cast(id as text), ', ') from instance");

    @AutoClose private final TestDatabase old = TestDatabase.createEmpty();
    @AutoClose private final TestDatabase fresh = TestDatabase.createEmpty();
    @TempDir private Path folder;

    @Test
    void releasedDatabaseShouldComeUpToDateWithAllItHolds() throws IOException {
        release(2);
        List<String> before = facts(old);
        Database.migrate(old.dataSource());
        assertThat(facts(old)).isEqualTo(before).doesNotContainNull();
    }

    @Test
    void dumpOfAReleasedVersionShouldGoIntoAnEmptyDatabaseAndSendNothing() throws IOException {
        release(2);
        Path file = folder.resolve("tickler.dump");
        long rows = Dump.write(old.jdbi(), file, NOW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        assertThat(Dump.read(settings(fresh), file, NOW)).isEqualTo(rows);

        assertThat(facts(fresh)).isEqualTo(facts(old)).doesNotContainNull();
        assertThat(strings(fresh, "select reason from outbound_hold where released_at is null"))
                .containsExactly("restored");
        assertThat(strings(fresh, "select cast(nextval('outbox_id_seq') as text)"))
                .containsExactly("4");
    }

    /** Each step may stand for an installation that stopped there. */
    @Test
    void everySchemaSinceShouldKeepWhatItHoldsAndItsDumpComeBack() throws IOException {
        release(2);
        List<String> before = facts(old);
        int newest = newest();
        assertThat(newest).isGreaterThan(2);
        for (int version = 3; version <= newest; version++) {
            Database.migrate(
                    old.dataSource(), MigrationVersion.fromVersion(Integer.toString(version)));
            assertThat(facts(old)).as("version %s", version).isEqualTo(before);
            Path file = folder.resolve("v" + version);
            Dump.write(old.jdbi(), file, NOW);
            try (TestDatabase empty = TestDatabase.createEmpty()) {
                Dump.read(settings(empty), file, NOW);
                assertThat(facts(empty)).as("dump of version %s", version).isEqualTo(before);
                assertThat(
                                strings(
                                        empty,
                                        "select max(cast(version as int))::text from flyway_schema_history"))
                        .containsExactly(Integer.toString(newest));
            }
        }
    }

    @Test
    void upgradeThatIsCutShouldLeaveTheOldSchemaAndGoThroughNextTime() throws Exception {
        release(2);
        List<String> before = facts(old);
        try (var reader = old.dataSource().getConnection();
                var statement = reader.createStatement()) {
            // Somebody reads a table that a late migration changes: the upgrade waits half-way.
            reader.setAutoCommit(false);
            statement.execute("lock table event_attendee in access share mode");
            var upgrade = CompletableFuture.runAsync(() -> Database.migrate(old.dataSource()));
            while (!upgrade.isDone() && !cutWhoeverWaits()) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(upgrade::join)
                    .cause()
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("cannot be brought up to date");
        }
        assertThat(version(old)).isEqualTo("2");
        assertThat(facts(old)).isEqualTo(before);

        Database.migrate(old.dataSource());

        assertThat(version(old)).isEqualTo(Integer.toString(newest()));
        assertThat(facts(old)).isEqualTo(before);
    }

    private boolean cutWhoeverWaits() {
        return strings(
                        old,
                        """
                        select pg_terminate_backend(pid)::text from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                            and wait_event = 'relation'
                        """)
                .contains("true");
    }

    private static String version(TestDatabase database) {
        return strings(
                        database,
                        "select max(cast(version as int))::text from flyway_schema_history where success")
                .getFirst();
    }

    private static int newest() throws IOException {
        try (var files = Files.list(Path.of("migrations"))) {
            return files.map(file -> file.getFileName().toString())
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .max()
                    .orElseThrow();
        }
    }

    @Test
    void dumpOfTodayShouldComeBackAsItWas() throws IOException {
        release(2);
        Database.migrate(old.dataSource());
        Path file = Files.writeString(folder.resolve("tickler.dump"), "an older one");
        Dump.write(old.jdbi(), file, NOW);
        Dump.read(settings(fresh), file, NOW);
        assertThat(facts(fresh)).isEqualTo(facts(old));
        assertThatThrownBy(() -> Dump.read(settings(old), file, NOW))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void otherFilesAndLaterDumpsShouldBeRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "not a dump");
        assertThatThrownBy(() -> Dump.read(settings(fresh), text, NOW))
                .isInstanceOf(IOException.class);
        Database.migrate(old.dataSource());
        old.jdbi()
                .useHandle(handle ->
                        handle.execute(
                                """
                                insert into flyway_schema_history (installed_rank, version, description, type, script,
                                    checksum, installed_by, execution_time, success)
                                values (99, '900', 'later', 'SQL', 'V900__later.sql', 1, 'x', 1, true)
                                """));
        Path later = folder.resolve("later");
        Dump.write(old.jdbi(), later, NOW);
        assertThatThrownBy(() -> Dump.read(settings(fresh), later, NOW))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("900");
    }

    private void release(int version) throws IOException {
        Database.migrate(old.dataSource(), MigrationVersion.fromVersion(Integer.toString(version)));
        String file = "released-v" + version + ".sql";
        try (InputStream in = Objects.requireNonNull(DumpTest.class.getResourceAsStream(file))) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            old.jdbi().useHandle(handle -> handle.createScript(sql).execute());
        }
    }

    private static DatabaseSettings settings(TestDatabase database) {
        return DatabaseSettings.of(database.url(), "postgres", Secret.NONE);
    }

    private static List<String> facts(TestDatabase database) {
        return FACTS.stream().flatMap(fact -> strings(database, fact).stream()).toList();
    }

    private static List<String> strings(TestDatabase database, String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
