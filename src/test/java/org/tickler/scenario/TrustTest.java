package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tickler.answer.MailboxRules;
import org.tickler.mail.EmailAddress;
import org.tickler.people.PersonStore;
import org.tickler.task.HistoryEntry;
import org.tickler.task.HistoryStore;
import org.tickler.task.TaskId;
import org.tickler.task.TaskSource;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;

/** What our mail server says about a sender, and what that allows. */
class TrustTest {
    private static final String PASS =
            "Authentication-Results: mx.desk.example; dmarc=pass header.from=desk.example\n";
    private static final String FAIL =
            "Authentication-Results: mx.desk.example; dmarc=fail header.from=desk.example\n";

    @AutoClose
    private final Desk desk =
            new Desk(
                    new MailboxRules(null, Set.of("mx.desk.example"), true, _ -> false, 0.5),
                    false);

    @BeforeEach
    void openTask() {
        desk.receive(
                desk.mail(
                        new EmailAddress("notes@recorder.example"),
                        "Your meeting notes",
                        LoopTest.NOTE));
        desk.receive(desk.reply(desk.last("proposal"), Desk.LEE, "1 yes"));
    }

    @Test
    void forgedSenderShouldChangeNothingEvenWithTheToken() {
        desk.receive(FAIL + desk.reply(desk.last("receipt"), Desk.LEE, "done"));

        assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);
        assertThat(desk.history(1)).contains("ignored-answer");
    }

    @Test
    void vouchedSenderShouldBeNotedInTheHistory() {
        desk.receive(PASS + desk.reply(desk.last("receipt"), Desk.LEE, "done"));

        HistoryEntry last =
                desk.database
                        .jdbi()
                        .withExtension(HistoryStore.class, store -> store.of(new TaskId(1)))
                        .getLast();
        assertThat(last.action()).isEqualTo("complete");
        assertThat(last.verdict()).isEqualTo("token, dmarc");
    }

    @Test
    void pauseShouldNeedMoreThanAToken() {
        desk.receive(desk.reply(desk.last("receipt"), Desk.LEE, "pause until 12 january 2026"));
        assertThat(isPaused()).isFalse();
        assertThat(desk.count("question")).isEqualTo(1);

        desk.receive(desk.reply(desk.last("question"), Desk.LEE, "yes"));
        assertThat(isPaused()).isTrue();
    }

    @Test
    void newAddressShouldBeApprovedByMoreThanAToken() {
        desk.receive(desk.reply(desk.last("receipt"), Desk.LEE, "nudge ana@client.example"));

        assertThat(desk.count("nudge")).isZero();
        assertThat(desk.last("question").mail().text()).contains("ana@client.example");
        assertThat(isApproved("ana@client.example")).isFalse();

        Desk.Sent question = desk.last("question");
        desk.receive(desk.reply(question, Desk.LEE, "yes"));
        assertThat(isApproved("ana@client.example")).isTrue();
        assertThat(desk.count("nudge")).isEqualTo(1);

        desk.receive(desk.reply(question, Desk.LEE, "yes"));
        assertThat(desk.count("nudge")).isEqualTo(1);
    }

    @Test
    void everyNewAddressShouldBeNamedBeforeItIsApproved() {
        desk.receive(
                desk.reply(
                        desk.last("receipt"),
                        Desk.LEE,
                        "invite 12 jan 10am with ana@client.example and bo@client.example"));

        assertThat(desk.last("question").mail().text().replaceAll("\\s+", " "))
                .contains("lets mail go to ana@client.example and bo@client.example from now on");
        assertThat(isApproved("ana@client.example")).isFalse();
        assertThat(isApproved("bo@client.example")).isFalse();
    }

    @Test
    void newAddressOfAVouchedOwnerShouldBeApprovedAtOnce() {
        desk.receive(PASS + desk.reply(desk.last("receipt"), Desk.LEE, "nudge ana@client.example"));

        assertThat(desk.count("nudge")).isEqualTo(1);
    }

    @Test
    void proposalShouldSayThatNothingProvesItsSender() {
        String words = "Please send me the signed contract by Friday.";
        desk.receive(desk.mail(new EmailAddress("ana@client.example"), "Contract", words));
        String forged = desk.last("proposal").mail().text();
        desk.receive(
                "Authentication-Results: mx.desk.example; dkim=pass header.d=client.example\n"
                        + desk.mail(
                                new EmailAddress("ana@client.example"),
                                "Offer",
                                "Please write the offer by Monday."));
        String genuine = desk.last("proposal").mail().text();

        assertThat(forged).contains("contract").contains("nothing proves who sent it");
        assertThat(genuine).contains("offer").doesNotContain("proves");
        assertThat(doubts()).contains("no results from a trusted server").last().isEqualTo("");
    }

    private List<String> doubts() {
        return desk.tasks().stream()
                .flatMap(task ->
                        desk
                                .database
                                .jdbi()
                                .withExtension(TaskStore.class, store -> store.sources(task.id()))
                                .stream())
                .map(TaskSource::senderDoubt)
                .toList();
    }

    @Test
    void spfAloneShouldNotApproveAnAddress() {
        desk.receive(
                "Authentication-Results: mx.desk.example; spf=pass smtp.mailfrom=desk.example\n"
                        + desk.reply(desk.last("receipt"), Desk.LEE, "nudge ana@client.example"));

        assertThat(desk.count("nudge")).isZero();
    }

    @Test
    void unconfirmedCommandShouldBeForgotten() {
        desk.receive(desk.reply(desk.last("receipt"), Desk.LEE, "nudge ana@client.example"));
        Desk.Sent question = desk.last("question");
        desk.receive(desk.reply(question, Desk.LEE, "no"));
        desk.receive(desk.reply(question, Desk.LEE, "yes"));

        assertThat(desk.count("nudge")).isZero();
        assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);
    }

    @Test
    void confirmationShouldExpire() {
        desk.receive(desk.reply(desk.last("receipt"), Desk.LEE, "nudge ana@client.example"));
        Desk.Sent question = desk.last("question");
        desk.clock.advance(Duration.ofDays(8));
        desk.receive(desk.reply(question, Desk.LEE, "yes"));

        assertThat(desk.count("nudge")).isZero();
    }

    @Test
    void refusedAnswerShouldLeaveNoApproval() {
        desk.receive(
                PASS
                        + desk.reply(
                                desk.last("receipt"),
                                Desk.LEE,
                                "assign ana@client.example, assign nobody-we-know"));

        assertThat(isApproved("ana@client.example")).isFalse();
    }

    private boolean isApproved(String address) {
        var wanted = new EmailAddress(address);
        return desk.database
                .jdbi()
                .withExtension(PersonStore.class, store -> store.byAddress(wanted))
                .filter(person -> person.approved().contains(wanted))
                .isPresent();
    }

    @Test
    void vouchedPauseShouldHoldAtOnce() {
        desk.receive(
                PASS + desk.reply(desk.last("receipt"), Desk.LEE, "pause until 12 january 2026"));

        assertThat(isPaused()).isTrue();
        assertThat(desk.count("question")).isZero();
    }

    @Test
    void subjectShouldBeACommandFromAVouchedOwnerOnly() {
        desk.receive(desk.mail(Desk.LEE, "T-1 done", "Thanks"));
        assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);
        desk.receive(FAIL + desk.mail(Desk.LEE, "T-1 done", "Thanks!"));
        assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);
        desk.receive(PASS + desk.mail(Desk.LEE, "Re: T-1 done", "Thank you"));
        assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);

        desk.receive(PASS + desk.mail(Desk.LEE, "T-1 done", "Thanks a lot"));
        assertThat(desk.task(1).state()).isEqualTo(TaskState.DONE);
        assertThat(desk.last("receipt").mail().text()).contains("T-1");
    }

    private boolean isPaused() {
        return desk.database
                .jdbi()
                .withExtension(PersonStore.class, store -> store.byAddress(Desk.LEE))
                .map(person -> person.pausedUntil() != null)
                .orElseThrow();
    }
}
