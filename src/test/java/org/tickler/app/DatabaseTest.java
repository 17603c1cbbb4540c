package org.tickler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.config.DatabaseSettings;
import org.tickler.config.Secret;
import org.tickler.support.TestDatabase;

class DatabaseTest {
    @TempDir private Path folder;

    @Test
    void embeddedDatabaseShouldBeDurableAndKeepItsDataOverRestarts() {
        try (var database = Database.open(DatabaseSettings.embedded(folder))) {
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "full_page_writes")).isEqualTo("on");
            assertThat(setting(database, "server_version"))
                    .startsWith(EmbeddedDatabase.MAJOR_VERSION + ".");
            database.jdbi().useHandle(h -> h.execute("create table kept (n integer)"));
            assertThat(database.isEmbedded()).isTrue();
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
        try (var again = Database.open(DatabaseSettings.embedded(folder))) {
            assertThat(tables(again)).contains("kept", "task");
        }
    }

    @Test
    void secondUserShouldShareTheServerAndTheLastShouldStopIt() {
        var first = Database.open(DatabaseSettings.embedded(folder));
        try (var second = Database.open(DatabaseSettings.embedded(folder))) {
            assertThat(setting(second, "port")).isEqualTo(setting(first, "port"));
            first.close();
            assertThat(setting(second, "fsync")).isEqualTo("on");
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void serverThatDiesShouldBeStartedAgainWhereItWas() throws Exception {
        try (var database = Database.open(DatabaseSettings.embedded(folder));
                AutoCloseable revival = database.revived(Duration.ofMillis(200))) {
            assertThat(revival).isNotNull();
            database.jdbi().useHandle(h -> h.execute("create table kept (n integer)"));
            String port = setting(database, "port");
            String pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst();
            new ProcessBuilder("kill", "-9", pid.strip()).start().waitFor();
            Optional<String> answer = answer(database);
            assumeThat(RunningServer.isDying(folder.resolve("postgres")))
                    .as("that the first process of this machine never collects the dead")
                    .isFalse();
            assertThat(answer).contains(port);
            assertThat(tables(database)).contains("kept");
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    /** Each look waits for ten seconds by itself. */
    private static Optional<String> answer(Database database) {
        for (int look = 0; look < 6; look++) {
            try {
                return Optional.of(setting(database, "port"));
            } catch (JdbiException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    @Test
    void foldersShouldBeTheUsersAlone() throws IOException {
        Path data = folder.resolve("new/data");
        PrivateFolder.createIfMissing(data);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        Path binaries = PrivateFolder.forBinaries().getParent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(binaries)))
                .isEqualTo("rwx------");
    }

    @Test
    void folderOfAnotherVersionShouldBeRefused() throws IOException {
        Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "9\n");
        assertThatThrownBy(() -> Database.open(DatabaseSettings.embedded(folder)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("PostgreSQL 9")
                .hasMessageContaining("17");
    }

    /** PostgreSQL says of such a one: "could not look up effective user ID". */
    @Test
    void userWhomTheMachineDoesNotKnowShouldBeTold() {
        assertThatThrownBy(() -> PrivateFolder.forBinaries("?"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("a user without a name on this machine")
                .hasMessageContaining("set database.url");
    }

    @Test
    void newerSchemaShouldBeRefused() {
        try (var test = TestDatabase.create()) {
            test.jdbi()
                    .useHandle(h ->
                            h.execute(
                                    """
                                    insert into flyway_schema_history
                                        (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                                    values (99, '900', 'later', 'SQL', 'V900__later.sql', 1, 'x', 1, true)
                                    """));
            assertThatThrownBy(() -> Database.migrate(test.dataSource()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("900")
                    .hasMessageContaining("newer");
        }
    }

    @Test
    void editedMigrationShouldBeRefused() {
        try (var test = TestDatabase.create()) {
            test.jdbi()
                    .useHandle(h ->
                            h.execute(
                                    "update flyway_schema_history set checksum = 1 where version = '1'"));
            assertThatThrownBy(() -> Database.migrate(test.dataSource()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("made by another build");
        }
    }

    @Test
    void unreachableDatabaseShouldBeNamed() {
        assertThatThrownBy(() ->
                        Database.open(
                                DatabaseSettings.of(
                                        "jdbc:postgresql://127.0.0.1:1/none",
                                        "me",
                                        new Secret("hidden"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("127.0.0.1:1/none")
                .hasMessageNotContaining("hidden");
    }

    private static String setting(Database database, String name) {
        return database.jdbi()
                .withHandle(
                        h -> h.select("select current_setting(?)", name).mapTo(String.class).one());
    }

    private static List<String> tables(Database database) {
        return database.jdbi()
                .withHandle(h ->
                        h.select("select tablename from pg_tables where schemaname = 'public'")
                                .mapTo(String.class)
                                .list());
    }
}
