package org.tickler.bench;

import java.time.Instant;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.remind.ReminderPolicy;
import org.tickler.remind.Reminders;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskStore;

/** Fills a database with open tasks and reminder slots, spread over the people of the rig. */
final class DueTasks {
    private DueTasks() {}

    /** Adds {@code count} open tasks without any reminder. */
    static void open(Jdbi jdbi, int count) {
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                insert into task (owner_id, title, fingerprint, state, assignee_id, due_date, created_at, changed_at)
                                select o.id, 'Send report ' || n || ' to the customer', 'send report ' || n || ' customer', 'open',
                                    p.ids[1 + n % array_length(p.ids, 1)], date '2099-01-01', now(), now()
                                from generate_series(1, :count) n,
                                    (select min(id) as id from person where role = 'owner') o,
                                    (select array_agg(id order by id) as ids from person) p
                                """)
                        .bind("count", count)
                        .execute());
    }

    /**
     * Gives the {@code count} newest tasks a reminder that is due at {@code moment}, and those that
     * lie ahead, as every task of the program's own has them.
     */
    static void remind(Jdbi jdbi, int count, Instant moment) {
        plan(jdbi, count);
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                insert into reminder_slot (task_id, recipient_id, slot_at, reason)
                                select id, assignee_id, :moment, 'due' from task order by id desc limit :count
                                """)
                        .bind("count", count)
                        .bind("moment", moment)
                        .execute());
        jdbi.useHandle(handle -> handle.execute("analyze"));
    }

    /** Plans one task of everybody as the program does, and gives the plan to their others. */
    private static void plan(Jdbi jdbi, int count) {
        jdbi.useTransaction(handle -> {
            var reminders = new Reminders(ReminderPolicy.USUAL);
            handle.createQuery("select max(id) from task group by assignee_id")
                    .mapTo(Long.class)
                    .forEach(id -> {
                        Task task =
                                handle.attach(TaskStore.class).find(new TaskId(id)).orElseThrow();
                        Person reader =
                                new People(handle).get(Objects.requireNonNull(task.assigneeId()));
                        reminders.replan(handle, task, reader, Instant.now());
                    });
            handle.createUpdate(
                            """
                            insert into reminder_slot (task_id, recipient_id, slot_at, reason)
                            select t.id, t.assignee_id, s.slot_at, s.reason
                            from (select id, assignee_id from task order by id desc limit :count) t
                                join (select max(id) as newest, assignee_id from task group by assignee_id) planned
                                    using (assignee_id)
                                join reminder_slot s on s.task_id = planned.newest and s.state = 'planned'
                            on conflict do nothing
                            """)
                    .bind("count", count)
                    .execute();
        });
    }
}
