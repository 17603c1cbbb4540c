package org.tickler.bench;

import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

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

    /** Gives the {@code count} newest tasks a reminder that is due at {@code moment}. */
    static void remind(Jdbi jdbi, int count, Instant moment) {
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
}
