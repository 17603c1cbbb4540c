package org.tickler.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.tickler.mail.EmailAddress;

/**
 * How the nodes share the outbox. Whoever claims a mail names itself and the number of the attempt;
 * what it writes later counts only while both still stand, so that a node which slept through its
 * claim cannot overwrite what another one did meanwhile. A mail is begun in a commit of its own
 * before it is handed over: one that was claimed and not begun has certainly not left. Where one
 * mail is meant its state is compared as {@code state || ''}: else the planner, who believes that
 * hardly any mail is being sent, walks through all that are instead of looking the one up.
 */
interface ClaimStore {
    /** A mail that this node alone may send now. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Claim(
            long id,
            String kind,
            EmailAddress recipient,
            String envelopeFrom,
            byte[] raw,
            int attempts,
            Instant triedSince) {}

    /** By whom, and at which attempt, a mail was claimed: what a later write must still find. */
    record Hold(long id, String node, int attempts) {}

    /**
     * Takes the mails that are due, in order, and counts the attempt. A mail whose claim has run
     * out before it was begun is taken again. Of a lane only the first open mail is taken; nothing
     * is taken while all mail is held, whichever node found the reason.
     *
     * @param busy domains that are left alone for now
     */
    @SqlQuery(
            """
            with due as (
                select o.id from outbox o
                where o.state in ('ready', 'sending') and o.next_attempt_at <= :now
                    and (o.state = 'ready' or (o.claimed_until < :now and o.started_at is null))
                    and split_part(o.recipient, '@', 2) <> all(:busy)
                    and not exists (select 1 from outbound_hold h where h.released_at is null)
                    and (o.lane is null or not exists (
                        select 1 from outbox earlier
                        where earlier.lane = o.lane and earlier.id < o.id
                            and earlier.state in ('ready', 'sending', 'held')))
                order by o.next_attempt_at, o.id
                limit :limit
                for update of o skip locked
            ), claimed as (
                update outbox o
                set state = 'sending', attempts = o.attempts + 1, claimed_by = :node, claimed_until = :until,
                    started_at = null, tried_since = coalesce(o.tried_since, :now)
                from due where o.id = due.id
                returning o.id, o.kind, o.recipient, o.envelope_from, o.raw, o.attempts, o.tried_since,
                    o.next_attempt_at
            )
            select id, kind, recipient, envelope_from, raw, attempts, tried_since
            from claimed order by next_attempt_at, id
            """)
    @RegisterConstructorMapper(Claim.class)
    List<Claim> claim(
            @Bind("node") String node,
            @Bind("now") Instant now,
            @Bind("until") Instant until,
            @Bind("busy") String[] busy,
            @Bind("limit") int limit);

    /**
     * Keeps the claims of a node that is at work. A mail that one of its threads writes to just now
     * is left to the next time: to wait for it could be to wait for each other.
     */
    @SqlUpdate(
            """
            update outbox set claimed_until = :until where id in (
                select id from outbox where claimed_by = :node and state = 'sending' and claimed_until > :now
                order by id for update skip locked)
            """)
    int renew(@Bind("node") String node, @Bind("now") Instant now, @Bind("until") Instant until);

    /** A node with claims, and how long the longest lasts. */
    record Holder(String node, Instant until) {}

    @SqlQuery(
            """
            select claimed_by as node, max(claimed_until) as until from outbox
            where state = 'sending' and claimed_by <> :node group by claimed_by
            """)
    @RegisterConstructorMapper(Holder.class)
    List<Holder> others(@Bind("node") String node);

    /** Ends the claims of a node that has not renewed them. */
    @SqlUpdate(
            """
            update outbox set claimed_until = to_timestamp(0)
            where claimed_by = :holder.node and state = 'sending' and claimed_until <= :holder.until
            """)
    int bury(@BindMethods("holder") Holder holder);

    /** Says that the mail is handed over from now on; 0 where the claim is lost. */
    @SqlUpdate(
            """
            update outbox set started_at = :now
            where id = :hold.id and claimed_by = :hold.node and attempts = :hold.attempts and state || '' = 'sending'
                and claimed_until > :now
            """)
    int begin(@BindMethods("hold") Hold hold, @Bind("now") Instant now);

    /** The mail has left; 0 where the claim is lost. */
    @SqlUpdate(
            """
            update outbox set state = 'sent', sent_at = :now, last_answer = :answer, claimed_by = null,
                claimed_until = null, doubtful_since = null
            where id = :hold.id and claimed_by = :hold.node and attempts = :hold.attempts and state || '' = 'sending'
            """)
    int sent(
            @BindMethods("hold") Hold hold,
            @Bind("answer") String answer,
            @Bind("now") Instant now);

    @SqlUpdate(
            """
            update outbox set state = 'ready', next_attempt_at = :next, last_answer = :answer,
                claimed_by = null, claimed_until = null, started_at = null
            where id = :hold.id and claimed_by = :hold.node and attempts = :hold.attempts and state || '' = 'sending'
            """)
    int retry(
            @BindMethods("hold") Hold hold,
            @Bind("answer") String answer,
            @Bind("next") Instant next);

    /** Nobody knows whether it left; {@link Doubts} looks it up, not before {@code next}. */
    @SqlUpdate(
            """
            update outbox set doubtful_since = :now, doubts = doubts + 1, doubt_outcome = null, last_answer = :answer,
                next_attempt_at = :next, claimed_until = to_timestamp(0)
            where id = :hold.id and claimed_by = :hold.node and attempts = :hold.attempts and state || '' = 'sending'
            """)
    int doubt(
            @BindMethods("hold") Hold hold,
            @Bind("answer") String answer,
            @Bind("now") Instant now,
            @Bind("next") Instant next);

    @SqlUpdate(
            """
            update outbox set state = 'failed', last_answer = :answer, claimed_by = null, claimed_until = null
            where id = :hold.id and claimed_by = :hold.node and attempts = :hold.attempts and state || '' = 'sending'
            """)
    int failed(@BindMethods("hold") Hold hold, @Bind("answer") String answer);

    /** Puts mails back that were claimed and not handed over; the attempt does not count. */
    @SqlUpdate(
            """
            update outbox set state = 'ready', attempts = attempts - 1, next_attempt_at = :next,
                last_answer = coalesce(nullif(:answer, ''), last_answer), claimed_by = null, claimed_until = null,
                started_at = null
            where id = any(:ids) and claimed_by = :node and state = 'sending'
            """)
    int giveBack(
            @Bind("ids") long[] ids,
            @Bind("node") String node,
            @Bind("answer") String answer,
            @Bind("next") Instant next);

    /** From now on the age of what could leave counts, whether or not its turn came. */
    @SqlUpdate(
            """
            update outbox set tried_since = :now
            where state = 'ready' and tried_since is null and next_attempt_at <= :now
            """)
    int waiting(@Bind("now") Instant now);

    /** What waits because the server could not be used may be tried again now. */
    @SqlUpdate(
            """
            update outbox set next_attempt_at = :now
            where state = 'ready' and next_attempt_at > :now
                and last_answer = (select problem from mail_server where name = 'smtp')
            """)
    int wake(@Bind("now") Instant now);

    /** A mail that was given up. */
    record Lost(long id, String kind, EmailAddress recipient, String subject, String lastAnswer) {}

    @SqlQuery(
            """
            update outbox set state = 'failed', last_answer = :answer
            where state = 'ready' and tried_since < :limit
            returning id, kind, recipient, subject, last_answer
            """)
    @RegisterConstructorMapper(Lost.class)
    List<Lost> expire(@Bind("limit") Instant limit, @Bind("answer") String answer);

    @SqlQuery(
            "select id, kind, recipient, subject, coalesce(last_answer, '') as last_answer from outbox where id = :id")
    @RegisterConstructorMapper(Lost.class)
    Optional<Lost> lost(@Bind("id") long id);

    /** A mail of which nobody knows whether it left. */
    record Doubtful(long id, String messageId, int attempts, Instant doubtfulSince) {}

    /** Takes those in doubt, so that one node looks them up; counts the doubts that are new. */
    @SqlQuery(
            """
            with open as (
                select id from outbox
                where state = 'sending' and claimed_until < :now and started_at is not null and next_attempt_at <= :now
                order by id limit :limit
                for update skip locked
            )
            update outbox o
            set doubts = o.doubts + case when o.doubtful_since is null then 1 else 0 end,
                doubt_outcome = null, doubtful_since = coalesce(o.doubtful_since, :now),
                claimed_by = :node, claimed_until = :until
            from open where o.id = open.id
            returning o.id, o.message_id, o.attempts, o.doubtful_since
            """)
    @RegisterConstructorMapper(Doubtful.class)
    List<Doubtful> doubtful(
            @Bind("node") String node,
            @Bind("now") Instant now,
            @Bind("until") Instant until,
            @Bind("limit") int limit);

    /** It had left. */
    @SqlUpdate(
            """
            update outbox set state = 'sent', sent_at = doubtful_since, last_answer = :answer, doubt_outcome = 'found',
                claimed_by = null, claimed_until = null, doubtful_since = null
            where id = :hold.id and claimed_by = :hold.node and attempts = :hold.attempts and state || '' = 'sending'
            """)
    int found(@BindMethods("hold") Hold hold, @Bind("answer") String answer);

    /** It is sent again, under the same Message-ID. */
    @SqlUpdate(
            """
            update outbox set state = 'ready', next_attempt_at = :now, doubt_outcome = 'sent-again', claimed_by = null,
                claimed_until = null, started_at = null, doubtful_since = null
            where id = :hold.id and claimed_by = :hold.node and attempts = :hold.attempts and state || '' = 'sending'
            """)
    int again(@BindMethods("hold") Hold hold, @Bind("now") Instant now);

    /** It is looked up again later. */
    @SqlUpdate(
            """
            update outbox set next_attempt_at = :next, claimed_until = to_timestamp(0)
            where id = :hold.id and claimed_by = :hold.node and attempts = :hold.attempts and state || '' = 'sending'
            """)
    int lookLater(@BindMethods("hold") Hold hold, @Bind("next") Instant next);

    /** A mail of ours has come back to us: if it was in doubt it is not any more. */
    @SqlUpdate(
            """
            update outbox set state = 'sent', sent_at = :now, doubt_outcome = 'found', claimed_by = null,
                claimed_until = null, doubtful_since = null
            where message_id = :messageId and doubts > 0 and doubt_outcome is distinct from 'found'
                and (state = 'ready' or (state = 'sending' and doubtful_since is not null))
            """)
    int arrived(@Bind("messageId") String messageId, @Bind("now") Instant now);
}
