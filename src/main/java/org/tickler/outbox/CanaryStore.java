package org.tickler.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** When canaries were written and read again. */
interface CanaryStore {
    @SqlQuery("select max(written_at) from canary where mailbox = :mailbox")
    Optional<Instant> lastWritten(@Bind("mailbox") String mailbox);

    @SqlUpdate("insert into canary (outbox_id, mailbox, written_at) values (:id, :mailbox, :now)")
    void add(@Bind("id") long id, @Bind("mailbox") String mailbox, @Bind("now") Instant now);

    @SqlUpdate(
            """
            update canary set arrived_at = :now
            where arrived_at is null and outbox_id = (select id from outbox where message_id = :messageId)
            """)
    int arrived(@Bind("messageId") String messageId, @Bind("now") Instant now);

    /** The last canary of each mailbox, and the last of each that arrived. */
    @SqlQuery(
            """
            select c.mailbox, max(c.written_at) as written_at, max(c.arrived_at) as arrived_at,
                (select min(w.written_at) from canary w join outbox o on o.id = w.outbox_id
                    where w.mailbox = c.mailbox and w.arrived_at is null and o.state = 'sent'
                        and w.written_at > coalesce((select max(a.written_at) from canary a
                            where a.mailbox = c.mailbox and a.arrived_at is not null), to_timestamp(0)))
                    as missing_since
            from canary c group by c.mailbox order by c.mailbox
            """)
    @RegisterConstructorMapper(Canaries.State.class)
    List<Canaries.State> states();

    @SqlUpdate("delete from canary where written_at < :before")
    int forget(@Bind("before") Instant before);
}
