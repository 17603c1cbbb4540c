package org.tickler.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.tickler.config.DatabaseSettings;

/**
 * Everything Tickler knows in one file, and back. The file is a ZIP with the rows of each table as
 * COPY writes them, all of one moment, and the version of the schema; it needs no tools of
 * PostgreSQL, and goes into any later version of the schema. It holds mails and signing keys: only
 * its owner may read it.
 */
public final class Dump {
    private static final String FORMAT = "tickler-dump 1";
    private static final String CONTENTS = "contents";

    /** Without the scheduler's and the migrations' own, which every database makes for itself. */
    private static final String TABLES =
            """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = current_schema() and c.relkind = 'r'
                and c.relname not like 'qrtz\\_%' and c.relname not in ('flyway_schema_history', 'people_version')
            order by c.relname
            """;

    private static final String COLUMNS =
            """
            select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
            join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = current_schema() and c.relname = :table
                and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            """;

    private static final String REFERENCES =
            """
            select c.relname as name, f.relname as needs from pg_constraint k
            join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
            join pg_namespace n on n.oid = c.relnamespace
            where k.contype = 'f' and c.oid <> f.oid and n.nspname = current_schema()
            """;

    private Dump() {}

    /** A table and its columns, as SQL writes them. */
    private record Table(String name, String columns) {}

    private record Reference(String name, String needs) {}

    /** What a dump says of itself. */
    private record Contents(String version, List<Table> tables, List<String> sequences) {}

    /**
     * Writes everything to {@code file}, which is replaced only when all is written.
     *
     * @return how many rows
     * @throws IOException if the file cannot be written
     */
    public static long write(Jdbi jdbi, Path file, Instant now) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(
                part,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        long rows;
        try (var zip = new ZipOutputStream(Files.newOutputStream(part))) {
            rows =
                    jdbi.inTransaction(
                            TransactionIsolationLevel.REPEATABLE_READ,
                            handle -> write(handle, zip, now));
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return rows;
    }

    private static long write(Handle handle, ZipOutputStream zip, Instant now) throws IOException {
        List<Table> tables = inOrder(handle);
        var contents = new StringBuilder(FORMAT).append("\nmade ").append(now);
        contents.append("\nschema ").append(version(handle)).append('\n');
        for (Table table : tables) {
            contents.append("table ").append(table.name()).append(' ').append(table.columns());
            contents.append('\n');
        }
        for (String sequence : sequences(handle)) {
            contents.append("sequence ").append(sequence).append('\n');
        }
        zip.putNextEntry(new ZipEntry(CONTENTS));
        zip.write(contents.toString().getBytes(StandardCharsets.UTF_8));
        long rows = 0;
        for (Table table : tables) {
            zip.putNextEntry(new ZipEntry(table.name()));
            rows += copyOut(handle, table, zip);
        }
        return rows;
    }

    private static String copy(Table table) {
        return "copy \"" + table.name() + "\" (" + table.columns() + ")";
    }

    private static long copyOut(Handle handle, Table table, OutputStream out) throws IOException {
        try {
            return copy(handle).copyOut(copy(table) + " to stdout", out);
        } catch (SQLException e) {
            throw new DatabaseException(table.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static long copyIn(Handle handle, Table table, InputStream in) throws IOException {
        try {
            return copy(handle).copyIn(copy(table) + " from stdin", in);
        } catch (SQLException e) {
            throw new DatabaseException(table.name() + " cannot be filled: " + e.getMessage(), e);
        }
    }

    private static CopyManager copy(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private static String version(Handle handle) {
        return handle.createQuery(
                        """
                        select version from flyway_schema_history
                        where success and version is not null order by installed_rank desc limit 1
                        """)
                .mapTo(String.class)
                .one();
    }

    private static List<String> sequences(Handle handle) {
        return handle.createQuery(
                        """
                        select sequencename || ' ' || last_value from pg_sequences
                        where schemaname = current_schema() and last_value is not null order by 1
                        """)
                .mapTo(String.class)
                .list();
    }

    /** Each table behind those it refers to. */
    private static List<Table> inOrder(Handle handle) {
        List<String> left = new ArrayList<>(handle.createQuery(TABLES).mapTo(String.class).list());
        List<Reference> references =
                handle.createQuery(REFERENCES)
                        .map((row, _) ->
                                new Reference(row.getString("name"), row.getString("needs")))
                        .list();
        var ordered = new ArrayList<Table>();
        while (!left.isEmpty()) {
            String next =
                    left.stream()
                            .filter(name ->
                                    references.stream()
                                            .noneMatch(reference ->
                                                    reference.name().equals(name)
                                                            && left.contains(reference.needs())))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalStateException("tables refer in a circle: " + left));
            left.remove(next);
            ordered.add(
                    new Table(
                            next,
                            handle.createQuery(COLUMNS)
                                    .bind("table", next)
                                    .mapTo(String.class)
                                    .one()));
        }
        return ordered;
    }

    /**
     * Puts a dump into an empty database and brings its schema up to date. Nothing leaves from it
     * until that is allowed: what the dump takes for unsent may have been sent meanwhile.
     *
     * @return how many rows
     * @throws IOException if the file cannot be read, or is no dump
     * @throws DatabaseException if the database is not empty, or the dump is newer than this
     *     program
     */
    public static long read(DatabaseSettings settings, Path file, Instant now) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            Contents contents = contents(zip);
            try (Database database = Database.openAt(settings, contents.version())) {
                long rows = database.jdbi().inTransaction(handle -> load(handle, zip, contents));
                Database.migrate(database.dataSource());
                database.jdbi().useHandle(handle -> hold(handle, now));
                return rows;
            }
        }
    }

    private static Contents contents(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(CONTENTS);
        if (entry == null) {
            throw new IOException("it is not a dump of Tickler");
        }
        try (var in =
                new BufferedReader(
                        new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
            if (!FORMAT.equals(in.readLine())) {
                throw new IOException("it is not a dump of Tickler that this version can read");
            }
            String version = "";
            var tables = new ArrayList<Table>();
            var sequences = new ArrayList<String>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 3);
                switch (words[0]) {
                    case "schema" -> version = words[1];
                    case "table" -> tables.add(new Table(words[1], words[2]));
                    case "sequence" -> sequences.add(words[1] + " " + words[2]);
                    default -> {}
                }
            }
            return new Contents(version, tables, sequences);
        }
    }

    private static long load(Handle handle, ZipFile zip, Contents contents) throws IOException {
        String version = version(handle);
        if (!version.equals(contents.version())) {
            throw new DatabaseException(
                    "The dump has the schema version "
                            + contents.version()
                            + " and this database already "
                            + version
                            + ". Restore into a new, empty database, with a Tickler that is not older"
                            + " than the dump.");
        }
        List<Table> tables = inOrder(handle);
        for (String used : List.of("person", "message", "task", "outbox")) {
            if (handle.createQuery("select exists (select 1 from " + used + ")")
                    .mapTo(Boolean.class)
                    .one()) {
                throw new DatabaseException(
                        "This database is in use already. Restore into a new, empty one.");
            }
        }
        handle.execute("truncate " + String.join(", ", tables.stream().map(Table::name).toList()));
        long rows = 0;
        for (Table table : contents.tables()) {
            ZipEntry entry = zip.getEntry(table.name());
            if (entry == null || !tables.contains(table)) {
                throw new IOException("the dump is damaged: table " + table.name());
            }
            // The triggers judge what is new; here is what was: an approval may have been taken
            // back.
            handle.execute("alter table " + table.name() + " disable trigger user");
            try (InputStream in = zip.getInputStream(entry)) {
                rows += copyIn(handle, table, in);
            }
            handle.execute("alter table " + table.name() + " enable trigger user");
        }
        for (String sequence : contents.sequences()) {
            String[] words = sequence.split(" ", 2);
            handle.createQuery("select setval(:name, :value)")
                    .bind("name", words[0])
                    .bind("value", Long.parseLong(words[1]))
                    .mapTo(Long.class)
                    .one();
        }
        return rows;
    }

    private static void hold(Handle handle, Instant now) {
        handle.createUpdate(
                        """
                        insert into outbound_hold (reason, detail, held_at)
                        values ('restored', 'restored from a dump; what waits may have left already', :now)
                        on conflict do nothing
                        """)
                .bind("now", now)
                .execute();
    }
}
