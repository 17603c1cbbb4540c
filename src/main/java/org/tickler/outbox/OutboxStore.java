package org.tickler.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.people.PersonId;
import org.tickler.task.TaskId;

/** The rows of mails that leave. Opens no transaction of its own. */
public interface OutboxStore {
    /** A mail to be written down. */
    record NewRow(
            long id,
            String cause,
            String kind,
            EmailAddress recipient,
            @Nullable PersonId personId,
            String messageId,
            String envelopeFrom,
            String subject,
            byte[] raw,
            String bodyText,
            @Nullable String lane,
            Instant now) {}

    /** What an answer needs to know of the mail it answers. */
    record SentRow(
            long id,
            String kind,
            String messageId,
            EmailAddress recipient,
            @Nullable PersonId personId,
            String subject,
            String bodyText,
            Instant createdAt) {}

    /** Which task a number of a mail means. */
    record NumberRow(int number, TaskId taskId, int version) {}

    @SqlQuery("select nextval(pg_get_serial_sequence('outbox', 'id'))")
    long nextId();

    /**
     * What stands in a mail's way, and the number it gets if nothing does.
     *
     * @param n counts the mails that were asked about, from 1
     * @param ccApproved true also where there is no copy
     * @param open whether a mail of the same cause waits for the same recipient
     */
    record Gate(int n, long id, boolean approved, boolean ccApproved, boolean open) {}

    /**
     * @param ccs the empty string where there is no copy
     */
    @SqlQuery(
            """
            select d.n, nextval(pg_get_serial_sequence('outbox', 'id')) as id,
                exists (select 1 from person_address a where a.address = d.recipient and a.approved_at is not null)
                    as approved,
                d.cc = '' or exists (select 1 from person_address a where a.address = d.cc and a.approved_at is not null)
                    as cc_approved,
                exists (select 1 from outbox o where o.cause = d.cause and o.recipient = d.recipient
                    and o.state in ('ready', 'sending', 'held')) as open
            from unnest(:causes, :recipients, :ccs) with ordinality as d(cause, recipient, cc, n)
            """)
    @RegisterConstructorMapper(Gate.class)
    List<Gate> gates(
            @Bind("causes") String[] causes,
            @Bind("recipients") String[] recipients,
            @Bind("ccs") String[] ccs);

    /**
     * What was proposed by mail.
     *
     * @param mails not counted further than asked for
     * @param ended whether one of them said that no more follow
     */
    record Proposed(int mails, boolean ended) {}

    /**
     * The mails that propose tasks, {@code most} at most; {@code end} begins the cause of the last.
     */
    @SqlQuery(
            """
            select count(*) as mails, coalesce(bool_or(starts_with(cause, :end)), false) as ended
            from (select cause from outbox where kind = 'proposal' and created_at > :since
                and recipient = :recipient order by created_at desc limit :most) as lately
            """)
    @RegisterConstructorMapper(Proposed.class)
    Proposed proposals(
            @Bind("recipient") EmailAddress recipient,
            @Bind("since") Instant since,
            @Bind("end") String end,
            @Bind("most") int most);

    /** How many tasks those mails propose. */
    @SqlQuery(
            """
            select count(*) from outbox o join outbox_task t on t.outbox_id = o.id
            where o.kind = 'proposal' and o.created_at > :since and o.recipient = :recipient
            """)
    int tasksProposed(@Bind("recipient") EmailAddress recipient, @Bind("since") Instant since);

    /** Leaves out those of which a mail of the same cause waits for the same recipient. */
    @SqlBatch(
            """
            insert into outbox (id, cause, kind, recipient, person_id, message_id, envelope_from, subject, raw,
                body_text, lane, next_attempt_at, created_at)
            overriding system value
            values (:row.id, :row.cause, :row.kind, :row.recipient, :row.personId, :row.messageId, :row.envelopeFrom,
                :row.subject, :row.raw, :row.bodyText, :row.lane, :row.now, :row.now)
            on conflict (cause, recipient) where state in ('ready', 'sending', 'held') do nothing
            """)
    void insert(@BindMethods("row") List<NewRow> rows);

    /** Which of these were inserted: a batch is sent as one statement, which does not tell. */
    @SqlQuery("select id from outbox where id = any(:ids)")
    Set<Long> present(@Bind("ids") long[] ids);

    /** What a number of a mail means. */
    record Numbered(long outboxId, int number, TaskId task, int version) {}

    @SqlBatch(
            """
            insert into outbox_task (outbox_id, number, task_id, version)
            values (:row.outboxId, :row.number, :row.task, :row.version)
            """)
    void number(@BindMethods("row") List<Numbered> rows);

    String SENT =
            """
            select id, kind, message_id, recipient, person_id, subject, body_text, created_at from outbox
            """;

    @SqlQuery(SENT + "where id = :id")
    @RegisterConstructorMapper(SentRow.class)
    Optional<SentRow> byId(@Bind("id") long id);

    @SqlQuery(SENT + "where message_id = :messageId")
    @RegisterConstructorMapper(SentRow.class)
    Optional<SentRow> byMessageId(@Bind("messageId") String messageId);

    @SqlQuery(
            "select number, task_id, version from outbox_task where outbox_id = :id order by number")
    @RegisterConstructorMapper(NumberRow.class)
    List<NumberRow> numbers(@Bind("id") long id);

    /** A mail that has not left. */
    record WaitingRow(String kind, EmailAddress recipient, String subject, Instant since) {}

    @SqlQuery(
            """
            select count(*) from (
                select 1 from outbox where state in ('ready', 'sending') and next_attempt_at <= :now limit :limit) as few
            """)
    int countWaiting(@Bind("now") Instant now, @Bind("limit") int limit);

    @SqlQuery(
            "select count(*) from (select 1 from outbox where state in ('ready', 'sending') limit :limit) as few")
    int countUnsent(@Bind("limit") int limit);

    @SqlQuery(
            """
            select kind, recipient, subject, created_at as since from outbox
            where state in ('ready', 'sending') order by next_attempt_at, id limit :limit
            """)
    @RegisterConstructorMapper(WaitingRow.class)
    List<WaitingRow> unsent(@Bind("limit") int limit);

    /** Gives up what waits; a mail in the air is not stopped. */
    @SqlUpdate("update outbox set state = 'dropped' where state = 'ready'")
    int dropWaiting();

    /** Counts the age of what waits anew. */
    @SqlUpdate(
            "update outbox set tried_since = null where state = 'ready' and tried_since is not null")
    int restart();

    /** How many mails a person got. */
    record Written(PersonId personId, int mails) {}

    /**
     * How many mails were written to each of some people that are not answers to theirs.
     *
     * @param since in seconds of the epoch, for each of the people
     */
    @SqlQuery(
            """
            select d.person as person_id, (select count(*) from outbox o
                where o.person_id = d.person and o.created_at >= to_timestamp(d.since)
                    and o.kind in ('proposal', 'reminder', 'digest', 'notice')) as mails
            from unnest(:people, :since) as d(person, since)
            """)
    @RegisterConstructorMapper(Written.class)
    List<Written> writtenTo(@Bind("people") long[] people, @Bind("since") long[] since);

    /** Keeps a mail that waits from leaving; returns 0 where it does not wait. */
    @SqlUpdate("update outbox set state = 'held' where id = :id and state = 'ready'")
    int hold(@Bind("id") long id);

    @SqlUpdate(
            """
            update outbox set state = 'ready', next_attempt_at = greatest(next_attempt_at, :now)
            where id = :id and state = 'held'
            """)
    int release(@Bind("id") long id, @Bind("now") Instant now);
}
