package org.tickler.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.tickler.app.Database;

/**
 * An empty, migrated database of its own on a real PostgreSQL: one server per JVM, one copy of a
 * template per {@link #create}. Use it as
 *
 * <pre>
 * &#64;AutoClose private static final TestDatabase DATABASE = TestDatabase.create();
 * </pre>
 *
 * The sessions' time zone is one that nobody expects, so that a query that leans on it fails.
 */
public final class TestDatabase implements AutoCloseable {
    private static final String TEMPLATE = "tickler_template";
    private static final String ZONE = "Pacific/Chatham";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private TestDatabase(String name) {
        this.name = name;
        this.pool = new HikariDataSource(config(url(name)));
        this.jdbi = Database.jdbi(pool);
    }

    public static TestDatabase create() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("create database " + name + " template " + TEMPLATE + " strategy file_copy");
        return new TestDatabase(name);
    }

    /** An existing, quite empty database without the schema, for tests of the migrations. */
    public static TestDatabase createEmpty() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("create database " + name);
        return new TestDatabase(name);
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** The JDBC address; user {@code postgres}, no password. */
    public String url() {
        return url(name);
    }

    @Override
    public void close() {
        pool.close();
        execute("drop database " + name + " with (force)");
    }

    private static HikariConfig config(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(0);
        config.setConnectionInitSql("set time zone '" + ZONE + "'");
        return config;
    }

    private static String url(String name) {
        return "jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + name;
    }

    private static void execute(String sql) {
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Started by the first test that needs it, stopped with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server =
                        EmbeddedPostgres.builder()
                                .setLocaleConfig("locale", "C.UTF-8")
                                .setServerConfig("max_connections", "200")
                                .setServerConfig("jit", "off")
                                .start();
                try (var connection = server.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create database " + TEMPLATE);
                }
                Database.migrate(server.getDatabase("postgres", TEMPLATE));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
