package org.tickler.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.config.DatabaseSettings;
import org.tickler.task.TaskPlugin;

/**
 * The open database: a pool of connections to a schema of exactly this program's version. Safe for
 * use by many threads; the pool, not the number of threads, is the limit. Closing ends the pool and
 * the embedded server, if this program was its last user.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(10);

    private final HikariDataSource pool;
    private final @Nullable EmbeddedDatabase embedded;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool, @Nullable EmbeddedDatabase embedded) {
        this.pool = pool;
        this.embedded = embedded;
        this.jdbi = jdbi(pool);
    }

    /**
     * Opens the configured database and brings its schema up to date.
     *
     * @throws DatabaseException if it cannot be reached, or its schema is not one this program can
     *     use
     */
    public static Database open(DatabaseSettings settings) {
        return open(settings, Duration.ofSeconds(1));
    }

    /** The same, waiting up to {@code patience} for a server that does not answer yet. */
    public static Database open(DatabaseSettings settings, Duration patience) {
        return open(settings, patience, MigrationVersion.LATEST);
    }

    /**
     * Opens a database that an older dump goes into: an empty one gets the schema of that version,
     * which is brought up to date behind the dump.
     */
    static Database openAt(DatabaseSettings settings, String version) {
        return open(settings, Duration.ofSeconds(1), MigrationVersion.fromVersion(version));
    }

    private static Database open(
            DatabaseSettings settings, Duration patience, MigrationVersion target) {
        EmbeddedDatabase embedded =
                settings.isEmbedded() ? EmbeddedDatabase.open(settings.folder()) : null;
        HikariDataSource pool = null;
        try {
            pool = pool(settings, embedded, patience);
            migrate(pool, target);
            return new Database(pool, embedded);
        } catch (PoolInitializationException e) {
            close(pool, embedded);
            throw new DatabaseException(
                    "The database "
                            + settings.url()
                            + " cannot be opened: "
                            + reason(e)
                            + "; check url, user and password under database, and that its server"
                            + " runs",
                    e);
        } catch (RuntimeException e) {
            close(pool, embedded);
            throw e;
        }
    }

    private static HikariDataSource pool(
            DatabaseSettings settings, @Nullable EmbeddedDatabase embedded, Duration patience) {
        var config = new HikariConfig();
        config.setPoolName("tickler");
        if (embedded == null) {
            config.setJdbcUrl(settings.url());
            if (!settings.user().isEmpty()) {
                config.setUsername(settings.user());
            }
            if (!settings.password().isEmpty()) {
                config.setPassword(settings.password().reveal());
            }
        } else {
            config.setJdbcUrl(embedded.url());
            config.setUsername(embedded.user());
            config.setPassword(embedded.password().reveal());
        }
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(Math.min(2, settings.connections()));
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setInitializationFailTimeout(Math.max(1, patience.toMillis()));
        // A node that is frozen in a transaction would keep its locks, and all the others waiting.
        config.setConnectionInitSql("set idle_in_transaction_session_timeout = '15s'");
        config.addDataSourceProperty("ApplicationName", "tickler");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    /** Has the embedded server, if there is one, started again whenever it dies. */
    AutoCloseable revived(Duration every) {
        return embedded == null ? () -> {} : Revival.of(embedded, every);
    }

    /**
     * Brings the schema up to date: numbered files, forward only, never repaired and never taken
     * over from a database that is not ours. All that is missing goes in by one transaction, so
     * that whoever is killed half-way leaves the old schema as it was.
     *
     * @throws DatabaseException if the schema is newer than the program, was changed by hand, or a
     *     migration fails
     */
    public static void migrate(DataSource dataSource) {
        migrate(dataSource, MigrationVersion.LATEST);
    }

    /** The same up to {@code target} and no further. */
    static void migrate(DataSource dataSource, MigrationVersion target) {
        try {
            Flyway flyway =
                    Flyway.configure(Database.class.getClassLoader())
                            .dataSource(dataSource)
                            .locations("classpath:migrations")
                            .target(target)
                            .group(true)
                            .validateMigrationNaming(true)
                            .baselineOnMigrate(false)
                            .cleanDisabled(true)
                            .load();
            var newer = newest(flyway);
            if (newer.isPresent()) {
                throw new DatabaseException(
                        "The schema of this database is version "
                                + newer.get()
                                + ", newer than this program knows. Start the newer Tickler, or"
                                + " restore a backup from before the upgrade.");
            }
            MigrateResult result = flyway.migrate();
            if (result.initialSchemaVersion != null && result.migrationsExecuted > 0) {
                LOG.atInfo()
                        .addKeyValue("from", result.initialSchemaVersion)
                        .addKeyValue("to", result.targetSchemaVersion)
                        .log("The schema was brought up to date");
            }
        } catch (FlywayValidateException e) {
            throw new DatabaseException(
                    "The schema of this database was made by another build of Tickler, or changed by"
                            + " hand, and is left as it is. Start the build that made it and use"
                            + " 'tickler dump' there and 'tickler restore' here. ("
                            + reason(e).lines().skip(1).findFirst().orElse(reason(e))
                            + ")",
                    e);
        } catch (FlywayException e) {
            throw new DatabaseException("The schema cannot be brought up to date: " + reason(e), e);
        }
    }

    private static Optional<String> newest(Flyway flyway) {
        for (MigrationInfo info : flyway.info().applied()) {
            MigrationState state = info.getState();
            if ((state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED)
                    && info.getVersion() != null) {
                return Optional.of(info.getVersion().toString());
            }
        }
        return Optional.empty();
    }

    /** The program's way to SQL over any data source that holds its schema. */
    public static Jdbi jdbi(DataSource dataSource) {
        Jdbi jdbi =
                Jdbi.create(dataSource)
                        .installPlugin(new SqlObjectPlugin())
                        .installPlugin(new PostgresPlugin())
                        .installPlugin(new TaskPlugin());
        SharedStores.install(jdbi);
        return jdbi;
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Whether the data is kept by the embedded server. */
    public boolean isEmbedded() {
        return embedded != null;
    }

    @Override
    public void close() {
        close(pool, embedded);
    }

    private static void close(
            @Nullable HikariDataSource pool, @Nullable EmbeddedDatabase embedded) {
        if (pool != null) {
            pool.close();
        }
        if (embedded != null) {
            embedded.close();
        }
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message.strip();
    }
}
