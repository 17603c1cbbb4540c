package org.tickler.fetch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Where each mailbox was read to, who reads it, and the raw messages. */
interface InboundStore {
    /** How far a mailbox is read; 0 and 0 if never. */
    record Cursor(long uidValidity, long lastUid) {}

    /** A message as it is kept. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record NewMessage(
            String mailbox,
            long uidValidity,
            long uid,
            @Nullable String messageId,
            byte[] sha256,
            byte[] raw,
            Instant receivedAt,
            Instant now) {}

    @SqlUpdate(
            """
            insert into mailbox_cursor (mailbox, uid_validity, last_uid) values (:mailbox, 0, 0)
            on conflict (mailbox) do nothing
            """)
    int register(@Bind("mailbox") String mailbox);

    /**
     * Those of the mailboxes whose turn has come since they were last read well. The turns of each
     * lie {@code seconds} apart and {@code phase} seconds behind a full one, so that the mailboxes
     * of a server are not all read at the same time. One that was read in the future was so before
     * the clock was set back.
     */
    @SqlQuery(
            """
            select box.mailbox
            from unnest(:mailboxes, :seconds, :phases) as box(mailbox, seconds, phase)
            left join mailbox_cursor c on c.mailbox = box.mailbox
            where c.polled_at is null or c.polled_at > cast(:now as timestamptz)
                or floor((extract(epoch from c.polled_at) - box.phase) / box.seconds)
                    < floor((extract(epoch from cast(:now as timestamptz)) - box.phase) / box.seconds)
            """)
    List<String> due(
            @Bind("mailboxes") String[] mailboxes,
            @Bind("seconds") Long[] seconds,
            @Bind("phases") Long[] phases,
            @Bind("now") Instant now);

    /**
     * Makes {@code node} the only reader until {@code until}; empty if another reads, or if the
     * mailbox is not registered. A claim that ends later than a new one would is of before the
     * clock was set back.
     *
     * @return how far the mailbox is read
     */
    @RegisterConstructorMapper(Cursor.class)
    @SqlQuery(
            """
            update mailbox_cursor set held_by = :node, held_until = :until
            where mailbox = :mailbox and (held_by is null or held_by = :node or held_until <= :now
                or held_until > cast(:until as timestamptz) + interval '10 seconds')
            returning uid_validity, last_uid
            """)
    Optional<Cursor> claim(
            @Bind("mailbox") String mailbox,
            @Bind("node") String node,
            @Bind("now") Instant now,
            @Bind("until") Instant until);

    @SqlUpdate(
            "update mailbox_cursor set held_until = :until where mailbox = :mailbox and held_by = :node")
    void renew(
            @Bind("mailbox") String mailbox,
            @Bind("node") String node,
            @Bind("until") Instant until);

    /** Moves the cursor and renews the claim: 0 if the claim was lost. */
    @SqlUpdate(
            """
            update mailbox_cursor set uid_validity = :uidValidity, last_uid = :lastUid, held_until = :until
            where mailbox = :mailbox and held_by = :node
            """)
    int advance(
            @Bind("mailbox") String mailbox,
            @Bind("node") String node,
            @Bind("uidValidity") long uidValidity,
            @Bind("lastUid") long lastUid,
            @Bind("until") Instant until);

    @SqlUpdate(
            """
            update mailbox_cursor set held_by = null, held_until = null, polled_at = :now, poll_error = :warning
            where mailbox = :mailbox and held_by = :node
            """)
    void release(
            @Bind("mailbox") String mailbox,
            @Bind("node") String node,
            @Bind("now") Instant now,
            @Bind("warning") @Nullable String warning);

    /** The same after a failure: the time of the last good poll stays. */
    @SqlUpdate(
            """
            update mailbox_cursor set held_by = null, held_until = null, poll_error = :error
            where mailbox = :mailbox and held_by = :node
            """)
    void releaseFailed(
            @Bind("mailbox") String mailbox,
            @Bind("node") String node,
            @Bind("error") String error);

    /** Keeps a message: 1, or 0 if this very one is kept already. */
    @SqlUpdate(
            """
            insert into message (mailbox, uid_validity, uid, message_id, sha256, raw, received_at, next_attempt_at)
            values (:m.mailbox, :m.uidValidity, :m.uid, :m.messageId, :m.sha256, :m.raw, :m.receivedAt, :m.now)
            on conflict (mailbox, uid_validity, uid) do nothing
            """)
    int insert(@BindMethods("m") NewMessage message);

    /**
     * Keeps what there is of a message that cannot be processed, with the reason.
     *
     * @param from the author's address, if the header could be read
     */
    @SqlUpdate(
            """
            with kept as (
                insert into message
                    (mailbox, uid_validity, uid, message_id, sha256, raw, received_at, next_attempt_at, state, outcome,
                    from_address, subject)
                values (:m.mailbox, :m.uidValidity, :m.uid, :m.messageId, :m.sha256, :m.raw, :m.receivedAt, :m.now,
                    'quarantined', :reason, :from, :subject)
                on conflict (mailbox, uid_validity, uid) do nothing
                returning id)
            insert into quarantine (message_id, reason, quarantined_at) select id, :reason, :m.now from kept
            """)
    int quarantine(
            @BindMethods("m") NewMessage message,
            @Bind("reason") String reason,
            @Bind("from") @Nullable String from,
            @Bind("subject") @Nullable String subject);

    /** Where in its mailbox a message lies. */
    record Origin(String mailbox, long uidValidity, long uid) {}

    /**
     * Where a quarantined message lies that nobody has tried to read: the poller put it there
     * itself, as it could not take the whole of it.
     */
    @RegisterConstructorMapper(Origin.class)
    @SqlQuery(
            """
            select mailbox, uid_validity, uid from message
            where id = :id and state = 'quarantined' and attempts = 0 and uid_validity <> 0
            """)
    Optional<Origin> partial(@Bind("id") long id);

    /** Puts the whole message in the place of its header; it stays in quarantine. */
    @SqlUpdate(
            """
            update message set raw = :raw, sha256 = :sha256 where id = :id and state = 'quarantined' and attempts = 0
            """)
    int complete(@Bind("id") long id, @Bind("raw") byte[] raw, @Bind("sha256") byte[] sha256);
}
