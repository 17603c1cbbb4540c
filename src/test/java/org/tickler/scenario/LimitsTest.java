package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.guard.Hold;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.remind.MailLimits;
import org.tickler.task.Cause;
import org.tickler.task.Due;
import org.tickler.task.NewTask;
import org.tickler.task.Priority;
import org.tickler.task.TaskState;
import org.tickler.tracker.Likeness;

/** What exceeds a limit is put into one list or waits, and is never lost. */
class LimitsTest {
    private static final LocalDate MONDAY = LocalDate.of(2025, 12, 15);

    @AutoClose private final Desk desk = new Desk(new MailLimits(4, 6));

    private void open(int tasks, LocalDate due) {
        desk.database
                .jdbi()
                .useTransaction(handle -> {
                    Person lee = new People(handle).owner().orElseThrow();
                    for (int i = 0; i < tasks; i++) {
                        String title = "Call number " + i + " about " + due;
                        desk.core
                                .tracker()
                                .add(
                                        handle,
                                        new NewTask(
                                                lee.id(),
                                                title,
                                                Likeness.fingerprint(title),
                                                TaskState.OPEN,
                                                lee.id(),
                                                Due.day(due),
                                                false,
                                                Priority.NORMAL,
                                                List.of(),
                                                1),
                                        Cause.tickler(),
                                        "test");
                    }
                });
    }

    private long sent(String kind) {
        return desk.sent().stream().filter(mail -> mail.kind().equals(kind)).count();
    }

    private int slots(String state) {
        return desk.database
                .jdbi()
                .withHandle(handle ->
                        handle.select(
                                        "select count(*) from reminder_slot where state = ? and slot_at <= ?",
                                        state,
                                        desk.clock.instant())
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void remindersOverTheDaysLimitShouldComeInOneList() {
        open(130, MONDAY);
        // Friday, when the reminders ahead of Monday are due.
        desk.clock.advance(Duration.ofDays(1));
        assertThat(desk.core.sweeper().runOnce().reminded()).isEqualTo(4);
        desk.core.sweeper().runOnce();
        desk.core.sweeper().runOnce();
        assertThat(sent("reminder")).isEqualTo(6);
        assertThat(sent("digest")).isEqualTo(1);
        var list = desk.sent().getLast().mail().bodyText();
        assertThat(list).contains("24 more follow in the morning", "Call number 6 about");
        assertThat(slots("planned")).isEqualTo(24);
        assertThat(desk.core.sweeper().runOnce().reminded()).isZero();
        // Monday morning: six again, and the others in a list of that day.
        desk.clock.advance(Duration.ofDays(3));
        for (int i = 0; i < 5; i++) {
            desk.core.sweeper().runOnce();
        }
        assertThat(sent("reminder")).isEqualTo(12);
        assertThat(sent("digest")).isEqualTo(2);
    }

    @Test
    void missedSlotsOfATaskShouldCollapseEvenAcrossRuns() {
        open(5, MONDAY);
        desk.clock.advance(Duration.ofDays(40));
        for (int i = 0; i < 4; i++) {
            desk.core.sweeper().runOnce();
        }
        assertThat(sent("reminder")).isEqualTo(5);
        assertThat(slots("planned")).isZero();
    }

    @Test
    void heldMailShouldBeCountedListedAndGivenUp() {
        open(3, MONDAY);
        desk.clock.advance(Duration.ofDays(1));
        assertThat(desk.core.holds().preview(10).total()).isEqualTo(3);
        desk.core.sweeper().runOnce();
        open(2, MONDAY.plusDays(1));
        desk.clock.advance(Duration.ofDays(3));
        var preview = desk.core.holds().preview(4);
        assertThat(preview.total()).isEqualTo(8);
        assertThat(preview.items())
                .hasSize(4)
                .anySatisfy(item -> assertThat(item.to()).isEqualTo("lee@desk.example"));
        desk.core.holds().hold(Hold.Reason.ASKED, "a test");
        assertThat(desk.core.holds().release("test", true)).isPresent();
        assertThat(desk.core.holds().preview(4).total()).isZero();
    }
}
