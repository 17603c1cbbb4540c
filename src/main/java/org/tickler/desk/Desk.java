package org.tickler.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.tickler.app.Core;
import org.tickler.app.Database;
import org.tickler.app.DatabaseException;
import org.tickler.app.Wiring;
import org.tickler.config.Settings;
import org.tickler.inspect.UsageException;
import org.tickler.people.People;
import org.tickler.people.Person;

/** The configured database, opened for one command of its owner. */
final class Desk implements AutoCloseable {
    /** How the command line writes moments, in the zone of whoever reads them. */
    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final Database database;
    private final Core core;

    private Desk(Database database, Core core) {
        this.database = database;
        this.core = core;
    }

    /**
     * @throws UsageException if the database cannot be opened
     */
    static Desk open(Settings settings) {
        Database database;
        try {
            database = Database.open(settings.database());
        } catch (DatabaseException e) {
            throw new UsageException(e.getMessage());
        }
        return new Desk(database, Wiring.core(settings, database.jdbi(), InstantSource.system()));
    }

    Core core() {
        return core;
    }

    /** Runs {@code work} in one transaction. */
    <T> T inTransaction(Function<Handle, T> work) {
        return core.jdbi().inTransaction(work::apply);
    }

    /**
     * @throws UsageException if nobody is configured whom the tracker works for
     */
    static Person owner(Handle handle) {
        return new People(handle)
                .owner()
                .orElseThrow(() ->
                        new UsageException(
                                "no owner is configured: give a person in the section people of"
                                        + " config/tickler.yaml the role owner"));
    }

    /** {@code at} by the owner's clock, or in UTC, and said so, while nobody is configured. */
    String moment(Instant at) {
        return inTransaction(handle -> new People(handle).owner())
                .map(owner -> MOMENT.format(at.atZone(owner.zone())))
                .orElseGet(() -> MOMENT.format(at.atZone(ZoneOffset.UTC)) + " UTC");
    }

    @Override
    public void close() {
        database.close();
    }
}
