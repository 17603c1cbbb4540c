package org.tickler.task;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.tickler.people.PersonId;

/** The append-only history of tasks. Attach it to the caller's handle. */
public interface HistoryStore {
    /** Appends a line; {@code before} and {@code after} hold the fields that changed. */
    default void append(
            TaskId task,
            Instant at,
            String action,
            Cause cause,
            String detail,
            Map<String, String> before,
            Map<String, String> after) {
        insert(
                task,
                at,
                action,
                cause,
                detail,
                HistoryMapper.write(before),
                HistoryMapper.write(after));
    }

    /** Appends a line that changed no field, such as a note or an ignored answer. */
    default void remark(TaskId task, Instant at, String action, Cause cause, String detail) {
        append(task, at, action, cause, detail, Map.of(), Map.of());
    }

    @SqlUpdate(
            """
            insert into task_history (task_id, at, action, actor_id, message_id, command, verdict, detail, before, after)
            values (:task, :at, :action, :cause.actorId, :cause.messageRow, :cause.command, :cause.verdict, :detail,
                cast(:before as jsonb), cast(:after as jsonb))
            """)
    void insert(
            @Bind("task") TaskId task,
            @Bind("at") Instant at,
            @Bind("action") String action,
            @BindMethods("cause") Cause cause,
            @Bind("detail") String detail,
            @Bind("before") String before,
            @Bind("after") String after);

    /** A line for {@link #remarkAll}. */
    record Remark(TaskId task, String detail) {}

    /** As {@link #remark}, many lines of one action and cause. */
    @SqlBatch(
            """
            insert into task_history (task_id, at, action, actor_id, message_id, command, verdict, detail, before, after)
            values (:remark.task, :at, :action, :cause.actorId, :cause.messageRow, :cause.command, :cause.verdict,
                :remark.detail, '{}', '{}')
            """)
    void remarkAll(
            @BindMethods("remark") List<Remark> remarks,
            @Bind("at") Instant at,
            @Bind("action") String action,
            @BindMethods("cause") Cause cause);

    /** A task's history, oldest line first. */
    @SqlQuery("select * from task_history where task_id = :task order by id")
    List<HistoryEntry> of(@Bind("task") TaskId task);

    /**
     * The changes that can still be taken back: made by {@code actor} since {@code since}, newest
     * first.
     */
    @SqlQuery(
            """
            select * from task_history
            where task_id = :task and actor_id = :actor and at >= :since and not undone and before <> '{}'::jsonb
                and action <> 'undo'
            order by id desc
            """)
    List<HistoryEntry> undoable(
            @Bind("task") TaskId task, @Bind("actor") PersonId actor, @Bind("since") Instant since);

    @SqlUpdate("update task_history set undone = true where id = :id")
    void markUndone(@Bind("id") long id);
}
