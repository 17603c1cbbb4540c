package org.tickler.dispatch;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.tickler.mail.EmailAddress;

/**
 * How the nodes share the outbox. Whoever claims a mail names itself and the number of the attempt;
 * what it writes later counts only while both still stand, so that a node which slept through its
 * claim cannot overwrite what another one did meanwhile.
 */
public interface ClaimStore {
    /** A mail that this node alone may send now. */
    record Claim(
            long id,
            String cause,
            String kind,
            EmailAddress recipient,
            String envelopeFrom,
            String subject,
            byte[] raw,
            int attempts,
            Instant createdAt) {}

    /**
     * Takes the mails that are due, in order, and counts the attempt. A mail whose claim has run
     * out is taken again. Of a lane only the first open mail is taken.
     */
    @SqlQuery(
            """
            with due as (
                select o.id from outbox o
                where o.state in ('ready', 'sending') and o.next_attempt_at <= :now
                    and (o.state = 'ready' or o.claimed_until < :now)
                    and (o.lane is null or not exists (
                        select 1 from outbox earlier
                        where earlier.lane = o.lane and earlier.id < o.id
                            and earlier.state in ('ready', 'sending', 'held')))
                order by o.next_attempt_at, o.id
                limit :limit
                for update of o skip locked
            ), claimed as (
                update outbox o
                set state = 'sending', attempts = o.attempts + 1, claimed_by = :node, claimed_until = :until
                from due where o.id = due.id
                returning o.id, o.cause, o.kind, o.recipient, o.envelope_from, o.subject, o.raw, o.attempts,
                    o.created_at, o.next_attempt_at
            )
            select id, cause, kind, recipient, envelope_from, subject, raw, attempts, created_at
            from claimed order by next_attempt_at, id
            """)
    @RegisterConstructorMapper(Claim.class)
    List<Claim> claim(
            @Bind("node") String node,
            @Bind("now") Instant now,
            @Bind("until") Instant until,
            @Bind("limit") int limit);

    /** Keeps what {@code node} has claimed its own for longer. */
    @SqlUpdate(
            "update outbox set claimed_until = :until where claimed_by = :node and state = 'sending'")
    void renew(@Bind("node") String node, @Bind("until") Instant until);

    @SqlUpdate(
            """
            update outbox set state = 'sent', sent_at = :now, last_answer = :answer, claimed_by = null, claimed_until = null
            where id = :id and claimed_by = :node and attempts = :attempts and state = 'sending'
            """)
    int sent(
            @Bind("id") long id,
            @Bind("node") String node,
            @Bind("attempts") int attempts,
            @Bind("answer") String answer,
            @Bind("now") Instant now);

    @SqlUpdate(
            """
            update outbox set state = 'ready', next_attempt_at = :next, last_answer = :answer,
                claimed_by = null, claimed_until = null
            where id = :id and claimed_by = :node and attempts = :attempts and state = 'sending'
            """)
    int retry(
            @Bind("id") long id,
            @Bind("node") String node,
            @Bind("attempts") int attempts,
            @Bind("answer") String answer,
            @Bind("next") Instant next);

    @SqlUpdate(
            """
            update outbox set state = 'failed', last_answer = :answer, claimed_by = null, claimed_until = null
            where id = :id and claimed_by = :node and attempts = :attempts and state = 'sending'
            """)
    int failed(
            @Bind("id") long id,
            @Bind("node") String node,
            @Bind("attempts") int attempts,
            @Bind("answer") String answer);

    /** Puts a mail back that was claimed but not tried; the attempt does not count. */
    @SqlUpdate(
            """
            update outbox set state = 'ready', attempts = attempts - 1, next_attempt_at = :next,
                last_answer = coalesce(nullif(:answer, ''), last_answer), claimed_by = null, claimed_until = null
            where id = :id and claimed_by = :node and attempts = :attempts and state = 'sending'
            """)
    int giveBack(
            @Bind("id") long id,
            @Bind("node") String node,
            @Bind("attempts") int attempts,
            @Bind("answer") String answer,
            @Bind("next") Instant next);
}
