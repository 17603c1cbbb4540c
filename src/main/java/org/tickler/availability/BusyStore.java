package org.tickler.availability;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.BusyTime;
import org.tickler.people.PersonId;

/** What is known of people's own calendars. Attach it to the caller's handle. */
public interface BusyStore {
    /**
     * How far a calendar was read.
     *
     * @param readAt when it was last read or found unchanged; null if never
     * @param coversUntil until when its busy times are known
     * @param problem why it could not be read the last time, or null
     */
    record Reading(
            PersonId personId,
            byte[] locationHash,
            @Nullable String etag,
            @Nullable String lastModified,
            @Nullable Instant readAt,
            Instant checkedAt,
            @Nullable Instant coversUntil,
            @Nullable String problem) {}

    @SqlQuery("select * from own_calendar where person_id = :person")
    @RegisterConstructorMapper(Reading.class)
    Optional<Reading> reading(@Bind("person") PersonId person);

    @SqlUpdate(
            """
            insert into own_calendar (person_id, location_hash, etag, last_modified, read_at, checked_at, covers_until, problem)
            values (:r.personId, :r.locationHash, :r.etag, :r.lastModified, :r.readAt, :r.checkedAt, :r.coversUntil, :r.problem)
            on conflict (person_id) do update set location_hash = excluded.location_hash, etag = excluded.etag,
                last_modified = excluded.last_modified, read_at = excluded.read_at, checked_at = excluded.checked_at,
                covers_until = excluded.covers_until, problem = excluded.problem
            """)
    void put(@BindMethods("r") Reading reading);

    @SqlUpdate("delete from busy_time where person_id = :person")
    void clear(@Bind("person") PersonId person);

    @SqlBatch(
            """
            insert into busy_time (person_id, starts_at, ends_at, uid, summary)
            values (:person, :time.start, :time.end, :time.uid, :time.summary)
            """)
    void add(@Bind("person") PersonId person, @BindMethods("time") List<BusyTime> times);

    /** The busy times that touch a span, soonest first. */
    @SqlQuery(
            """
            select starts_at as start, ends_at as end, uid, summary from busy_time
            where person_id = :person and starts_at < :to and ends_at > :from order by starts_at, ends_at
            """)
    @RegisterConstructorMapper(BusyTime.class)
    List<BusyTime> busy(
            @Bind("person") PersonId person, @Bind("from") Instant from, @Bind("to") Instant to);
}
