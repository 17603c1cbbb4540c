package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tickler.scenario.CalendarClient.ics;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.mail.EmailAddress;
import org.tickler.task.TaskState;

/** What the guests of an event are sent, and not sent, when its task or their answers change. */
class OrganizerTableTest {
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");
    private static final EmailAddress BO = new EmailAddress("bo@client.example");
    private static final EmailAddress TOM = new EmailAddress("tom@client.example");
    private static final String TEN = "20260112T160000Z";
    private static final String NEXT_DAY = "20260113T150000Z";

    @AutoClose private final Desk desk = new Desk();
    private final CalendarClient calendars = new CalendarClient(desk);

    @BeforeEach
    void invite() {
        calendars.invite("invite 12 jan 10am for 45m with ana@client.example, bo@client.example");
    }

    @Test
    void newGuestShouldBeInvitedAloneToTheTimeAsItStands() {
        int mails = desk.sent().size();
        owner("invite with tom@client.example");

        assertThat(ics(desk.last("invitation", TOM)))
                .contains("SEQUENCE:1", "DTSTART:" + TEN, "PARTSTAT=NEEDS-ACTION");
        // Besides Tom only Lee is told, by a receipt.
        assertThat(desk.sent()).hasSize(mails + 2);
    }

    @Test
    void newTimeShouldAskEverybodyAgainAndCloseProposals() {
        guest(ANA, "REPLY", "DECLINED", TEN);
        desk.receive(
                calendars
                        .answer(BO, BO, "COUNTER", "TENTATIVE", NEXT_DAY, 1)
                        .replace("SUMMARY:", "COMMENT:the 13th?\nSUMMARY:"));
        assertThat(calendars.guest(2, BO).counter()).isNotNull();
        assertThat(calendars.guest(2, BO).comment()).isEqualTo("the 13th?");
        owner("due 14 jan 11am");

        for (EmailAddress guest : new EmailAddress[] {ANA, BO}) {
            assertThat(ics(desk.last("invitation", guest)))
                    .contains("SEQUENCE:2", "DTSTART:20260114T170000Z", "PARTSTAT=NEEDS-ACTION");
            assertThat(calendars.guest(2, guest).partStat()).isEqualTo("NEEDS-ACTION");
        }
        assertThat(calendars.guest(2, BO).counter()).isNull();
        assertThat(calendars.guest(2, BO).comment()).as("was about the old time").isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"p1", "+pilot", "note: she has it since Monday", "snooze 3d"})
    void whatNoCalendarShowsShouldBringGuestsNothing(String words) {
        int lines = desk.history(2).size();
        long before = guestMails();
        owner(words);
        desk.pass(Duration.ofMinutes(30));

        assertThat(desk.history(2)).as("the command counted").hasSizeGreaterThan(lines);
        assertThat(guestMails()).isEqualTo(before);
    }

    @Test
    void droppedTaskShouldBeCancelledForWhomIsStillInvited() {
        owner("uninvite bo");
        desk.receive(bounce(desk.last("invitation", ANA)));
        owner("invite with tom@client.example");
        guest(TOM, "REPLY", "DECLINED", TEN);
        long bos = desk.count("cancellation", BO);
        owner("drop: no longer needed");

        assertThat(desk.task(2).state()).isEqualTo(TaskState.DROPPED);
        assertThat(ics(desk.last("cancellation", TOM)))
                .contains("METHOD:CANCEL", "SEQUENCE:3", "DTSTART:" + TEN, "STATUS:CANCELLED");
        assertThat(desk.count("cancellation", ANA)).as("bounced").isZero();
        assertThat(desk.count("cancellation", BO)).as("taken off before").isEqualTo(bos);
    }

    @Test
    void doneAfterwardsShouldBringNobodyAnything() {
        desk.pass(Duration.ofDays(40));
        long before = guestMails();
        owner("done");

        assertThat(desk.task(2).state()).isEqualTo(TaskState.DONE);
        assertThat(guestMails()).isEqualTo(before);
    }

    @Test
    void doneBeforehandShouldCancelWithTheReason() {
        owner("done");

        assertThat(ics(desk.last("cancellation", ANA)))
                .contains("METHOD:CANCEL", "SEQUENCE:2", "COMMENT:done");
    }

    @Test
    void proposalForAnOldTimeShouldBeKeptAsAComment() {
        owner("due 14 jan 11am");
        int mails = desk.sent().size();
        desk.receive(calendars.answer(ANA, ANA, "COUNTER", "TENTATIVE", NEXT_DAY, 1));

        assertThat(calendars.guest(2, ANA).counter()).isNull();
        assertThat(desk.history(2)).contains("ignored-answer");
        assertThat(desk.sent()).hasSize(mails);
    }

    @Test
    void agreedProposalShouldAskTheOtherGuestsAgain() {
        guest(BO, "REPLY", "ACCEPTED", TEN);
        guest(ANA, "COUNTER", "TENTATIVE", NEXT_DAY);
        desk.answer(desk.last("question"), Desk.LEE, "yes");

        assertThat(ics(desk.last("invitation", ANA)))
                .contains("SEQUENCE:2", "DTSTART:" + NEXT_DAY, "PARTSTAT=ACCEPTED");
        assertThat(ics(desk.last("invitation", BO)))
                .contains("SEQUENCE:2", "DTSTART:" + NEXT_DAY, "PARTSTAT=NEEDS-ACTION");
    }

    @Test
    void answerToAnEventThatIsNotOursShouldBeLeftAlone() {
        int mails = desk.sent().size();
        String answer = calendars.answer(ANA, ANA, "REPLY", "ACCEPTED", TEN, 1);
        desk.receive(answer.replaceFirst("UID:.*", "UID:somebody-elses@client.example"));

        assertThat(desk.outcome()).contains("not ours");
        assertThat(calendars.guest(2, ANA).partStat()).isEqualTo("NEEDS-ACTION");
        assertThat(desk.sent()).hasSize(mails);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: auto-replied", "List-Id: <all.client.example>"})
    void automaticWordsShouldBeNoAnswer(String header) {
        int mails = desk.sent().size();
        String words = desk.reply(desk.last("invitation", ANA), ANA, "yes");
        desk.receive(header + "\n" + words.stripLeading());

        assertThat(calendars.guest(2, ANA).partStat()).isEqualTo("NEEDS-ACTION");
        assertThat(desk.sent()).hasSize(mails);
    }

    @Test
    void delayShouldChangeNothing() {
        int mails = desk.sent().size();
        String delayed =
                bounce(desk.last("invitation", ANA))
                        .replace("Action: failed", "Action: delayed")
                        .replace("5.1.1", "4.4.1");
        desk.receive(delayed);

        assertThat(calendars.guest(2, ANA).state()).isNotEqualTo("bounced");
        assertThat(desk.sent()).hasSize(mails);
    }

    private void owner(String words) {
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, words);
    }

    private void guest(EmailAddress guest, String method, String answer, String time) {
        desk.clock.advance(Duration.ofMinutes(10));
        desk.receive(calendars.answer(guest, guest, method, answer, time, 1));
    }

    private long guestMails() {
        return desk.sent().stream()
                .filter(mail -> !mail.recipient().equals(Desk.LEE.value()))
                .count();
    }

    private String bounce(Desk.Sent lost) {
        return """
        From: MAILER-DAEMON@client.example
        To: %s
        Subject: Undelivered Mail Returned to Sender
        Date: %s
        Message-ID: <bounce-1@client.example>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="d"

        --d
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.client.example

        Final-Recipient: rfc822; %s
        Action: failed
        Status: 5.1.1

        --d
        Content-Type: message/rfc822

        From: %s
        Message-ID: %s

        lost
        --d--
        """
                .formatted(
                        Desk.TRACKER,
                        desk.date(),
                        lost.recipient(),
                        Desk.TRACKER,
                        lost.mail().messageId());
    }
}
