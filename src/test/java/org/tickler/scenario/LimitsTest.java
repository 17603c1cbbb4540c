package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.config.Policies;
import org.tickler.guard.Hold;
import org.tickler.remind.MailLimits;
import org.tickler.task.Due;

/** What exceeds a limit is put into one list or waits, and is never lost. */
class LimitsTest {
    private static final LocalDate MONDAY = LocalDate.of(2025, 12, 15);

    @AutoClose private final Desk desk = new Desk(new MailLimits(4, 6));

    private void open(int tasks, LocalDate due) {
        for (int i = 0; i < tasks; i++) {
            desk.open("Call number " + i + " about " + due, Due.day(due));
        }
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

    private static String note(int number, int items) {
        var lines = new StringBuilder();
        for (int i = 0; i < items; i++) {
            lines.append("- [?] Send Ana Ruiz the plan of building ")
                    .append((char) ('A' + number))
                    .append(i)
                    .append(". @Myself #task\n");
        }
        return """
        From: Lee Mercer <lee@desk.example>
        To: tasks@desk.example
        Message-ID: <flood-%d@desk.example>
        Subject: Notes %d

        ---
        title: Call %d
        date: 2025-12-11
        ---
        ## Action Items

        %s\
        """
                .formatted(number, number, number, lines);
    }

    private static Desk flooded() {
        return new Desk(MailLimits.NONE, new Policies.Limits(1 << 20, 500, 8, 100, 20, 100));
    }

    @Test
    void tasksOverTheDaysLimitShouldBeKeptAndToldOnceAndAskedInTheMorning() {
        try (Desk flooded = flooded()) {
            for (int i = 0; i < 5; i++) {
                flooded.receive(note(i, 6));
            }
            assertThat(flooded.sent())
                    .extracting(sent -> sent.mail().subject())
                    .as("six tasks, two of the second note, and one mail for all the others")
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("More proposals than can be mailed today");
            assertThat(proposed(flooded)).isEqualTo(30);
            flooded.clock.advance(Duration.ofHours(24));
            flooded.core.digests().runOnce();
            assertThat(flooded.sent()).hasSize(4);
            var list = flooded.sent().getLast();
            assertThat(list.kind()).isEqualTo("digest");
            assertThat(list.mail().bodyText()).contains("building B2", "building E5");
            flooded.answer(list, Desk.LEE, "all yes");
            assertThat(proposed(flooded)).isEqualTo(8);
            flooded.clock.advance(Duration.ofHours(1));
            flooded.receive(note(7, 3));
            assertThat(flooded.sent().getLast().kind()).isEqualTo("proposal");
        }
    }

    private static int proposed(Desk desk) {
        return desk.database
                .jdbi()
                .withHandle(handle ->
                        handle.select("select count(*) from task where state = 'proposed'")
                                .mapTo(Integer.class)
                                .one());
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
