package org.tickler.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tickler.reply.Command;
import org.tickler.reply.Verb;
import org.tickler.task.TaskId;

/** Rules of recurrence, likeness of titles, and which tasks a command means. */
class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "every day, 2025-12-11, 2025-12-12",
        "daily, 2025-12-11, 2025-12-12",
        "every 3 days, 2025-12-11, 2025-12-14",
        "every other week, 2025-12-11, 2025-12-25",
        "weekly, 2025-12-11, 2025-12-18",
        "monthly, 2026-01-31, 2026-02-28",
        "every month, 2025-12-11, 2026-01-11",
        "every quarter, 2025-11-30, 2026-02-28",
        "every year, 2028-02-29, 2029-02-28",
        "every monday, 2025-12-15, 2025-12-22",
        "every fri, 2025-12-11, 2025-12-12",
        "every weekday, 2025-12-12, 2025-12-15",
    })
    void ruleShouldNameTheNextDay(String rule, LocalDate from, LocalDate next) {
        assertThat(Recurrence.next(rule, from)).contains(next);
    }

    @ParameterizedTest
    @CsvSource({"whenever", "every", "every blue moon", "every 0 days", "every 99999 days"})
    void ruleWithoutSenseShouldHaveNoNextDay(String rule) {
        assertThat(Recurrence.next(rule, LocalDate.of(2025, 12, 11))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Send Ana Ruiz a list of questions about the pilot, Send Ana Ruiz the list of questions for the pilot",
        "Email the contract to Ana, Send the contract to Ana",
        "Open a ticket for the licence, Open a ticket about the licence",
        "Prüfen Sie die Rechnung 4711, Prufen Sie Rechnung 4711",
    })
    void sameTaskInOtherWordsShouldBeAlike(String first, String second) {
        assertThat(likeness(first, second)).isGreaterThanOrEqualTo(Likeness.ANY_SOURCE);
    }

    @ParameterizedTest
    @CsvSource({
        "Pay invoice 4711, Pay invoice 4712",
        "Send report 0, Send report 1",
        "Send the Q3 report to the client, Send the Q4 report to the client",
        "Review chapter v2 of the manual, Review chapter v3 of the manual",
        "Send the contract, Send the list",
        "Call Ana about the pilot, Call Bo about the licence",
    })
    void differentTasksShouldNotBeTakenForOne(String first, String second) {
        assertThat(likeness(first, second)).isLessThan(Likeness.SAME_SOURCE);
    }

    private static double likeness(String first, String second) {
        return Likeness.of(Likeness.fingerprint(first), Likeness.fingerprint(second));
    }

    @Test
    void selectionShouldMeanTheNumbersOfThatMail() throws Refusal {
        Map<Integer, TaskId> numbers =
                Map.of(1, new TaskId(11), 2, new TaskId(22), 3, new TaskId(33));
        Command yes = command("1", "T-22");
        Command rest = command("rest");
        var selection = new Selection(numbers, List.of(yes, rest), false);

        assertThat(selection.of(yes)).containsExactly(new TaskId(11), new TaskId(22));
        assertThat(selection.of(rest)).containsExactly(new TaskId(33));
        assertThat(selection.of(command("all")))
                .containsExactly(new TaskId(11), new TaskId(22), new TaskId(33));
    }

    @Test
    void selectionShouldRefuseWhatItWouldHaveToGuess() throws Refusal {
        Map<Integer, TaskId> numbers = Map.of(1, new TaskId(11), 2, new TaskId(22));
        var selection = new Selection(numbers, List.of(), false);
        for (Command unclear : List.of(command(), command("3"), command("T-99"), command("x"))) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> selection.of(unclear));
        }
        assertThat(new Selection(Map.of(1, new TaskId(11)), List.of(), false).of(command()))
                .containsExactly(new TaskId(11));
        assertThat(new Selection(numbers, List.of(), true).of(command("T-99")))
                .containsExactly(new TaskId(99));
    }

    private static Command command(String... tasks) {
        return new Command(Verb.DONE, List.of(tasks), null, null, null, false);
    }
}
