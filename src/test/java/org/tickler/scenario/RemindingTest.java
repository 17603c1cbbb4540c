package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.answer.MailboxRules;
import org.tickler.mail.EmailAddress;
import org.tickler.people.People;
import org.tickler.people.PersonStore;
import org.tickler.task.Cause;
import org.tickler.task.Due;
import org.tickler.task.TaskChange;
import org.tickler.task.TaskId;

/** When tasks speak up: once, and never in floods. */
class RemindingTest {
    private static final LocalDate FRIDAY = LocalDate.of(2025, 12, 12);

    @AutoClose private final Desk desk = new Desk();

    private void change(TaskId id, TaskChange change) {
        desk.database
                .jdbi()
                .useTransaction(
                        handle -> desk.core.tracker().apply(handle, id, change, Cause.tickler()));
    }

    private void pause(@Nullable Instant until) {
        desk.database
                .jdbi()
                .useTransaction(handle ->
                        handle.attach(PersonStore.class)
                                .pause(new People(handle).owner().orElseThrow().id(), until));
    }

    /** Two nodes do the same at the same moment. */
    private static void twiceAtOnce(Callable<?> work) throws Exception {
        var start = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var runs = new ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < 2; i++) {
                runs.add(
                        threads.submit(() -> {
                            start.await();
                            return work.call();
                        }));
            }
            for (var run : runs) {
                run.get();
            }
        }
    }

    @Test
    void twoSweepersAtOnceShouldRemindOfEachTaskOnce() throws Exception {
        for (int i = 0; i < 30; i++) {
            desk.open("Task number " + i, Due.day(FRIDAY));
        }
        desk.clock.advance(Duration.ofHours(25));
        twiceAtOnce(() -> desk.core.sweeper().runOnce());

        assertThat(desk.count("reminder")).isEqualTo(30);
        assertThat(desk.sent()).extracting(mail -> mail.mail().subject()).doesNotHaveDuplicates();
    }

    @Test
    void pausedPersonShouldBeRemindedAfterwardsOnce() {
        desk.open("Send the list", Due.day(FRIDAY));
        pause(Desk.START.plus(Duration.ofDays(10)));
        desk.pass(Duration.ofDays(5));
        assertThat(desk.count("reminder")).isZero();

        desk.pass(Duration.ofDays(6));
        assertThat(desk.count("reminder")).isEqualTo(1);
    }

    @Test
    void snoozedMutedAndFinishedTasksShouldBeSilent() {
        change(
                desk.open("Snoozed", Due.day(FRIDAY)),
                new TaskChange.Snooze(Desk.START.plus(Duration.ofDays(20))));
        change(
                desk.open("Muted", Due.day(FRIDAY)),
                new TaskChange.Mute(Desk.START.plus(Duration.ofDays(20))));
        change(desk.open("Finished", Due.day(FRIDAY)), new TaskChange.Complete());
        desk.clock.advance(Duration.ofDays(10));
        desk.core.sweeper().runOnce();
        assertThat(desk.count("reminder")).isZero();

        desk.clock.advance(Duration.ofDays(12));
        desk.core.sweeper().runOnce();
        assertThat(desk.sent())
                .extracting(mail -> mail.mail().subject())
                .anyMatch(subject -> subject.contains("Snoozed"))
                .noneMatch(subject -> subject.contains("Finished"));
    }

    @Test
    void snoozeAfterAMissedReminderShouldWin() {
        TaskId id = desk.open("Send the list", Due.day(FRIDAY));
        desk.clock.advance(Duration.ofDays(2));
        change(id, new TaskChange.Snooze(desk.clock.instant().plus(Duration.ofDays(3))));
        desk.core.sweeper().runOnce();
        assertThat(desk.count("reminder")).isZero();

        desk.pass(Duration.ofDays(3));
        assertThat(desk.count("reminder")).isEqualTo(1);
    }

    @Test
    void weeklyReviewShouldComeOnceWhateverHappens() throws Exception {
        desk.open("Something without a date", null);
        desk.pass(Duration.ofDays(1));
        assertThat(desk.count("digest")).isZero();

        desk.clock.advance(Duration.ofDays(3));
        twiceAtOnce(() -> desk.core.digests().runOnce());
        desk.pass(Duration.ofHours(2));
        assertThat(desk.count("digest")).isEqualTo(1);
        assertThat(desk.last("digest").mail().text()).contains("Something without a date");
    }

    @Test
    void proposalsShouldWaitForTheMorningWhereThatIsWanted() {
        try (Desk calm = new Desk(MailboxRules.USUAL, true)) {
            calm.pass(Duration.ofHours(1));
            calm.receive(
                    calm.mail(
                            new EmailAddress("notes@recorder.example"),
                            "Your meeting notes",
                            LoopTest.NOTE));
            calm.pass(Duration.ofHours(1));
            assertThat(calm.sent()).isEmpty();

            calm.pass(Duration.ofHours(22));
            assertThat(calm.count("digest")).isEqualTo(1);
            assertThat(calm.count("proposal")).isZero();
            calm.answer(calm.last("digest"), Desk.LEE, "1 yes");
            assertThat(calm.tasks()).anyMatch(task -> task.state().isActive());
        }
    }

    @Test
    void housekeepingShouldForgetOldAnswersOnly() {
        desk.database
                .jdbi()
                .useHandle(handle -> {
                    for (int days : new int[] {1, 29, 31, 400}) {
                        handle.execute(
                                "insert into answer_ledger values ('lee@desk.example', 'T-1', ?)",
                                Desk.START.minus(Duration.ofDays(days)));
                    }
                });

        assertThat(desk.core.housekeeping().runOnce()).isEqualTo(2);
        assertThat(desk.core.housekeeping().runOnce()).isZero();
    }
}
