package org.tickler.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tickler.people.PersonId;

class TransitionsTest {
    private static final Instant NOW = Instant.parse("2025-12-11T15:00:00Z");
    private static final PersonId LEE = new PersonId(1);
    private static final PersonId ANA = new PersonId(2);

    /** "same" and "refused" stand where there is no new state. */
    @ParameterizedTest
    @CsvSource({
        "confirm,  open,    same,    same,    same,    same",
        "drop,     dropped, dropped, dropped, same,    same",
        "complete, done,    done,    done,    same,    refused",
        "reopen,   same,    same,    same,    open,    open",
        "snooze,   refused, open,    waiting, refused, refused",
        "due,      open,    open,    waiting, refused, refused",
        "assign,   waiting, waiting, waiting, refused, refused",
        "rename,   proposed, open,   waiting, done,    dropped",
        "tag,      proposed, open,   waiting, done,    dropped",
        "mute,     proposed, open,   waiting, done,    dropped",
        "repeat,   open,    open,    waiting, refused, refused",
        "merge,    dropped, dropped, dropped, dropped, dropped",
    })
    void everyChangeShouldLeadFromEveryStateToTheExpectedOne(
            String change,
            String proposed,
            String open,
            String waiting,
            String done,
            String dropped) {
        String[] expected = {proposed, open, waiting, done, dropped};
        for (TaskState state : TaskState.values()) {
            assertThat(result(Transitions.apply(task(state), change(change), NOW)))
                    .as("%s from %s", change, state.word())
                    .isEqualTo(expected[state.ordinal()]);
        }
    }

    @ParameterizedTest
    @EnumSource(TaskState.class)
    void changedTaskShouldHaveTheNextVersionAndAFinishOnlyWhereFinished(TaskState state) {
        for (String change : List.of("confirm", "drop", "complete", "reopen", "assign", "merge")) {
            if (Transitions.apply(task(state), change(change), NOW)
                    instanceof Transition.Changed(Task before, Task after)) {
                assertThat(after.version()).isEqualTo(before.version() + 1);
                assertThat(after.changedAt()).isEqualTo(NOW);
                assertThat(after.finishedAt() != null).isEqualTo(after.state().isFinished());
            }
        }
    }

    @Test
    void sameChangeTwiceShouldChangeNothingTheSecondTime() {
        for (String name : List.of("due", "assign", "rename", "tag", "mute", "repeat")) {
            Transition first = Transitions.apply(task(TaskState.OPEN), change(name), NOW);
            assertThat(first).as(name).isInstanceOf(Transition.Changed.class);
            Task after = ((Transition.Changed) first).after();
            assertThat(Transitions.apply(after, change(name), NOW))
                    .as(name)
                    .isInstanceOf(Transition.Unchanged.class);
        }
    }

    @Test
    void confirmedTaskOfSomebodyElseShouldBeWaitedFor() {
        Task proposed = with(task(TaskState.PROPOSED), ANA);

        assertThat(result(Transitions.apply(proposed, new TaskChange.Confirm(), NOW)))
                .isEqualTo("waiting");
    }

    @Test
    void snoozeIntoThePastShouldBeRefused() {
        assertThat(Transitions.apply(task(TaskState.OPEN), new TaskChange.Snooze(NOW), NOW))
                .isInstanceOf(Transition.Refused.class);
    }

    @Test
    void taskShouldNotBeMergedIntoItself() {
        assertThat(
                        Transitions.apply(
                                task(TaskState.OPEN), new TaskChange.MergeInto(new TaskId(7)), NOW))
                .isInstanceOf(Transition.Refused.class);
    }

    @Test
    void fieldsOfATaskShouldPutItBackAsItWas() {
        Task before =
                task(
                        TaskState.WAITING,
                        ANA,
                        Due.window(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 15))
                                .withWords("early in the New Year"));
        Task after = before;
        for (String name : List.of("rename", "due", "tag", "repeat", "mute", "complete")) {
            after = ((Transition.Changed) Transitions.apply(after, change(name), NOW)).after();
        }
        Map<String, String> difference = TaskFields.difference(before, after);
        Transition undone = Transitions.apply(after, new TaskChange.Restore(difference), NOW);

        assertThat(TaskFields.of(((Transition.Changed) undone).after()))
                .isEqualTo(TaskFields.of(before));
        assertThat(difference).doesNotContainKeys(TaskFields.ASSIGNEE, TaskFields.PRIORITY);
    }

    @Test
    void everyKindOfDueShouldBeReadAsWritten() {
        var day = LocalDate.of(2026, 1, 12);
        for (Due due :
                List.of(
                        Due.day(day),
                        Due.moment(day, LocalTime.of(10, 0)),
                        Due.moment(day, LocalTime.of(23, 59, 59)).withWords("just before midnight"),
                        Due.window(day, day.plusDays(3)).withWords("a week / or so"))) {
            assertThat(TaskFields.readDue(TaskFields.write(due))).isEqualTo(due);
        }
        assertThat(TaskFields.readDue(TaskFields.write(null))).isNull();
    }

    private static String result(Transition transition) {
        return switch (transition) {
            case Transition.Changed(_, Task after) -> after.state().word();
            case Transition.Unchanged _ -> "same";
            case Transition.Refused _ -> "refused";
        };
    }

    private static TaskChange change(String name) {
        return switch (name) {
            case "confirm" -> new TaskChange.Confirm();
            case "drop" -> new TaskChange.Drop("not needed");
            case "complete" -> new TaskChange.Complete();
            case "reopen" -> new TaskChange.Reopen();
            case "snooze" -> new TaskChange.Snooze(NOW.plusSeconds(3600));
            case "due" -> new TaskChange.SetDue(Due.day(LocalDate.of(2026, 1, 5)));
            case "assign" -> new TaskChange.Assign(ANA);
            case "rename" -> new TaskChange.Rename("Call Ana");
            case "tag" -> new TaskChange.SetTags(List.of("pilot"), List.of());
            case "mute" -> new TaskChange.Mute(NOW.plusSeconds(86_400));
            case "repeat" -> new TaskChange.Repeat("every week");
            case "merge" -> new TaskChange.MergeInto(new TaskId(8));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Task task(TaskState state) {
        return task(state, state == TaskState.WAITING ? new PersonId(3) : null, null);
    }

    private static Task with(Task task, PersonId assignee) {
        return task(task.state(), assignee, task.due());
    }

    private static Task task(TaskState state, @Nullable PersonId assignee, @Nullable Due due) {
        return new Task(
                new TaskId(7),
                LEE,
                "Send the list",
                state,
                assignee,
                due,
                false,
                Priority.NORMAL,
                List.of(),
                null,
                null,
                0,
                null,
                null,
                1,
                NOW.minusSeconds(60),
                NOW.minusSeconds(60),
                state.isFinished() ? NOW.minusSeconds(60) : null,
                1);
    }
}
