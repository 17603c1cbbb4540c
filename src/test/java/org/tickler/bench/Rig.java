package org.tickler.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tickler.app.Database;
import org.tickler.config.DatabaseSettings;
import org.tickler.config.Secret;
import org.tickler.config.Settings;
import org.tickler.config.SettingsReader;

/**
 * The servers of one bench, in a folder that is removed at the end: a PostgreSQL that is as durable
 * as in production (asserted), and on request Dovecot, Postfix and smtp-sink on the loopback
 * address.
 */
final class Rig implements AutoCloseable {
    // Free ones, so that two benches, or a server of the machine's own, do not meet.
    static final int IMAP = free();
    static final int LMTP = free();
    static final int SMTP = free();
    static final int SINK = free();

    /** How many people a bench has; reminders are spread over them. */
    static final int PEOPLE = 200;

    final Path home;
    private final EmbeddedPostgres postgres;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread atTheEnd = new Thread(this::stop, "stop");
    private int databases;

    private static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Rig() throws IOException {
        home = Files.createTempDirectory("tickler-bench");
        // The servers give up root and must still reach their folders.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        postgres =
                EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("shared_buffers", "128MB")
                        .start();
        open.push(postgres);
        // Also an interrupted bench leaves no server behind.
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            if (!"on".equals(text(base("postgres"), "show " + setting))) {
                throw new IllegalStateException("PostgreSQL runs without " + setting);
            }
        }
    }

    /** A fresh, migrated database; closed with the rig. */
    Database database() {
        String name = "bench" + ++databases;
        execute(base("postgres"), "create database " + name);
        Database database = Database.open(DatabaseSettings.of(url(name), "postgres", Secret.NONE));
        open.push(database);
        return database;
    }

    /** The newest database's address. */
    String newestUrl() {
        return url("bench" + databases);
    }

    private String url(String name) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name;
    }

    /** The transactions that the newest database has committed so far. */
    long commits() {
        String name = "bench" + databases;
        execute(base("postgres"), "select pg_stat_clear_snapshot()");
        return Long.parseLong(
                text(
                        base("postgres"),
                        "select xact_commit from pg_stat_database where datname = '" + name + "'"));
    }

    /** The same, once the server has counted what its sessions did: they tell it after a while. */
    long commitsSettled(long before) {
        long count = commits();
        for (int same = 0; same < 3; ) {
            pause(400);
            long next = commits();
            same = next == count && next > before ? same + 1 : 0;
            count = next;
        }
        return count;
    }

    /**
     * Settings with people and mailboxes {@code box0}, {@code box1} …, read the way the program
     * reads them.
     *
     * @param smtp the port mails leave by
     */
    Settings settings(int mailboxes, int smtp, int connections) throws IOException {
        return settings(mailboxes, smtp, connections, IMAP);
    }

    /** The same with another way to the mailboxes. */
    Settings settings(int mailboxes, int smtp, int connections, int imap) throws IOException {
        var yaml = new StringBuilder("people:\n");
        for (int i = 0; i < PEOPLE; i++) {
            yaml.append("  - name: Person ").append(i).append('\n');
            yaml.append("    addresses: [person").append(i).append("@example.org]\n");
            yaml.append("    role: ").append(i == 0 ? "owner" : "member").append('\n');
            yaml.append("    zone: UTC\n");
        }
        yaml.append("mailboxes:\n");
        for (int i = 0; i < mailboxes; i++) {
            yaml.append("  - host: 127.0.0.1\n    port: ").append(imap);
            yaml.append("\n    tls: none\n    user: box").append(i);
            yaml.append("\n    password: secret\n    address: box").append(i);
            yaml.append("@example.org\n    accept: anyone\n    owner: Person 0\n");
        }
        yaml.append("smtp:\n  host: 127.0.0.1\n  tls: none\n  port: ").append(smtp);
        yaml.append("\n  connections: ").append(connections).append('\n');
        // What is measured is the way of the mails, not the patience of the limits.
        yaml.append("  domainConnections: 50\n  domainPerMinute: 0\n");
        yaml.append("policies:\n  maxMailsPerRun: 100000\n  maxMailsPerDay: 100000\n");
        yaml.append("  holdAbove: 0\nwatch:\n  canary: false\n");
        yaml.append("web:\n  port: 0\n");
        yaml.append("database:\n  url: ").append(newestUrl());
        yaml.append("\n  user: postgres\n");
        Path file = home.resolve("tickler.yaml");
        Files.writeString(file, yaml);
        return SettingsReader.read(file, Map.of());
    }

    /** Starts Dovecot; the returned folder holds a mailbox per user under {@code mail}. */
    Path dovecot() throws IOException {
        Path folder = home.resolve("dovecot");
        script("dovecot", "start", folder);
        open.push(() -> script("dovecot", "stop", folder));
        await(IMAP);
        return folder;
    }

    /** Starts Postfix, which delivers to Dovecot or, given one, by the other way. */
    void postfix(String nextHop) throws IOException {
        Path folder = home.resolve("postfix");
        var environment = environment();
        environment.put("NEXT_HOP", nextHop);
        run(environment, List.of("bench/servers/postfix", "start", folder.toString()));
        open.push(() -> script("postfix", "stop", folder));
        await(SMTP);
    }

    /** Starts a server that takes every mail and forgets it. */
    void sink() throws IOException {
        Process sink =
                new ProcessBuilder("smtp-sink", "-u", "postfix", "127.0.0.1:" + SINK, "1000")
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("sink.log").toFile())
                        .start();
        open.push(sink::destroy);
        await(SINK);
    }

    /** Whether the machine has a program; says so loudly if it has not. */
    static boolean has(String program) {
        for (String folder : (System.getenv("PATH") + ":/usr/sbin").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        System.out.println("SKIPPED: " + program + " is not installed");
        return false;
    }

    private void script(String server, String action, Path folder) throws IOException {
        run(environment(), List.of("bench/servers/" + server, action, folder.toString()));
    }

    private static Map<String, String> environment() {
        var environment = new java.util.HashMap<String, String>();
        environment.put("IMAP_PORT", "" + IMAP);
        environment.put("LMTP_PORT", "" + LMTP);
        environment.put("SMTP_PORT", "" + SMTP);
        return environment;
    }

    static void run(Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Path output = Files.createTempFile("tickler-bench", ".log");
        try {
            Process process = builder.redirectOutput(output.toFile()).start();
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + " failed: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(output);
        }
    }

    private static void await(int port) throws IOException {
        for (int i = 0; ; i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException e) {
                if (i == 100) {
                    throw e;
                }
                pause(50);
            }
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String base(String name) {
        return url(name) + "?user=postgres";
    }

    private static void execute(String url, String sql) {
        try (var connection = java.sql.DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String url, String sql) {
        try (var connection = java.sql.DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of this process, in MB: the most memory it ever held. */
    static long peakMegabytes() throws IOException {
        return status("VmHWM");
    }

    /** Of this process, in MB: the memory it holds now. */
    static long megabytes() throws IOException {
        return status("VmRSS");
    }

    private static long status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(key + ":")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("no " + key);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            // The end has begun, and stops them itself.
            return;
        }
        stop();
    }

    private void stop() {
        for (AutoCloseable thing : open) {
            try {
                thing.close();
            } catch (Exception e) {
                System.out.printf(Locale.ROOT, "not closed cleanly: %s%n", e.getMessage());
            }
        }
        try {
            delete(home);
        } catch (IOException e) {
            System.out.printf(Locale.ROOT, "not removed: %s%n", e.getMessage());
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        var all = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
