package org.tickler.guard;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The hold, the seal and the clocks. */
interface GuardStore {
    record HoldRow(String reason, String detail, Instant heldAt) {}

    @SqlQuery("select reason, detail, held_at from outbound_hold where released_at is null")
    @RegisterConstructorMapper(HoldRow.class)
    Optional<HoldRow> current();

    /** 1, or 0 where there is a hold already. */
    @SqlUpdate(
            """
            insert into outbound_hold (reason, detail, held_at) values (:reason, :detail, :now)
            on conflict ((released_at is null)) where released_at is null do nothing
            """)
    int hold(
            @Bind("reason") String reason, @Bind("detail") String detail, @Bind("now") Instant now);

    @SqlUpdate(
            "update outbound_hold set released_at = :now, released_by = :who where released_at is null")
    int release(@Bind("who") String who, @Bind("now") Instant now);

    /** Where the database lived, and how often its heart has beaten. */
    record Seal(String place, long beats, boolean floodAllowed) {}

    @SqlQuery("select place, beats, flood_allowed from instance_seal")
    @RegisterConstructorMapper(Seal.class)
    Optional<Seal> seal();

    @SqlUpdate(
            "insert into instance_seal (place) values (:place) on conflict (only_one) do nothing")
    void seal(@Bind("place") String place);

    @SqlUpdate("update instance_seal set place = :place")
    void move(@Bind("place") String place);

    /** One more, and never fewer than {@code least}. */
    @SqlQuery("update instance_seal set beats = greatest(beats, :least) + 1 returning beats")
    long beat(@Bind("least") long least);

    @SqlUpdate("update instance_seal set flood_allowed = :allowed where flood_allowed <> :allowed")
    void allowFlood(@Bind("allowed") boolean allowed);

    /** A computer's clock as it was looked at last. */
    record Tick(long uptimeMs, Instant at) {}

    @SqlQuery("select uptime_ms, at from clock_tick where boot = :boot")
    @RegisterConstructorMapper(Tick.class)
    Optional<Tick> tick(@Bind("boot") String boot);

    @SqlQuery("select max(at) from clock_tick")
    @Nullable Instant lastTick();

    @SqlUpdate(
            """
            insert into clock_tick (boot, uptime_ms, at) values (:boot, :uptimeMs, :at)
            on conflict (boot) do update set uptime_ms = excluded.uptime_ms, at = excluded.at
            """)
    void tick(@Bind("boot") String boot, @Bind("uptimeMs") long uptimeMs, @Bind("at") Instant at);

    /** After a jump the other ticks say nothing any more, and old ones never do. */
    @SqlUpdate("delete from clock_tick where boot <> :boot and (at > :now or at < :old)")
    void forgetTicks(@Bind("boot") String boot, @Bind("now") Instant now, @Bind("old") Instant old);

    @SqlQuery(
            "select (select system_identifier from pg_control_system()) || '/' || oid from pg_database"
                    + " where datname = current_database()")
    String database();
}
