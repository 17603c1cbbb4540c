package org.tickler.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.config.Secret;

/**
 * A PostgreSQL server of our own, in a folder, for whoever has none. It is durable: what was
 * committed survives the death of the process. Several processes may open the same folder; the
 * first starts the server, the last stops it, and a server left behind by a killed process is taken
 * over. It listens on the loopback address only and asks for a password that lies in the folder,
 * readable by its owner.
 *
 * <p>Each user holds one connection for as long as it is open: that is how the last one is known,
 * whatever way the others ended.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** The major version of the bundled binaries; a folder of another one cannot be opened. */
    static final int MAJOR_VERSION = 17;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USER = "postgres";
    private static final int LOOKS = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);
    private static final String KEEPER = "tickler-keeper";
    private static final Duration START_WAIT = Duration.ofSeconds(60);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    /** File locks belong to the process, so threads of one process need a lock of their own. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final Path folder;
    private final int port;
    private final Secret password;
    private volatile Connection keeper;
    private boolean closed;

    private EmbeddedDatabase(Path folder, int port, Secret password, Connection keeper) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.keeper = keeper;
    }

    /**
     * Opens the database in {@code folder}, which is made if it is missing.
     *
     * @throws DatabaseException if the folder is of another version or cannot be used, or the
     *     server does not start or is not durable
     */
    public static EmbeddedDatabase open(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        ONE_AT_A_TIME.lock();
        try {
            PrivateFolder.createIfMissing(home);
            try (FileChannel channel = lockFile(home);
                    FileLock lock = channel.lock()) {
                LOG.atDebug().addKeyValue("lock", lock).log("The folder is ours for a moment");
                refuseOtherVersion(home);
                return openLocked(home);
            }
        } catch (IOException e) {
            throw new DatabaseException(
                    "The database folder " + home + " cannot be used: " + describe(e), e);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The embedded database in " + home + " does not answer: " + e.getMessage(), e);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private static EmbeddedDatabase openLocked(Path home) throws IOException, SQLException {
        @Nullable RunningServer running = RunningServer.in(cluster(home));
        Secret password = password(home);
        if (running == null) {
            running = started(home, password, RunningServer.portLeftIn(cluster(home)));
        } else {
            LOG.atInfo().addKeyValue("port", running.port()).log("Using the running database");
        }
        return new EmbeddedDatabase(
                home, running.port(), password, keeper(running.port(), password));
    }

    private static Connection keeper(int port, Secret password) throws SQLException {
        Connection keeper = connect(port, password, KEEPER);
        try {
            assertDurable(keeper);
        } catch (SQLException | RuntimeException e) {
            keeper.close();
            throw e;
        }
        return keeper;
    }

    /**
     * Starts a server that has died again, at its old address.
     *
     * @return whether it had died
     * @throws DatabaseException if it does not start now
     */
    boolean revive() {
        ONE_AT_A_TIME.lock();
        try {
            RunningServer running = RunningServer.in(cluster(folder));
            boolean good = running != null && keeper.isValid(1);
            if (closed || good || RunningServer.isDying(cluster(folder))) {
                return false;
            }
            try (FileChannel channel = lockFile(folder);
                    FileLock lock = channel.lock()) {
                LOG.atDebug().addKeyValue("lock", lock).log("The folder is ours for a moment");
                if (running == null) {
                    started(folder, password, port);
                }
                keeper.close();
                keeper = keeper(port, password);
                return true;
            }
        } catch (IOException e) {
            throw new DatabaseException(
                    "The database folder " + folder + " cannot be used: " + describe(e), e);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The embedded database in " + folder + " does not answer: " + e.getMessage(),
                    e);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private static RunningServer started(Path home, Secret password, int port)
            throws IOException, SQLException {
        start(home, password, port);
        RunningServer running = RunningServer.in(cluster(home));
        if (running == null) {
            throw new IOException("the server started and ended at once; see " + log(home));
        }
        return running;
    }

    /**
     * @param port where one has died that others still look for; 0 for any
     */
    private static void start(Path home, Secret password, int port)
            throws IOException, SQLException {
        boolean fresh = !Files.exists(cluster(home).resolve("PG_VERSION"));
        var builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(cluster(home))
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setOverrideWorkingDirectory(PrivateFolder.forBinaries().toFile())
                        .setPGStartupWait(START_WAIT)
                        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log(home).toFile()))
                        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log(home).toFile()))
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("unix_socket_directories", "")
                        .setServerConfig("max_connections", "60")
                        .setServerConfig("shared_buffers", "64MB")
                        .setServerConfig("jit", "off")
                        .setServerConfig("log_timezone", "UTC")
                        .setLocaleConfig("locale", RunningServer.locale());
        if (RunningServer.isFree(port)) {
            builder.setPort(port);
        }
        DURABLE.forEach(builder::setServerConfig);
        if (!fresh) {
            builder.setConnectConfig("password", password.reveal());
        }
        @SuppressWarnings("resource") // stopped by its last user, not by this object
        EmbeddedPostgres server;
        // Of a start that failed in this process: it would forbid every other.
        Files.deleteIfExists(cluster(home).resolve("epg-lock"));
        try {
            server = builder.start();
        } catch (IllegalStateException e) {
            throw new DatabaseException(
                    "PostgreSQL does not start in "
                            + home
                            + ": is there room on its disk? See "
                            + log(home),
                    e);
        }
        // zonky's lock would outlive the server; ours and postmaster.pid guard the folder.
        Files.deleteIfExists(cluster(home).resolve("epg-lock"));
        if (fresh) {
            askForPassword(home, server.getPort(), password);
        }
        LOG.atInfo()
                .addKeyValue("port", server.getPort())
                .addKeyValue("folder", home)
                .log("Embedded database started");
    }

    /** A new cluster trusts everybody on the machine; from now on it does not. */
    private static void askForPassword(Path home, int port, Secret password)
            throws IOException, SQLException {
        try (Connection connection = connect(port, password, "tickler-setup");
                var statement = connection.createStatement()) {
            statement.execute("alter user " + USER + " with password '" + password.reveal() + "'");
            Files.writeString(
                    cluster(home).resolve("pg_hba.conf"),
                    """
                    # Written by Tickler: loopback only, with the password in ../password.
                    host all all 127.0.0.1/32 scram-sha-256
                    host all all ::1/128 scram-sha-256
                    """);
            statement.execute("select pg_reload_conf()");
        }
    }

    /** zonky starts PostgreSQL with fsync off; whether our settings won is asked, not assumed. */
    private static void assertDurable(Connection connection) throws SQLException {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            try (var statement = connection.createStatement();
                    var answer = statement.executeQuery("show " + setting)) {
                if (!answer.next() || !"on".equals(answer.getString(1))) {
                    throw new DatabaseException(
                            "The embedded database runs with "
                                    + setting
                                    + " off and could lose what was committed. Stop it, remove that"
                                    + " setting from its configuration and start again.");
                }
            }
        }
    }

    private static void refuseOtherVersion(Path home) throws IOException {
        Path version = cluster(home).resolve("PG_VERSION");
        if (!Files.exists(version)) {
            return;
        }
        String found = Files.readString(version).strip();
        if (!found.equals(Integer.toString(MAJOR_VERSION))) {
            throw new DatabaseException(
                    "The folder "
                            + home
                            + " was made by PostgreSQL "
                            + found
                            + ", this program brings "
                            + MAJOR_VERSION
                            + ". Dump it with the Tickler that made it and load the dump into an"
                            + " empty folder.");
        }
    }

    /** The JDBC address, without user and password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String user() {
        return USER;
    }

    public Secret password() {
        return password;
    }

    /** Stops the server unless somebody else still uses it. */
    @Override
    public void close() {
        ONE_AT_A_TIME.lock();
        try (FileChannel channel = lockFile(folder);
                FileLock lock = channel.lock()) {
            if (closed) {
                return;
            }
            closed = true;
            LOG.atDebug().addKeyValue("lock", lock).log("Closing");
            boolean last = isLastUserSoon();
            keeper.close();
            if (last) {
                stop();
            }
        } catch (IOException | SQLException e) {
            LOG.atWarn().setCause(e).log("The embedded database was not stopped cleanly");
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /**
     * A user who has just gone is still listed for a moment: the server ends sessions in its own
     * time.
     */
    private boolean isLastUserSoon() {
        for (int look = 0; look < LOOKS; look++) {
            if (isLastUser()) {
                return true;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return isLastUser();
    }

    private boolean isLastUser() {
        String others =
                """
                select count(*) from pg_stat_activity
                where application_name = ? and pid <> pg_backend_pid()
                """;
        try (var statement = keeper.prepareStatement(others)) {
            statement.setString(1, KEEPER);
            try (var answer = statement.executeQuery()) {
                return answer.next() && answer.getInt(1) == 0;
            }
        } catch (SQLException e) {
            // Our connection is gone: whoever stopped or restarted the server looks after it.
            LOG.atDebug().setCause(e).log("The server is gone already");
            return false;
        }
    }

    private void stop() throws IOException {
        @Nullable RunningServer running = RunningServer.in(cluster(folder));
        if (running != null && !running.stop(STOP_WAIT)) {
            LOG.atWarn().addKeyValue("pid", running.pid()).log("The database did not stop in time");
        }
    }

    private static Connection connect(int port, Secret password, String name) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password.reveal());
        properties.setProperty("ApplicationName", name);
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }

    private static Secret password(Path home) throws IOException {
        Path file = home.resolve("password");
        if (!Files.exists(file)) {
            if (Files.exists(cluster(home).resolve("PG_VERSION"))) {
                throw new DatabaseException(
                        "The file " + file + " with the database's password is missing.");
            }
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
        }
        return new Secret(Files.readString(file).strip());
    }

    private static FileChannel lockFile(Path home) throws IOException {
        return FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** A file that lies in the folder as long as the database does, and is never written again. */
    static Path witness(Path home) {
        return cluster(home).resolve("PG_VERSION");
    }

    private static Path cluster(Path home) {
        return home.resolve("postgres");
    }

    private static Path log(Path home) {
        return home.resolve("postgres.log");
    }

    private static String describe(IOException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + " " + message;
    }
}
