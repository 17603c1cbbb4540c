package org.tickler.intake;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The stored messages and the quarantine as operators look at them; changes nothing. */
public interface IntakeView {
    /**
     * A stored message in a line; what could not be read of it is null.
     *
     * @param outcome what became of it, in words
     */
    record Arrival(
            long id,
            String mailbox,
            @Nullable String fromAddress,
            @Nullable String subject,
            @Nullable String kind,
            String state,
            @Nullable String outcome,
            Instant receivedAt) {}

    /** A message that could not be processed, and why. */
    record Quarantined(
            long id,
            @Nullable String fromAddress,
            @Nullable String subject,
            String reason,
            int attempts,
            Instant receivedAt,
            Instant quarantinedAt) {}

    /** How many messages are in a state. */
    record StateCount(String state, long total) {}

    /** A line for each state that has messages. */
    @SqlQuery("select state, count(*) as total from message group by state")
    @RegisterConstructorMapper(StateCount.class)
    List<StateCount> countByState();

    @SqlQuery("select count(*) from quarantine")
    long quarantineSize();

    /** The newest first. */
    @SqlQuery(
            """
            select m.id, m.from_address, m.subject, q.reason, m.attempts, m.received_at, q.quarantined_at
            from quarantine q join message m on m.id = q.message_id
            order by q.quarantined_at desc, m.id desc limit :limit
            """)
    @RegisterConstructorMapper(Quarantined.class)
    List<Quarantined> quarantined(@Bind("limit") int limit);

    /** The newest first. */
    @SqlQuery(
            """
            select id, mailbox, from_address, subject, kind, state, outcome, received_at
            from message order by id desc limit :limit
            """)
    @RegisterConstructorMapper(Arrival.class)
    List<Arrival> recent(@Bind("limit") int limit);

    /** The messages with these numbers; {@code ids} must not be empty. */
    @SqlQuery(
            """
            select id, mailbox, from_address, subject, kind, state, outcome, received_at
            from message where id in (<ids>)
            """)
    @RegisterConstructorMapper(Arrival.class)
    List<Arrival> byIds(@BindList("ids") List<Long> ids);
}
