package org.tickler.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;

/**
 * Tasks and where they came from. Opens no transaction of its own: attach it to the caller's
 * handle.
 */
public interface TaskStore {
    @SqlUpdate(
            """
            insert into task (owner_id, title, fingerprint, state, assignee_id, due_date, due_time, due_start, due_words,
                follow_up, priority, tags, confidence, created_at, changed_at, finished_at)
            values (:task.ownerId, :task.title, :task.fingerprint, :task.state, :task.assigneeId, :task.due?.date,
                :task.due?.time, :task.due?.start, coalesce(:task.due?.words, ''), :task.followUp, :task.priority,
                :task.tags, :task.confidence, :now, :now, case when :task.state in ('done', 'dropped') then cast(:now as timestamptz) end)
            """)
    @GetGeneratedKeys("id")
    TaskId insert(@BindMethods("task") NewTask task, @Bind("now") Instant now);

    /** Writes {@code task} over the version before it; returns 0 if somebody else was faster. */
    @SqlUpdate(
            """
            update task set title = :task.title, state = :task.state, assignee_id = :task.assigneeId,
                due_date = :task.due?.date, due_time = :task.due?.time, due_start = :task.due?.start,
                due_words = coalesce(:task.due?.words, ''), follow_up = :task.followUp, priority = :task.priority,
                tags = :task.tags, repeat_rule = :task.repeatRule, snoozed_until = :task.snoozedUntil,
                snooze_count = :task.snoozeCount, muted_until = :task.mutedUntil, merged_into = :task.mergedInto,
                changed_at = :task.changedAt, finished_at = :task.finishedAt, version = :task.version
            where id = :task.id and version = :task.version - 1
            """)
    int update(@BindMethods("task") Task task);

    @SqlQuery("select * from task where id = :id")
    Optional<Task> find(@Bind("id") TaskId id);

    /** As {@link #find}, and nobody else can change it until the transaction ends. */
    @SqlQuery("select * from task where id = :id for update")
    Optional<Task> lock(@Bind("id") TaskId id);

    /**
     * As {@link #lock}, for many; those that somebody else is changing just now are left out, so
     * that nobody waits for a heap of tasks.
     */
    @SqlQuery("select * from task where id = any(:ids) order by id for update skip locked")
    List<Task> lockFree(@Bind("ids") long[] ids);

    @SqlQuery(
            """
            select * from task where state = :state
            order by due_date nulls last, due_time nulls first, id limit :limit
            """)
    List<Task> inState(@Bind("state") TaskState state, @Bind("limit") int limit);

    /** Open and waiting tasks whose due has passed on {@code today}. */
    @SqlQuery(
            """
            select * from task where state in ('open', 'waiting') and due_date < :today
            order by due_date, due_time nulls first, id limit :limit
            """)
    List<Task> overdue(@Bind("today") LocalDate today, @Bind("limit") int limit);

    /** All unfinished tasks of an owner, proposed ones included, soonest due first. */
    @SqlQuery(
            """
            select * from task where owner_id = :owner and state in ('proposed', 'open', 'waiting')
            order by due_date nulls last, due_time nulls first, id limit :limit
            """)
    List<Task> unfinished(@Bind("owner") PersonId owner, @Bind("limit") int limit);

    /**
     * What a person owns or must do and has been taken on, and what of it was finished since then.
     */
    @SqlQuery(
            """
            select * from task
            where (owner_id = :person or assignee_id = :person) and merged_into is null
                and (state in ('open', 'waiting') or finished_at >= :since)
            order by id
            """)
    List<Task> concerning(@Bind("person") PersonId person, @Bind("since") Instant since);

    /** Changes whenever {@link #concerning} would give anything else; says nothing by itself. */
    @SqlQuery(
            """
            select count(*) || ':' || coalesce(sum(hashtextextended(id || ':' || xmin, 0)), 0) from task
            where (owner_id = :person or assignee_id = :person) and merged_into is null
                and (state in ('open', 'waiting') or finished_at >= :since)
            """)
    String concerningMark(@Bind("person") PersonId person, @Bind("since") Instant since);

    /** These tasks, in no order; {@code tasks} must not be empty. */
    @SqlQuery("select * from task where id in (<tasks>)")
    List<Task> all(@BindList("tasks") List<TaskId> tasks);

    /** What is due between two days, both inclusive, or in a window that touches them. */
    @SqlQuery(
            """
            select * from task
            where state <> 'dropped' and merged_into is null
                and due_date >= :first and coalesce(due_start, due_date) <= :last
            order by due_date, id limit :limit
            """)
    List<Task> dueBetween(
            @Bind("first") LocalDate first, @Bind("last") LocalDate last, @Bind("limit") int limit);

    /** An owner's tasks in the order of their numbers, those after {@code id}. */
    @SqlQuery("select * from task where owner_id = :owner and id > :id order by id limit :limit")
    List<Task> after(@Bind("owner") PersonId owner, @Bind("id") long id, @Bind("limit") int limit);

    /** All tasks, the most recently changed first. */
    @SqlQuery("select * from task order by changed_at desc, id desc limit :limit")
    List<Task> recent(@Bind("limit") int limit);

    /**
     * What is needed to tell whether a known task says the same as a new one.
     *
     * @param fingerprint its folded words
     */
    record Known(TaskId id, @Nullable PersonId assigneeId, String fingerprint) {}

    /**
     * Tasks of an owner whose folded words resemble {@code fingerprint}, the most similar first.
     */
    @SqlQuery(
            """
            select id, assignee_id, fingerprint from task
            where owner_id = :owner and merged_into is null and fingerprint % :fingerprint
            order by similarity(fingerprint, :fingerprint) desc, id limit :limit
            """)
    @RegisterConstructorMapper(Known.class)
    List<Known> similar(
            @Bind("owner") PersonId owner,
            @Bind("fingerprint") String fingerprint,
            @Bind("limit") int limit);

    @SqlQuery("select fingerprint from task where id = :id")
    String fingerprint(@Bind("id") TaskId id);

    /** The tasks that came from sources of this group key, or from this very message. */
    @SqlQuery(
            """
            select t.id, t.assignee_id, t.fingerprint from task t
            where t.owner_id = :owner and t.merged_into is null and t.id in (
                select ts.task_id from task_source ts join source s on s.id = ts.source_id
                where s.group_key = :groupKey)
            order by t.id
            """)
    @RegisterConstructorMapper(Known.class)
    List<Known> ofGroup(@Bind("owner") PersonId owner, @Bind("groupKey") String groupKey);

    @SqlUpdate(
            """
            insert into source (kind, message_id, rfc_message_id, title, group_key, account, from_address, sender_doubt,
                dated, seen_at)
            values (:kind, :messageRow, :rfcMessageId, :title, :groupKey, :account, :fromAddress, :senderDoubt,
                :dated, :now)
            """)
    @GetGeneratedKeys("id")
    long insertSource(
            @Bind("kind") String kind,
            @Bind("messageRow") @Nullable Long messageRow,
            @Bind("rfcMessageId") @Nullable String rfcMessageId,
            @Bind("title") String title,
            @Bind("groupKey") String groupKey,
            @Bind("account") String account,
            @Bind("fromAddress") @Nullable String fromAddress,
            @Bind("senderDoubt") String senderDoubt,
            @Bind("dated") @Nullable LocalDate dated,
            @Bind("now") Instant now);

    @SqlUpdate(
            """
            insert into task_source (task_id, source_id, evidence, line, seen_at)
            values (:task, :source, :evidence, :line, :now)
            on conflict do nothing
            """)
    void link(
            @Bind("task") TaskId task,
            @Bind("source") long source,
            @Bind("evidence") String evidence,
            @Bind("line") int line,
            @Bind("now") Instant now);

    /** Where a task came from, the first source first. */
    @SqlQuery(
            """
            select s.id as source_id, s.kind, s.message_id, s.rfc_message_id, s.title, s.group_key, s.account,
                s.from_address, s.sender_doubt, s.dated, ts.evidence, ts.line, ts.seen_at
            from task_source ts join source s on s.id = ts.source_id
            where ts.task_id = :task order by ts.seen_at, s.id, ts.line
            """)
    List<TaskSource> sources(@Bind("task") TaskId task);

    /** One of the sources of a task. */
    record Sourced(TaskId taskId, @Nested TaskSource source) {}

    /** As {@link #sources}, of many tasks. */
    @SqlQuery(
            """
            select ts.task_id, s.id as source_id, s.kind, s.message_id as message_row, s.rfc_message_id, s.title,
                s.group_key, s.account, s.from_address, s.sender_doubt, s.dated, ts.evidence, ts.line, ts.seen_at
            from task_source ts join source s on s.id = ts.source_id
            where ts.task_id = any(:tasks) order by ts.task_id, ts.seen_at, s.id, ts.line
            """)
    @RegisterConstructorMapper(Sourced.class)
    List<Sourced> sourcesOf(@Bind("tasks") long[] tasks);

    /** How many tasks there are in a state, and how many of them were due before today. */
    record StateCount(TaskState state, int total, int overdue) {}

    /** A line for each state that has tasks; merged tasks are counted where they are. */
    @SqlQuery(
            """
            select state, count(*) as total, count(*) filter (where due_date < :today) as overdue
            from task group by state
            """)
    @RegisterConstructorMapper(StateCount.class)
    List<StateCount> countByState(@Bind("today") LocalDate today);

    /** Tasks in a state whose due is not past on {@code today}, soonest due first. */
    @SqlQuery(
            """
            select * from task where state = :state and (due_date is null or due_date >= :today)
            order by due_date nulls last, due_time nulls first, id limit :limit
            """)
    List<Task> ahead(
            @Bind("state") TaskState state,
            @Bind("today") LocalDate today,
            @Bind("limit") int limit);

    /**
     * Tasks whose title or evidence holds {@code words}, without case, unfinished ones first, then
     * soonest due.
     *
     * @param state null means any
     * @param lateOn only what is taken on and whose due has passed on this day; null means any
     * @param words the empty string matches all
     */
    @SqlQuery(
            """
            select * from task t
            where (cast(:state as text) is null or t.state = :state)
                and (cast(:lateOn as date) is null
                    or (t.state in ('open', 'waiting') and t.due_date < :lateOn))
                and (:words = '' or position(lower(:words) in lower(t.title)) > 0
                    or exists (select 1 from task_source ts where ts.task_id = t.id
                        and position(lower(:words) in lower(ts.evidence)) > 0))
            order by (t.state in ('done', 'dropped')), t.finished_at desc nulls first, t.due_date nulls last,
                t.due_time nulls first, t.id
            limit :limit offset :offset
            """)
    List<Task> search(
            @Bind("state") @Nullable TaskState state,
            @Bind("lateOn") @Nullable LocalDate lateOn,
            @Bind("words") String words,
            @Bind("limit") int limit,
            @Bind("offset") int offset);

    /** Where tasks came from in a few words: the first source of each, and how many there are. */
    record Origin(
            TaskId taskId,
            String kind,
            String title,
            @Nullable String fromAddress,
            @Nullable LocalDate dated,
            int sources) {}

    /** An origin for each of the tasks that has a source; {@code tasks} must not be empty. */
    @SqlQuery(
            """
            select distinct on (ts.task_id) ts.task_id, s.kind, s.title, s.from_address, s.dated,
                count(*) over (partition by ts.task_id) as sources
            from task_source ts join source s on s.id = ts.source_id
            where ts.task_id in (<tasks>) order by ts.task_id, ts.seen_at, s.id, ts.line
            """)
    @RegisterConstructorMapper(Origin.class)
    List<Origin> origins(@BindList("tasks") List<TaskId> tasks);
}
