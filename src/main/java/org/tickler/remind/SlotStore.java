package org.tickler.remind;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;
import org.tickler.task.TaskId;

/** Planned reminders; the unique key (task, moment, recipient) is what makes each one single. */
public interface SlotStore {
    /** A row of the plan. */
    record PlannedSlot(
            long id,
            TaskId taskId,
            PersonId recipientId,
            Instant slotAt,
            String reason,
            String state) {}

    /** A slot to be planned. */
    record NewSlot(TaskId task, PersonId recipient, Instant at, String reason) {}

    /** Plans slots; one that was sent already stays as it is. */
    @SqlBatch(
            """
            insert into reminder_slot (task_id, recipient_id, slot_at, reason)
            values (:slot.task, :slot.recipient, :slot.at, :slot.reason)
            on conflict (task_id, slot_at, recipient_id) do update set state = 'planned', reason = excluded.reason
            where reminder_slot.state = 'cancelled'
            """)
    void plan(@BindMethods("slot") List<NewSlot> slots);

    @SqlUpdate(
            "update reminder_slot set state = 'cancelled' where id = any(:ids) and state = 'planned'")
    void cancel(@Bind("ids") long[] ids);

    String DUE =
            """
            reminder_slot s join person p on p.id = s.recipient_id
            where s.state = 'planned' and s.slot_at <= :now and not p.digest
                and (s.deferred_until is null or s.deferred_until <= :now)
                and (p.paused_until is null or p.paused_until <= :now)
            """;

    /**
     * Makes a share of the recipients ours until the transaction ends; false where somebody else is
     * at it just now.
     */
    @SqlQuery("select pg_try_advisory_xact_lock(hashtext('sweep'), :share)")
    boolean take(@Bind("share") int share);

    /**
     * Takes due slots of a share of the recipients so that nobody else can, all those of a task
     * together; they are free again if the transaction fails.
     *
     * @param limit counts those that lead to the others
     */
    @SqlQuery(
            "with due as (select s.id, s.task_id, s.recipient_id from "
                    + DUE
                    + """
                    and s.recipient_id % :shares = :share
                    order by s.slot_at, s.id limit :limit
                    for update of s skip locked)
                    select s.id, s.task_id, s.recipient_id, s.slot_at, s.reason, s.state
                    from reminder_slot s
                    where s.state = 'planned' and s.slot_at <= :now
                        and (s.task_id, s.recipient_id) in (select task_id, recipient_id from due)
                    order by s.slot_at, s.id
                    for update of s skip locked
                    """)
    @RegisterConstructorMapper(PlannedSlot.class)
    List<PlannedSlot> claimDue(
            @Bind("now") Instant now,
            @Bind("share") int share,
            @Bind("shares") int shares,
            @Bind("limit") int limit);

    /** The due slots of one recipient, taken as in {@link #claimDue}. */
    @SqlQuery(
            """
            select s.id, s.task_id, s.recipient_id, s.slot_at, s.reason, s.state
            from reminder_slot s
            where s.state = 'planned' and s.slot_at <= :now and s.recipient_id = :recipient
            order by s.slot_at, s.id
            for update of s skip locked
            """)
    @RegisterConstructorMapper(PlannedSlot.class)
    List<PlannedSlot> claimDueOf(@Bind("recipient") PersonId recipient, @Bind("now") Instant now);

    /** The mail that has said what a slot would say. */
    record Covered(long slot, long mail) {}

    /**
     * Those of these slots whose task a mail has reminded of after their moment. The slots that
     * became mails are looked up by their task first: in one join the planner, who believes that
     * there are hardly any, walks through all mails ever queued.
     */
    @SqlQuery(
            """
            with queued as materialized (
                select s.id as slot, s.slot_at, q.outbox_id
                from reminder_slot s join reminder_slot q
                    on q.task_id = s.task_id and q.recipient_id = s.recipient_id and q.state = 'queued'
                where s.id = any(:slots))
            select q.slot, max(o.id) as mail
            from queued q join outbox o on o.id = q.outbox_id and o.created_at >= q.slot_at
            group by q.slot
            """)
    @RegisterConstructorMapper(Covered.class)
    List<Covered> covered(@Bind("slots") long[] slots);

    /** Lets due slots wait; their moments stay what they are. */
    @SqlUpdate("update reminder_slot set deferred_until = :until where id in (<ids>)")
    void defer(@BindList("ids") List<Long> ids, @Bind("until") Instant until);

    /** How many tasks would be reminded of now, not counting further than {@code limit}. */
    @SqlQuery(
            "select count(*) from (select distinct s.task_id, s.recipient_id from "
                    + DUE
                    + " limit :limit) as few")
    int countDue(@Bind("now") Instant now, @Bind("limit") int limit);

    /** A reminder in a line. */
    record DueLine(String name, String title, Instant since) {}

    @SqlQuery(
            "select p.name, t.title, min(s.slot_at) as since from (select s.* from "
                    + DUE
                    + """
                    order by s.slot_at limit 1000) s
                    join person p on p.id = s.recipient_id join task t on t.id = s.task_id
                    group by p.name, t.id, t.title order by min(s.slot_at), t.id limit :limit
                    """)
    @RegisterConstructorMapper(DueLine.class)
    List<DueLine> listDue(@Bind("now") Instant now, @Bind("limit") int limit);

    /** Gives up what is due; what lies ahead stays planned. */
    @SqlUpdate(
            "update reminder_slot set state = 'cancelled' where state = 'planned' and slot_at <= :now")
    int dropDue(@Bind("now") Instant now);

    @SqlUpdate("update reminder_slot set state = :state, outbox_id = :outbox where id in (<ids>)")
    void settle(
            @BindList("ids") List<Long> ids,
            @Bind("state") String state,
            @Bind("outbox") @Nullable Long outbox);

    /**
     * What became of many slots.
     *
     * @param mails the mail that says what each would say; 0 where there is none
     */
    @SqlUpdate(
            """
            update reminder_slot s set state = d.state, outbox_id = nullif(d.mail, 0)
            from unnest(:ids, :states, :mails) as d(id, state, mail) where s.id = d.id
            """)
    void settle(
            @Bind("ids") long[] ids, @Bind("states") String[] states, @Bind("mails") long[] mails);

    /** The slots still ahead, soonest first. */
    @SqlQuery(
            """
            select id, task_id, recipient_id, slot_at, reason, state from reminder_slot
            where task_id = :task and state = 'planned' order by slot_at
            """)
    @RegisterConstructorMapper(PlannedSlot.class)
    List<PlannedSlot> planned(@Bind("task") TaskId task);

    /** The same of many tasks, in no order. */
    @SqlQuery(
            """
            select id, task_id, recipient_id, slot_at, reason, state from reminder_slot
            where task_id = any(:tasks) and state = 'planned'
            """)
    @RegisterConstructorMapper(PlannedSlot.class)
    List<PlannedSlot> plannedOf(@Bind("tasks") long[] tasks);

    /** The next moment at which anything is planned, for the demo's clock. */
    @SqlQuery("select min(slot_at) from reminder_slot where state = 'planned'")
    @Nullable Instant nextMoment();
}
