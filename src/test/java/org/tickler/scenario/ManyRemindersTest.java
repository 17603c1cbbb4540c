package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.remind.MailLimits;
import org.tickler.remind.Sweeper.SweepReport;

/** More reminders than one transaction writes, for many people, swept by several at once. */
class ManyRemindersTest {
    private static final int PEOPLE = 9;
    private static final int TASKS_EACH = 60;
    private static final int PER_DAY = 20;

    @AutoClose private final Desk desk = new Desk(new MailLimits(Integer.MAX_VALUE, PER_DAY));

    private void fill() {
        desk.database
                .jdbi()
                .useTransaction(handle -> {
                    handle.createUpdate(
                                    """
                                    with guest as (
                                        insert into person (name, role, zone, created_at)
                                        select 'Guest ' || n, 'member', 'UTC', :now from generate_series(1, :people) n
                                        returning id)
                                    insert into person_address (address, person_id, approved_at)
                                    select 'guest' || id || '@guests.example', id, :now from guest
                                    """)
                            .bind("people", PEOPLE)
                            .bind("now", desk.clock.instant())
                            .execute();
                    handle.createUpdate(
                                    """
                                    with opened as (
                                        insert into task (owner_id, title, fingerprint, state, assignee_id, created_at, changed_at)
                                        select o.id, 'Send report ' || n, 'send report ' || n, 'open', p.id, :now, :now
                                        from person o, person p, generate_series(1, :each) n
                                        where o.role = 'owner' and p.role = 'member'
                                        returning id, assignee_id)
                                    insert into reminder_slot (task_id, recipient_id, slot_at, reason)
                                    select id, assignee_id, cast(:now as timestamptz), 'due' from opened
                                    """)
                            .bind("each", TASKS_EACH)
                            .bind("now", desk.clock.instant())
                            .execute();
                });
    }

    private List<Integer> mails(String kind) {
        return desk.database
                .jdbi()
                .withHandle(handle ->
                        handle.select(
                                        "select count(*) from outbox where kind = ? group by person_id",
                                        kind)
                                .mapTo(Integer.class)
                                .list());
    }

    @Test
    void nobodyShouldGetMoreThanADayMayHaveWhoeverSweeps() {
        fill();
        var sweeps =
                Stream.generate(() ->
                                CompletableFuture.supplyAsync(
                                        desk.core.sweeper()::runOnce,
                                        task -> Thread.ofPlatform().start(task)))
                        .limit(3)
                        .toList();
        int reminded =
                sweeps.stream().map(CompletableFuture::join).mapToInt(SweepReport::reminded).sum();

        assertThat(mails("reminder")).hasSize(PEOPLE).containsOnly(PER_DAY);
        assertThat(mails("digest")).hasSize(PEOPLE).containsOnly(1);
        assertThat(reminded).isEqualTo(PEOPLE * (PER_DAY + 1));
        assertThat(desk.core.sweeper().runOnce().reminded()).isZero();
    }
}
