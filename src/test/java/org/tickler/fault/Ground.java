package org.tickler.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;
import org.tickler.app.Database;
import org.tickler.app.EmbeddedDatabase;
import org.tickler.config.DatabaseSettings;

/**
 * What the program stands on in a fault run: a PostgreSQL that syncs (its own start asserts that
 * with SHOW), an IMAP server, a server to send by, and a configuration that names them. All of it
 * outlives the program.
 */
final class Ground implements AutoCloseable {
    static final String TRACKER = "tasks@harness.example";
    static final String OWNER = "lee@harness.example";
    private static final String FIRST =
            "From: nobody@elsewhere.example\nSubject: first\n\nNothing.\n";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path folder;
    private EmbeddedDatabase server;
    private String name = "ground_" + COUNT.incrementAndGet();
    private final Inbox inbox;
    private final Receiver receiver = new Receiver();
    private Jdbi jdbi;
    private int imapPort;
    private int smtpPort;
    private int databasePort;
    private List<String> mailboxes = List.of("tasks");
    private String more = "";
    private String watch = "  canary: false\n";
    private String signIn = "";
    private String aboutOwner = "";
    private String owner = OWNER;
    private String policies =
            "  maxMailsPerRun: 100000\n  maxMailsPerDay: 100000\n  holdAbove: 0\n";

    /**
     * @param server durable; shared by several grounds, each with a database of its own
     */
    Ground(Path folder, EmbeddedDatabase server, Inbox inbox) {
        this.folder = folder;
        this.server = server;
        this.inbox = inbox;
        inbox.deliver("tasks", FIRST);
        imapPort = inbox.port();
        smtpPort = receiver.port();
        databasePort = ownDatabasePort();
        jdbi(server, "postgres").useHandle(handle -> handle.execute("create database " + name));
        jdbi = jdbi(server, name);
    }

    private static Jdbi jdbi(EmbeddedDatabase server, String name) {
        return Database.jdbi(source(server, name));
    }

    private static DataSource source(EmbeddedDatabase server, String name) {
        var source = new PGSimpleDataSource();
        source.setUrl(server.url().replaceFirst("/postgres$", "/" + name));
        source.setUser(server.user());
        source.setPassword(server.password().reveal());
        return source;
    }

    /** The database, without the program's ways to it. */
    DataSource dataSource() {
        return source(server, name);
    }

    /** The database server was started anew, and listens elsewhere. */
    void moved(EmbeddedDatabase again) {
        server = again;
        jdbi = jdbi(again, name);
    }

    int ownDatabasePort() {
        return Integer.parseInt(server.url().replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    Ground imapBy(Proxy proxy) {
        imapPort = proxy.port();
        return this;
    }

    Ground smtpBy(Proxy proxy) {
        smtpPort = proxy.port();
        return this;
    }

    Ground databaseBy(Proxy proxy) {
        databasePort = proxy.port();
        return this;
    }

    /** Gives an empty database the schema, without a program. */
    Ground migrate() {
        Database.open(settings()).close();
        return this;
    }

    /** The settings of the database that stands here now. */
    DatabaseSettings settings() {
        return DatabaseSettings.of(
                server.url().replaceFirst("/postgres$", "/" + name),
                server.user(),
                server.password());
    }

    /** From now on there is another, empty database. */
    void anew() {
        name = "ground_" + COUNT.incrementAndGet();
        jdbi(server, "postgres").useHandle(handle -> handle.execute("create database " + name));
        jdbi = jdbi(server, name);
    }

    /** The users whose mailboxes are read; the first one's is where our mail comes from. */
    Ground mailboxes(List<String> users) {
        mailboxes = users;
        // A server knows who has had mail.
        users.forEach(user -> inbox.deliver(user, FIRST));
        return this;
    }

    /** Sections to be added to the configuration. */
    Ground with(String yaml) {
        more = yaml;
        return this;
    }

    /** What the configuration says of how silence is noticed, and a user for sending. */
    Ground watch(String yaml) {
        watch = yaml;
        signIn = "  user: tasks\n  password: secret\n";
        return this;
    }

    /** Lines to be added to what the configuration says of sending. */
    Ground smtp(String yaml) {
        signIn = yaml;
        return this;
    }

    /** Lines to be added to what the configuration says of the owner. */
    Ground owner(String yaml) {
        aboutOwner = yaml;
        return this;
    }

    /** Lets the program work for somebody else. */
    Ground ownedBy(String address) {
        owner = address;
        return this;
    }

    /** How much may leave, in place of as much as there is; empty for what users get. */
    Ground policies(String yaml) {
        policies = yaml.isEmpty() ? "  proposals: at-once\n" : yaml;
        return this;
    }

    Inbox inbox() {
        return inbox;
    }

    Receiver receiver() {
        return receiver;
    }

    Jdbi jdbi() {
        return jdbi;
    }

    Path folder() {
        return folder;
    }

    /** Starts the program here with options for its JVM. */
    Program start(String... options) {
        return Program.start(folder, config(), List.of(options), List.of(), "");
    }

    /** The same, dying at a pass of a place. */
    Program startDoomed(CrashPoint place, int pass) {
        return start("-Dtickler.crash=" + place + ":" + pass);
    }

    Path config() {
        var boxes = new StringBuilder();
        for (String user : mailboxes) {
            boxes.append(
                    """
                      - host: 127.0.0.1
                        tls: none
                        port: %d
                        user: %s
                        password: secret
                        address: %s@harness.example
                        name: %s
                        poll: 5s
                        timeout: 5s
                        authservIds: [mx.harness.example]
                    """
                            .formatted(imapPort, user, user, user));
        }
        String text =
                """
                instance:
                  domain: harness.example
                database:
                  url: jdbc:postgresql://127.0.0.1:%d/%s
                  user: %s
                  password: %s
                people:
                  - name: Lee Mercer
                    addresses: [%s]
                    role: owner
                    zone: Europe/Vienna
                %smailboxes:
                %ssmtp:
                  host: 127.0.0.1
                  tls: none
                  port: %d
                  timeout: 5s
                  domainConnections: 50
                  domainPerMinute: 0
                %spolicies:
                %swatch:
                %sweb:
                  port: 0
                %s\
                """
                        .formatted(
                                databasePort,
                                name,
                                server.user(),
                                server.password().reveal(),
                                owner,
                                aboutOwner,
                                boxes,
                                smtpPort,
                                signIn,
                                policies,
                                watch,
                                more);
        try {
            Path file = folder.resolve("tickler.yaml");
            Files.writeString(file, text);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long number(String sql) {
        return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    List<String> words(String sql) {
        return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    void execute(String sql) {
        jdbi.useHandle(handle -> handle.execute(sql));
    }

    /** Says to the server what its own database cannot be told. */
    void executeBesides(String sql) {
        jdbi(server, "postgres").useHandle(handle -> handle.execute(sql.formatted(name)));
    }

    @Override
    public void close() {
        receiver.close();
        inbox.close();
        jdbi(server, "postgres")
                .useHandle(handle -> handle.execute("drop database " + name + " with (force)"));
    }
}
