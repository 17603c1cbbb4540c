package org.tickler.outbox;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.tickler.task.TaskId;

/** The outbox as operators look at it; changes nothing. */
public interface OutboxView {
    /**
     * A mail that leaves or left, without its text.
     *
     * @param nextAttemptAt when it is tried next; the past means at once
     * @param lastAnswer the server's words, or null before the first attempt
     */
    record Letter(
            long id,
            String kind,
            String recipient,
            String subject,
            String state,
            int attempts,
            Instant nextAttemptAt,
            @Nullable String lastAnswer,
            Instant createdAt,
            @Nullable Instant sentAt) {}

    /**
     * How many mails there are in a state.
     *
     * @param oldest when the first of them was written
     * @param oldestDue since when the first of them could have been sent
     */
    record StateCount(String state, long total, Instant oldest, Instant oldestDue) {}

    /** A line for each state that has mails. */
    @SqlQuery(
            """
            select state, count(*) as total, min(created_at) as oldest, min(next_attempt_at) as oldest_due
            from outbox group by state
            """)
    @RegisterConstructorMapper(StateCount.class)
    List<StateCount> countByState();

    /**
     * How many mails may have left without our knowing, by how that ended; "open" if it has not.
     */
    record DoubtCount(String outcome, long total) {}

    @SqlQuery(
            """
            select coalesce(doubt_outcome, 'open') as outcome, count(*) as total
            from outbox where doubts > 0 group by 1 order by 1
            """)
    @RegisterConstructorMapper(DoubtCount.class)
    List<DoubtCount> doubts();

    /**
     * A mail that may have left without our knowing.
     *
     * @param times how often that was so
     * @param outcome how it ended the last time: found, sent-again, or open
     */
    record Doubt(String kind, String recipient, String subject, int times, String outcome) {}

    /** Those mails, the open ones first, then the newest. */
    @SqlQuery(
            """
            select kind, recipient, subject, doubts as times, coalesce(doubt_outcome, 'open') as outcome
            from outbox where doubts > 0 order by doubt_outcome is not null, id desc limit :limit
            """)
    @RegisterConstructorMapper(Doubt.class)
    List<Doubt> doubtful(@Bind("limit") int limit);

    /** What failed and what still waits first, then what was sent, the newest first. */
    @SqlQuery(
            """
            select id, kind, recipient, subject, state, attempts, next_attempt_at, last_answer, created_at, sent_at
            from outbox
            order by case state when 'failed' then 0 when 'sent' then 2 else 1 end, id desc limit :limit
            """)
    @RegisterConstructorMapper(Letter.class)
    List<Letter> recent(@Bind("limit") int limit);

    /** The mails that speak of a task, the newest first. */
    @SqlQuery(
            """
            select o.id, o.kind, o.recipient, o.subject, o.state, o.attempts, o.next_attempt_at, o.last_answer,
                o.created_at, o.sent_at
            from outbox o
            where o.id in (select t.outbox_id from outbox_task t where t.task_id = :task)
            order by o.id desc limit :limit
            """)
    @RegisterConstructorMapper(Letter.class)
    List<Letter> about(@Bind("task") TaskId task, @Bind("limit") int limit);
}
