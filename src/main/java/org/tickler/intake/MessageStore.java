package org.tickler.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Stored messages on their way in. Attach it to the caller's handle. */
public interface MessageStore {
    /**
     * A stored message whose turn it is.
     *
     * @param raw its bytes, or null where they are many and to be asked for with {@link #raw}
     * @param attempts the tries before this one
     */
    record InboundMessage(
            long id,
            String mailbox,
            @Nullable String messageId,
            byte @Nullable [] raw,
            byte[] sha256,
            Instant receivedAt,
            int attempts) {
        InboundMessage after(int tries) {
            return new InboundMessage(id, mailbox, messageId, raw, sha256, receivedAt, tries);
        }
    }

    /** A message that could not be taken in, as the operator sees it. */
    record Quarantined(
            long id,
            String mailbox,
            @Nullable String messageId,
            @Nullable String fromAddress,
            @Nullable String subject,
            Instant receivedAt,
            Instant quarantinedAt,
            int attempts,
            String reason) {}

    /**
     * The mailboxes that have something due, one index look-up each. The limit keeps the planner
     * from reading all that waits, which is much in a flood.
     */
    @SqlQuery(
            """
            with recursive box as (
                (select mailbox from message where state = 'stored' order by mailbox limit 1)
                union all
                select (select m.mailbox from message m where m.state = 'stored' and m.mailbox > box.mailbox
                    order by m.mailbox limit 1)
                from box where box.mailbox is not null)
            select mailbox from box
            cross join lateral (select 1 from message m
                where m.state = 'stored' and m.mailbox = box.mailbox and m.next_attempt_at <= :now
                order by m.id limit 1) due
            """)
    List<String> waiting(@Bind("now") Instant now);

    /**
     * Counts a try of the next messages of this mailbox and puts them off, in case nobody comes
     * back from them. One that was tried before comes alone. The commit does not wait for the disk:
     * if it is lost, so is the try.
     */
    @SqlQuery(
            """
            with due as materialized (
                select id, attempts from message
                where state = 'stored' and mailbox = :mailbox and next_attempt_at <= :now
                order by id limit :count for update skip locked),
            begun as (
                update message set attempts = attempts + 1,
                    next_attempt_at = cast(:now as timestamptz)
                        + make_interval(secs => :pause * (1 << least(attempts, 10)))
                where id in (
                        select id from due where id = (select min(id) from due)
                            or (attempts = 0 and (select attempts from due order by id limit 1) = 0))
                    and set_config('synchronous_commit', 'off', true) is not null
                returning id, mailbox, message_id, raw, sha256, received_at, attempts)
            select id, mailbox, message_id, case when octet_length(raw) <= :atOnce then raw end as raw,
                sha256, received_at, attempts - 1 as attempts
            from begun order by id
            """)
    @RegisterConstructorMapper(InboundMessage.class)
    List<InboundMessage> begin(
            @Bind("mailbox") String mailbox,
            @Bind("now") Instant now,
            @Bind("pause") long pause,
            @Bind("count") int count,
            @Bind("atOnce") int atOnce);

    /** Counts a try that was taken back, as {@link #begin} does. */
    @SqlUpdate(
            """
            update message set attempts = attempts + 1,
                next_attempt_at = cast(:now as timestamptz)
                    + make_interval(secs => :pause * (1 << least(attempts, 10)))
            where id = :id and state = 'stored'
            """)
    void beginAgain(@Bind("id") long id, @Bind("now") Instant now, @Bind("pause") long pause);

    @SqlUpdate(
            """
            update message set attempts = greatest(attempts - 1, 0), next_attempt_at = :now
            where id = :id and state = 'stored'
            """)
    void takeBack(@Bind("id") long id, @Bind("now") Instant now);

    /**
     * Keeps every other node from the message until the transaction ends; gives the tries before
     * this one, or nothing if somebody is at it or has settled it meanwhile.
     */
    @SqlQuery(
            "select attempts - 1 from message where id = :id and state = 'stored' for update skip locked")
    Optional<Integer> claim(@Bind("id") long id);

    /** Waits until no other transaction is at a mail of this name. */
    @SqlQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:name, 7))) lock")
    int alone(@Bind("name") String name);

    /** Keeps the message from other nodes until then, in which its claimer has more to find out. */
    @SqlUpdate("update message set next_attempt_at = :until where id = :id")
    void hold(@Bind("id") long id, @Bind("until") Instant until);

    /**
     * What was taken in before a message.
     *
     * @param same a message that is this very one: the same bytes, or the same Message-ID and the
     *     same words
     * @param repeated whether another message with this Message-ID was taken in already, whatever
     *     its words, or the same words of the same author and moment under another Message-ID
     */
    record Earlier(@Nullable Long same, boolean repeated) {}

    @SqlQuery(
            """
            select
                (select min(id) from message
                    where id <> :id and state in ('processed', 'quarantined', 'dropped')
                        and (sha256 = :sha256
                            or (message_id is not null and message_id = :messageId and content_hash = :contentHash)))
                    as same,
                exists (select 1 from message where message_id = :messageId and id <> :id and state = 'processed')
                    or exists (select 1 from message where content_hash = :contentHash and id <> :id
                        and state = 'processed' and from_address = :fromAddress and dated = :dated) as repeated
            """)
    @RegisterConstructorMapper(Earlier.class)
    Earlier earlier(
            @Bind("id") long id,
            @Bind("sha256") byte[] sha256,
            @Bind("messageId") @Nullable String messageId,
            @Bind("fromAddress") @Nullable String fromAddress,
            @Bind("dated") @Nullable Instant dated,
            @Bind("contentHash") byte[] contentHash);

    @SqlUpdate(
            """
            update message set state = :state, kind = :kind, from_address = :fromAddress, subject = :subject,
                outcome = :outcome, content_hash = :contentHash, dated = :dated, processed_at = :now
            where id = :id
            """)
    void settle(
            @Bind("id") long id,
            @Bind("state") String state,
            @Bind("kind") String kind,
            @Bind("fromAddress") @Nullable String fromAddress,
            @Bind("subject") String subject,
            @Bind("outcome") String outcome,
            @Bind("contentHash") byte[] contentHash,
            @Bind("dated") @Nullable Instant dated,
            @Bind("now") Instant now);

    @SqlUpdate(
            "update message set next_attempt_at = :again, outcome = :reason where id = :id and state = 'stored'")
    void postpone(@Bind("id") long id, @Bind("again") Instant again, @Bind("reason") String reason);

    default void quarantine(long id, String reason, Instant now) {
        if (markQuarantined(id, reason) == 1) {
            insertQuarantine(id, reason, now);
        }
    }

    @SqlUpdate(
            "update message set state = 'quarantined', outcome = :reason where id = :id and state = 'stored'")
    int markQuarantined(@Bind("id") long id, @Bind("reason") String reason);

    @SqlUpdate(
            """
            insert into quarantine (message_id, reason, quarantined_at) values (:id, :reason, :now)
            on conflict (message_id) do update set reason = excluded.reason, quarantined_at = excluded.quarantined_at
            """)
    void insertQuarantine(
            @Bind("id") long id, @Bind("reason") String reason, @Bind("now") Instant now);

    @SqlQuery(
            """
            select m.id, m.mailbox, m.message_id, m.from_address, m.subject, m.received_at, q.quarantined_at, m.attempts, q.reason
            from quarantine q join message m on m.id = q.message_id
            where m.state = 'quarantined' order by q.quarantined_at, m.id
            """)
    @RegisterConstructorMapper(Quarantined.class)
    List<Quarantined> quarantined();

    /**
     * Lets a quarantined message be taken in again, with three new tries; 0 if it is not in
     * quarantine.
     */
    default int retry(long id, Instant now) {
        int released = release(id, now);
        if (released > 0) {
            leaveQuarantine(id);
        }
        return released;
    }

    @SqlUpdate(
            "update message set state = 'stored', attempts = 0, next_attempt_at = :now where id = :id and state = 'quarantined'")
    int release(@Bind("id") long id, @Bind("now") Instant now);

    @SqlUpdate("delete from quarantine where message_id = :id")
    void leaveQuarantine(@Bind("id") long id);

    /** Gives a quarantined message up; its raw bytes are kept. 0 if it is not in quarantine. */
    @SqlUpdate("update message set state = 'dropped' where id = :id and state = 'quarantined'")
    int drop(@Bind("id") long id);

    @SqlQuery("select raw from message where id = :id")
    Optional<byte[]> raw(@Bind("id") long id);

    /**
     * Stores a message that did not come by IMAP; 0 if these bytes of this mailbox were stored
     * before.
     */
    @SqlUpdate(
            """
            insert into message (mailbox, uid_validity, uid, message_id, sha256, raw, received_at, next_attempt_at)
            select :mailbox, 0, coalesce(max(uid), 0) + 1, :messageId, :sha256, :raw, :now, :now
            from message where mailbox = :mailbox and uid_validity = 0
            having not exists (select 1 from message where mailbox = :mailbox and sha256 = :sha256)
            """)
    int importRaw(
            @Bind("mailbox") String mailbox,
            @Bind("messageId") @Nullable String messageId,
            @Bind("sha256") byte[] sha256,
            @Bind("raw") byte[] raw,
            @Bind("now") Instant now);
}
