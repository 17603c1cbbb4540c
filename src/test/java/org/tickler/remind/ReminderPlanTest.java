package org.tickler.remind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.people.WorkHours;
import org.tickler.remind.Slot.Reason;
import org.tickler.task.Due;
import org.tickler.task.Priority;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskState;

class ReminderPlanTest {
    private static final Instant NOW = Instant.parse("2025-12-01T12:00:00Z");
    private static final PersonId LEE = new PersonId(1);
    private static final LocalDate MONDAY = LocalDate.of(2025, 12, 15);

    @Test
    void dayShouldBeAnnouncedOnTheWorkingDayBefore() {
        assertThat(plan(Due.day(MONDAY), "America/Chicago", NOW))
                .startsWith(
                        slot("2025-12-12T14:00:00Z", Reason.AHEAD),
                        slot("2025-12-15T14:00:00Z", Reason.DUE),
                        slot("2025-12-16T14:00:00Z", Reason.OVERDUE),
                        slot("2025-12-18T14:00:00Z", Reason.OVERDUE));
    }

    @Test
    void windowShouldBeAnnouncedWhenItOpens() {
        assertThat(
                        plan(
                                Due.window(LocalDate.of(2026, 1, 3), LocalDate.of(2026, 1, 15)),
                                "America/Chicago",
                                NOW))
                .startsWith(
                        slot("2026-01-05T14:00:00Z", Reason.AHEAD),
                        slot("2026-01-15T14:00:00Z", Reason.DUE));
    }

    @Test
    void momentShouldBeMentionedAnHourBefore() {
        assertThat(plan(Due.moment(MONDAY, LocalTime.of(15, 30)), "America/Chicago", NOW))
                .contains(slot("2025-12-15T20:30:00Z", Reason.DUE));
    }

    @Test
    void changingClocksShouldNeitherLoseNorDoubleAReminder() {
        // 30 March 2025, 02:30 does not exist in Berlin; 26 October 2025, 02:30 comes twice.
        Instant before = Instant.parse("2025-01-02T00:00:00Z");
        assertThat(
                        plan(
                                Due.day(LocalDate.of(2025, 3, 30)),
                                "Europe/Berlin",
                                LocalTime.of(2, 30),
                                before))
                .filteredOn(slot -> slot.reason() == Reason.DUE)
                .containsExactly(slot("2025-03-30T01:30:00Z", Reason.DUE));
        assertThat(
                        plan(
                                Due.day(LocalDate.of(2025, 10, 26)),
                                "Europe/Berlin",
                                LocalTime.of(2, 30),
                                before))
                .filteredOn(slot -> slot.reason() == Reason.DUE)
                .containsExactly(slot("2025-10-26T00:30:00Z", Reason.DUE));
    }

    @Test
    void snoozeShouldComeFirstAndAlone() {
        Instant snoozed = Instant.parse("2025-12-17T14:00:00Z");
        Task task = task(TaskState.OPEN, Due.day(MONDAY), snoozed, null);

        assertThat(ReminderPlan.of(task, reader("America/Chicago"), ReminderPolicy.USUAL, NOW))
                .startsWith(
                        new Slot(snoozed, Reason.SNOOZE),
                        slot("2025-12-18T14:00:00Z", Reason.OVERDUE));
    }

    @Test
    void mutedTaskShouldBeSilentUntilThen() {
        Instant muted = Instant.parse("2025-12-17T14:00:00Z");
        Task task = task(TaskState.OPEN, Due.day(MONDAY), null, muted);

        assertThat(ReminderPlan.of(task, reader("America/Chicago"), ReminderPolicy.USUAL, NOW))
                .isNotEmpty()
                .allMatch(slot -> slot.at().isAfter(muted));
    }

    @Test
    void gapsShouldGrowAndThenStayWithoutEnd() {
        Instant muchLater = Instant.parse("2027-06-01T00:00:00Z");

        assertThat(plan(Due.day(MONDAY), "America/Chicago", muchLater))
                .singleElement()
                .satisfies(slot ->
                        assertThat(slot.at())
                                .isBetween(muchLater, muchLater.plusSeconds(17 * 86_400L)));
    }

    @Test
    void unfinishedBusinessOfOthersShouldBeAChase() {
        Task task = task(TaskState.WAITING, Due.day(MONDAY), null, null);

        assertThat(ReminderPlan.of(task, reader("America/Chicago"), ReminderPolicy.USUAL, NOW))
                .filteredOn(slot -> slot.reason() != Reason.AHEAD)
                .allMatch(slot -> slot.reason() == Reason.CHASE);
    }

    @Test
    void finishedProposedAndUndatedTasksShouldBeSilent() {
        for (TaskState state : List.of(TaskState.PROPOSED, TaskState.DONE, TaskState.DROPPED)) {
            assertThat(
                            ReminderPlan.of(
                                    task(state, Due.day(MONDAY), null, null),
                                    reader("America/Chicago"),
                                    ReminderPolicy.USUAL,
                                    NOW))
                    .isEmpty();
        }
        assertThat(plan(null, "America/Chicago", NOW)).isEmpty();
    }

    private static Slot slot(String at, Reason reason) {
        return new Slot(Instant.parse(at), reason);
    }

    private static List<Slot> plan(@Nullable Due due, String zone, Instant now) {
        return plan(due, zone, LocalTime.of(8, 0), now);
    }

    private static List<Slot> plan(@Nullable Due due, String zone, LocalTime hour, Instant now) {
        return ReminderPlan.of(
                task(TaskState.OPEN, due, null, null),
                reader(zone, hour),
                ReminderPolicy.USUAL,
                now);
    }

    private static Person reader(String zone) {
        return reader(zone, LocalTime.of(8, 0));
    }

    private static Person reader(String zone, LocalTime hour) {
        return new Person(
                LEE,
                "Lee Mercer",
                Person.Role.OWNER,
                ZoneId.of(zone),
                "en",
                null,
                hour,
                WorkHours.USUAL,
                false,
                null,
                List.of(),
                Set.of(),
                List.of());
    }

    private static Task task(
            TaskState state,
            @Nullable Due due,
            @Nullable Instant snoozed,
            @Nullable Instant muted) {
        return new Task(
                new TaskId(7),
                LEE,
                "Send the list",
                state,
                state == TaskState.WAITING ? new PersonId(2) : null,
                due,
                false,
                Priority.NORMAL,
                List.of(),
                null,
                snoozed,
                0,
                muted,
                null,
                1,
                NOW,
                NOW,
                state.isFinished() ? NOW : null,
                1);
    }
}
