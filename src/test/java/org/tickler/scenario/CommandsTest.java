package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tickler.mail.EmailAddress;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.task.TaskState;

/** What answers do to tasks, and what they are asked back about. */
class CommandsTest {
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");

    @AutoClose private final Desk desk = new Desk();

    @BeforeEach
    void noteArrives() {
        desk.receive(
                desk.mail(
                        new EmailAddress("notes@recorder.example"),
                        "Your meeting notes",
                        LoopTest.NOTE));
    }

    @Test
    void oneUnclearLineShouldKeepAllFromBeingApplied() {
        desk.answer(desk.last("proposal"), Desk.LEE, "1 yes\n2 @zoe");

        assertThat(desk.tasks()).allMatch(task -> task.state() == TaskState.PROPOSED);
        assertThat(desk.last("question").mail().text()).contains("zoe");
        assertThat(desk.count("receipt")).isZero();
    }

    @Test
    void nameOfTwoPeopleShouldBeAskedAbout() {
        desk.database
                .jdbi()
                .useTransaction(handle -> {
                    var people = new People(handle);
                    Person lee = people.owner().orElseThrow();
                    people.remember("Ana Blum", null, lee, desk.clock.instant());
                });
        desk.answer(desk.last("proposal"), Desk.LEE, "1 @ana");

        assertThat(desk.last("question").mail().text()).contains("Ana Ruiz").contains("Ana Blum");
        assertThat(desk.task(1).state()).isEqualTo(TaskState.PROPOSED);
    }

    @Test
    void undoShouldPutBackAllThatOneAnswerDid() {
        desk.answer(desk.last("proposal"), Desk.LEE, "1 2 yes\n3 no");
        desk.answer(desk.last("receipt"), Desk.LEE, "undo");

        assertThat(desk.tasks()).allMatch(task -> task.state() == TaskState.PROPOSED);
    }

    @Test
    void undoShouldSpareWhatWasChangedSince() {
        desk.answer(desk.last("proposal"), Desk.LEE, "1 3 yes");
        Desk.Sent receipt = desk.last("receipt");
        desk.database
                .jdbi()
                .useTransaction(handle ->
                        desk.core
                                .tracker()
                                .apply(
                                        handle,
                                        desk.task(3).id(),
                                        new org.tickler.task.TaskChange.Complete(),
                                        org.tickler.task.Cause.tickler()));
        desk.answer(receipt, Desk.LEE, "undo");

        assertThat(desk.task(1).state()).isEqualTo(TaskState.PROPOSED);
        assertThat(desk.task(3).state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void sameCommandTwiceShouldChangeNothingAndSaySo() {
        desk.answer(desk.last("proposal"), Desk.LEE, "1 yes");
        Desk.Sent receipt = desk.last("receipt");
        desk.answer(receipt, Desk.LEE, "done");
        int version = desk.task(1).version();
        desk.answer(receipt, Desk.LEE, "Done.");

        assertThat(desk.task(1).version()).isEqualTo(version);
        assertThat(desk.last("receipt").mail().text()).contains("already done");
    }

    @Test
    void listShouldHoldWhatWasAskedFor() {
        desk.answer(desk.last("proposal"), Desk.LEE, "1 2 yes\n1 due 12 dec");
        desk.answer(desk.last("receipt"), Desk.LEE, "list overdue");
        assertThat(desk.count("digest")).isZero();
        assertThat(desk.last("receipt").mail().text())
                .contains("Receipt: No unfinished task fits “overdue”")
                .doesNotContain("Nothing changed");

        desk.clock.advance(Duration.ofDays(30));
        desk.answer(desk.last("proposal"), Desk.LEE, "list overdue");
        assertThat(desk.last("digest").mail().text())
                .contains("Overdue", "[T-1]")
                .doesNotContain("[T-3]");
        desk.answer(desk.last("proposal"), Desk.LEE, "list proposed");
        assertThat(desk.last("digest").mail().text()).contains("[T-3]").doesNotContain("[T-1]");
        desk.answer(desk.last("proposal"), Desk.LEE, "list");
        assertThat(desk.last("digest").mail().text()).contains("[T-1]", "[T-3]");

        desk.answer(desk.last("digest"), Desk.LEE, "yes");
        assertThat(desk.last("question").mail().text()).contains("such as \"1 yes\"");
    }

    @Test
    void whatConcernsNoTaskShouldBeTheWholeReceipt() {
        desk.answer(desk.last("proposal"), Desk.LEE, "resume");

        assertThat(desk.last("receipt").mail().text())
                .contains("Receipt: Reminders are on again")
                .doesNotContain("Nothing changed");
    }

    @Test
    void nudgeShouldNeedAnAddressThatTheOwnerWroteOut() {
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");
        desk.answer(desk.last("receipt"), Desk.LEE, "nudge");
        assertThat(desk.count("nudge")).isZero();
        assertThat(desk.last("receipt").mail().text()).contains("Nobody was nudged");

        desk.answer(desk.last("receipt"), Desk.LEE, "nudge ana@client.example");
        Desk.Sent nudge = desk.last("nudge");
        assertThat(nudge.recipient()).isEqualTo(ANA.value());
        assertThat(nudge.mail().cc()).anyMatch(copy -> copy.address().equals(Desk.LEE));
        assertThat(desk.history(2)).contains("nudged");
    }

    @Test
    void answerToANudgeShouldBeAQuestionToTheOwner() {
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");
        desk.answer(desk.last("receipt"), Desk.LEE, "nudge ana@client.example");
        desk.answer(desk.last("nudge"), ANA, "done");

        assertThat(desk.task(2).state()).isEqualTo(TaskState.WAITING);
        assertThat(desk.last("question").recipient()).isEqualTo(Desk.LEE.value());
        desk.answer(desk.last("question"), Desk.LEE, "done");
        assertThat(desk.task(2).state()).isEqualTo(TaskState.DONE);
    }

    @Test
    void whoAsksToBeLeftAloneShouldNotBeNudgedAgain() {
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");
        desk.answer(desk.last("receipt"), Desk.LEE, "nudge ana@client.example");
        desk.answer(desk.last("nudge"), ANA, "stop");
        assertThat(desk.history(2)).contains("asked-to-stop");
        desk.answer(desk.last("question"), Desk.LEE, "nudge");

        assertThat(desk.count("nudge")).isEqualTo(1);
        assertThat(desk.last("receipt").mail().text()).contains("asked not to be reminded");
    }

    @Test
    void mailsThatDifferInANumberOnlyShouldBeDifferentTasks() {
        for (int i = 0; i < 2; i++) {
            desk.receive(
                    desk.mail(
                            ANA,
                            "Report " + i,
                            "Hi Lee,\n\nplease send me report " + i + " by Friday.\n\nAna"));
        }

        assertThat(desk.tasks()).hasSize(5);
    }
}
