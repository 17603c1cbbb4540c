package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tickler.answer.MailboxRules;
import org.tickler.calendar.CalendarLinter;
import org.tickler.calendar.WinmailWriter;
import org.tickler.invite.EventStore.Attendee;
import org.tickler.mail.EmailAddress;
import org.tickler.task.Due;
import org.tickler.task.TaskState;

/** Answers to an invitation, each through a real mail: Ana is to come on 12 January at ten. */
class InvitationTest {
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");
    private static final EmailAddress BO = new EmailAddress("bo@client.example");
    private static final String TEN = "20260112T160000Z";
    private static final String NEXT_DAY = "20260113T150000Z";

    @AutoClose
    private final Desk desk =
            new Desk(
                    new MailboxRules(null, Set.of("mx.desk.example"), true, _ -> false, 0.5),
                    false);

    private final CalendarClient calendars = new CalendarClient(desk);

    @BeforeEach
    void invite() {
        calendars.invite("invite 12 jan 10am for 45m with ana@client.example");
    }

    @Test
    void namedGuestShouldBeInvitedForTheNamedTime() {
        assertThat(desk.count("invitation", ANA)).isEqualTo(1);
        assertThat(ics(desk.last("invitation", ANA)))
                .contains("DTSTART:" + TEN, "DTEND:20260112T164500Z", "SEQUENCE:1");
    }

    /** Its date until then must not go into calendars first, to be moved at once. */
    @Test
    void invitationToATaskWithADateShouldBeOneMail() {
        long before = desk.count("invitation", Desk.LEE);
        desk.answer(desk.last("proposal"), Desk.LEE, "1 due 9 jan");
        desk.answer(desk.last("proposal"), Desk.LEE, "1 invite 12 jan 3pm");

        assertThat(desk.count("invitation", Desk.LEE)).isEqualTo(before + 1);
        assertThat(ics(desk.last("invitation", Desk.LEE)))
                .contains("DTSTART:20260112T210000Z", "SEQUENCE:0");
    }

    @Test
    void everyAnswerShouldBeRecordedWithItsWords() {
        for (String answer : new String[] {"ACCEPTED", "TENTATIVE", "DECLINED"}) {
            desk.clock.advance(Duration.ofMinutes(10));
            desk.receive(answer(ANA, ANA, "REPLY", answer, TEN, 1));

            assertThat(ana().partStat()).isEqualTo(answer);
        }
        assertThat(desk.outcome()).isEqualTo("processed: a guest declined (T-2)");
        assertThat(desk.history(2))
                .contains("attendee-accepted", "attendee-tentative", "attendee-declined");
        assertThat(desk.count("question")).isZero();
        assertThat(desk.task(2).state()).isEqualTo(TaskState.WAITING);
    }

    @Test
    void answersThatOvertakeEachOtherShouldEndWithTheLastWritten() {
        String first = answer(ANA, ANA, "REPLY", "DECLINED", TEN, 1);
        desk.clock.advance(Duration.ofMinutes(10));
        desk.receive(answer(ANA, ANA, "REPLY", "ACCEPTED", TEN, 1));
        desk.receive(first);

        assertThat(ana().partStat()).isEqualTo("ACCEPTED");
        assertThat(desk.history(2)).contains("ignored-answer").doesNotContain("attendee-declined");
    }

    @Test
    void proposedTimeShouldBeAskedAndTakenWithTheOfferedWords() {
        desk.receive(answer(ANA, ANA, "COUNTER", "TENTATIVE", NEXT_DAY, 1));

        Desk.Sent question = desk.last("question");
        assertThat(question.recipient()).isEqualTo(Desk.LEE.value());
        assertThat(question.mail().text())
                .contains("Tuesday 13 January 2026")
                .contains("due 13 Jan 2026 09:00");
        assertThat(desk.task(2).due())
                .isNotNull()
                .extracting(Due::date)
                .isEqualTo(LocalDate.of(2026, 1, 12));

        desk.answer(question, Desk.LEE, "due 13 Jan 2026 09:00");

        assertThat(desk.task(2).due())
                .isNotNull()
                .extracting(Due::date, Due::time)
                .containsExactly(LocalDate.of(2026, 1, 13), LocalTime.of(9, 0));
        assertThat(ics(desk.last("invitation", ANA)))
                .contains("DTSTART:" + NEXT_DAY, "SEQUENCE:2", "PARTSTAT=ACCEPTED");
        assertThat(ics(desk.last("invitation", Desk.LEE)))
                .contains("SEQUENCE:2", "PARTSTAT=NEEDS-ACTION");
        assertThat(ana().partStat()).isEqualTo("ACCEPTED");
        assertThat(ana().counterStartsAt()).isNull();
    }

    @Test
    void answerToTheOldTimeShouldBringTheNewOneOnce() {
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "due 13 jan 9am");
        assertThat(desk.count("invitation", ANA)).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            desk.clock.advance(Duration.ofMinutes(10));
            desk.receive(answer(ANA, ANA, "REPLY", "ACCEPTED", TEN, 1));
        }

        assertThat(ana().partStat()).isEqualTo("NEEDS-ACTION");
        assertThat(desk.history(2)).contains("answered-old-time");
        assertThat(desk.count("invitation", ANA)).isEqualTo(3);
        assertThat(ics(desk.last("invitation", ANA))).contains("SEQUENCE:2", NEXT_DAY);
    }

    @Test
    void strangersAnswerShouldBeAskedAboutOnceADay() {
        for (int i = 0; i < 3; i++) {
            desk.clock.advance(Duration.ofMinutes(10));
            desk.receive(answer(BO, BO, "REPLY", "ACCEPTED", TEN, 1));
        }

        assertThat(desk.count("question", Desk.LEE)).isEqualTo(1);
        assertThat(desk.last("question").mail().text()).contains("was not invited");
        assertThat(desk.sent()).noneMatch(mail -> mail.recipient().equals(BO.value()));

        desk.answer(desk.last("question"), Desk.LEE, "yes");

        assertThat(ics(desk.last("invitation", BO))).contains("SEQUENCE:1", "PARTSTAT=ACCEPTED");
    }

    @Test
    void refusedStrangerShouldGetNothing() {
        desk.receive(answer(BO, BO, "REPLY", "ACCEPTED", TEN, 1));
        desk.answer(desk.last("question"), Desk.LEE, "no");

        assertThat(desk.sent()).noneMatch(mail -> mail.recipient().equals(BO.value()));
        assertThat(calendars.guest(2, BO).state()).isEqualTo("removed");
        assertThat(desk.last("receipt").mail().text()).contains("not invited");
    }

    @Test
    void confirmedAddressShouldAnswerForTheGuestFromThenOn() {
        desk.receive(answer(BO, ANA, "REPLY", "TENTATIVE", TEN, 1));
        assertThat(ana().partStat()).isEqualTo("NEEDS-ACTION");

        desk.answer(desk.last("question"), Desk.LEE, "yes");
        assertThat(ana().partStat()).isEqualTo("TENTATIVE");

        desk.clock.advance(Duration.ofMinutes(10));
        desk.receive(answer(BO, ANA, "REPLY", "ACCEPTED", TEN, 1));
        assertThat(ana().partStat()).isEqualTo("ACCEPTED");
        assertThat(desk.count("question")).isEqualTo(1);
    }

    @Test
    void proposalShouldBeAgreedToWithOneWord() {
        desk.receive(answer(ANA, ANA, "COUNTER", "TENTATIVE", NEXT_DAY, 1));
        desk.answer(desk.last("question"), Desk.LEE, "ok");

        assertThat(ics(desk.last("invitation", ANA)))
                .contains("DTSTART:" + NEXT_DAY, "SEQUENCE:2", "PARTSTAT=ACCEPTED");
        assertThat(desk.last("receipt").mail().text()).contains("January 13, 2026");
    }

    @Test
    void refusedProposalShouldLeaveTheTimeAndTellTheGuest() {
        desk.receive(answer(ANA, ANA, "COUNTER", "TENTATIVE", NEXT_DAY, 1));
        desk.answer(desk.last("question"), Desk.LEE, "no, sorry");

        assertThat(desk.count("invitation", ANA)).isEqualTo(2);
        Desk.Sent told = desk.last("invitation", ANA);
        assertThat(told.mail().subject()).startsWith("The time stays");
        assertThat(told.mail().text()).contains("12 January 2026", "keeps this one");
        assertThat(ics(told))
                .contains("METHOD:DECLINECOUNTER", "SEQUENCE:1", calendars.uid())
                .contains("ORGANIZER;CN=")
                .doesNotContain("ATTENDEE", "DTSTART");
        assertThat(CalendarLinter.problems(calendar(told))).isEmpty();
        assertThat(ana().counter()).isNull();
        assertThat(desk.task(2).state()).isEqualTo(TaskState.WAITING);
        assertThat(desk.history(2)).contains("suggestion-refused");

        // What was settled is not taken back by a second word, nor told a second time.
        desk.answer(desk.last("question"), Desk.LEE, "no");
        desk.answer(desk.last("question"), Desk.LEE, "yes");
        assertThat(desk.count("invitation", ANA)).isEqualTo(2);
    }

    @Test
    void refusalShouldNameTheProposalThoughOthersLeftSince() {
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "invite with bo@client.example");
        desk.receive(answer(ANA, ANA, "COUNTER", "TENTATIVE", NEXT_DAY, 1));
        Desk.Sent question = desk.last("question");
        desk.answer(question, Desk.LEE, "assign tom@client.example");
        desk.answer(question, Desk.LEE, "assign bo@client.example");
        desk.answer(question, Desk.LEE, "no");

        assertThat(ics(desk.last("invitation", ANA)))
                .contains("METHOD:DECLINECOUNTER", "SEQUENCE:1");
    }

    @Test
    void programThatKnowsNoRefusalShouldBeSentTheInvitationAgain() {
        desk.receive(
                answer(ANA, ANA, "COUNTER", "TENTATIVE", NEXT_DAY, 1)
                        .replace("-//Example//Client//EN", "Microsoft Exchange Server 2010"));
        desk.answer(desk.last("question"), Desk.LEE, "no");

        assertThat(desk.last("invitation", ANA).mail().subject()).startsWith("The time stays");
        assertThat(ics(desk.last("invitation", ANA)))
                .contains("METHOD:REQUEST", "SEQUENCE:1", "DTSTART:" + TEN);
    }

    @Test
    void refusalOfAnEarlierProposalShouldLeaveTheLaterOneOpen() {
        desk.receive(answer(ANA, ANA, "COUNTER", "TENTATIVE", NEXT_DAY, 1));
        Desk.Sent first = desk.last("question");
        desk.clock.advance(Duration.ofMinutes(20));
        desk.receive(answer(ANA, ANA, "COUNTER", "TENTATIVE", "20260120", 1));
        desk.answer(first, Desk.LEE, "no");

        assertThat(desk.count("invitation", ANA)).isEqualTo(1);
        assertThat(ana().counter()).isNotNull();
        desk.answer(desk.last("question"), Desk.LEE, "no");
        assertThat(desk.count("invitation", ANA)).isEqualTo(2);
    }

    private static byte[] calendar(Desk.Sent mail) {
        return mail.mail().parts().stream()
                .filter(part -> part.type().equals("text/calendar"))
                .findFirst()
                .orElseThrow()
                .content();
    }

    @Test
    void proposedDayShouldBeKeptAndTaken() {
        desk.receive(answer(ANA, ANA, "COUNTER", "TENTATIVE", "20260120", 1));
        assertThat(ana().counter()).isNotNull();
        assertThat(desk.last("question").mail().text()).contains("Tuesday 20 January 2026");

        desk.answer(desk.last("question"), Desk.LEE, "yes");

        assertThat(ics(desk.last("invitation", ANA)))
                .contains("DTSTART;VALUE=DATE:20260120", "PARTSTAT=ACCEPTED");
    }

    @Test
    void answerInSomebodyElsesNameShouldChangeNothing() {
        desk.receive(answer(BO, ANA, "REPLY", "DECLINED", TEN, 1));

        assertThat(ana().partStat()).isEqualTo("NEEDS-ACTION");
        assertThat(desk.last("question").mail().text()).contains(BO.value());
    }

    @Test
    void forgedAnswerShouldOnlyLeaveALine() {
        desk.receive(
                "Authentication-Results: mx.desk.example; dmarc=fail header.from=client.example\n"
                        + answer(ANA, ANA, "REPLY", "DECLINED", TEN, 1));

        assertThat(ana().partStat()).isEqualTo("NEEDS-ACTION");
        assertThat(desk.history(2)).contains("ignored-answer");
        assertThat(desk.count("question")).isZero();
    }

    @Test
    void answerInWinmailShouldCountLikeAnyOther() {
        String uid =
                ics(desk.last("invitation"))
                        .lines()
                        .filter(line -> line.startsWith("UID:"))
                        .findFirst()
                        .orElseThrow()
                        .substring("UID:".length());
        desk.receive(winmail("IPM.Microsoft Schedule.MtgRespP", WinmailWriter.identity(uid)));

        assertThat(ana().partStat()).isEqualTo("ACCEPTED");
    }

    @Test
    void answerInWinmailThatNamesNoEventShouldBeReadByItsWords() {
        desk.receive(winmail("IPM.Microsoft Schedule.MtgRespN", new byte[0]));

        assertThat(ana().partStat()).isEqualTo("DECLINED");
        assertThat(desk.last("receipt").mail().text()).contains("Declined: Visit");
    }

    private String winmail(String messageClass, byte[] identity) {
        byte[] content =
                WinmailWriter.winmail(
                        messageClass, identity, Instant.parse("2026-01-12T16:00:00Z"), false);
        return """
        From: %s
        To: %s
        Subject: Declined: Visit
        Date: %s
        Message-ID: <winmail-1@client.example>
        In-Reply-To: %s
        MIME-Version: 1.0
        Content-Type: application/ms-tnef; name="winmail.dat"
        Content-Transfer-Encoding: base64

        %s
        """
                .formatted(
                        ANA,
                        Desk.TRACKER,
                        desk.date(),
                        desk.last("invitation", ANA).mail().messageId(),
                        Base64.getMimeEncoder().encodeToString(content));
    }

    @Test
    void cancelFromOutsideShouldChangeNothing() {
        long mails = desk.sent().size();
        desk.receive(answer(ANA, ANA, "CANCEL", "DECLINED", TEN, 9));
        desk.receive(answer(ANA, ANA, "REQUEST", "ACCEPTED", NEXT_DAY, 9));

        assertThat(desk.tasks()).hasSize(3);
        assertThat(desk.task(2).state()).isEqualTo(TaskState.WAITING);
        assertThat(desk.history(2)).contains("ignored-answer");
        assertThat(desk.sent()).hasSize((int) mails);
    }

    @Test
    void refreshShouldSendTheInvitationAgainToThatGuestOnly() {
        long lees = desk.count("invitation", Desk.LEE);
        desk.receive(answer(ANA, ANA, "REFRESH", "NEEDS-ACTION", TEN, 1));

        assertThat(desk.count("invitation", ANA)).isEqualTo(2);
        assertThat(desk.count("invitation", Desk.LEE)).isEqualTo(lees);
        assertThat(ics(desk.last("invitation", ANA))).contains("SEQUENCE:1", "DTSTART:" + TEN);
    }

    @Test
    void guestShouldBeTakenOffByName() {
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "invite with bo@client.example");
        int lees = desk.sent().size();
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "uninvite bo");

        assertThat(ics(desk.last("cancellation", BO)))
                .contains("METHOD:CANCEL", "SEQUENCE:2", "mailto:bo@client.example");
        // Nobody else is told but the owner, by a receipt.
        assertThat(desk.sent().size()).isEqualTo(lees + 2);
        assertThat(desk.count("cancellation", ANA)).isZero();
        assertThat(desk.last("receipt").mail().text().replaceAll("\\s+", " "))
                .contains("Guests: Ana Ruiz, bo → Ana Ruiz. bo is sent a cancellation");
        assertThat(desk.history(2)).contains("uninvited");

        // What others are sent later does not look older, and bo stays off.
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "due 13 jan 9am");
        assertThat(ics(desk.last("invitation", ANA))).contains("SEQUENCE:3", NEXT_DAY);
        assertThat(desk.count("invitation", BO)).isEqualTo(1);
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "invite with bo@client.example");
        assertThat(ics(desk.last("invitation", BO))).contains("SEQUENCE:3", "NEEDS-ACTION");
    }

    @Test
    void whoMustActShouldStayOffOnceTakenOff() {
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "assign bo@client.example");
        assertThat(desk.count("invitation", BO)).isEqualTo(1);
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "without bo");
        assertThat(desk.count("cancellation", BO)).isEqualTo(1);
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "due 13 jan 9am");

        assertThat(desk.count("invitation", BO)).isEqualTo(1);
    }

    @Test
    void unknownGuestShouldBeAskedAbout() {
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "uninvite zoe");

        assertThat(desk.last("question").mail().text().replaceAll("\\s+", " "))
                .contains("\"zoe\" is not invited to T-2. Invited: Ana Ruiz.");
        assertThat(desk.count("cancellation")).isZero();
    }

    @Test
    void delegationShouldBeAskedAbout() {
        desk.receive(
                answer(ANA, ANA, "REPLY", "DELEGATED", TEN, 1)
                        .replace(
                                "PARTSTAT=DELEGATED",
                                "PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:bo@client.example\""));

        assertThat(desk.last("question").mail().text()).contains(BO.value());
        assertThat(desk.sent()).noneMatch(mail -> mail.recipient().equals(BO.value()));
        assertThat(ana().partStat()).isEqualTo("DELEGATED");

        desk.answer(desk.last("question"), Desk.LEE, "yes");

        assertThat(ics(desk.last("invitation", BO))).contains("SEQUENCE:1", "DTSTART:" + TEN);
        assertThat(desk.count("invitation", ANA)).isEqualTo(1);
    }

    @Test
    void answerToACancelledEventShouldBringTheCancelAgainOnceADay() {
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "done");
        assertThat(desk.count("cancellation", ANA)).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            desk.clock.advance(Duration.ofMinutes(10));
            desk.receive(answer(ANA, ANA, "REPLY", "ACCEPTED", TEN, 1));
        }

        assertThat(desk.count("cancellation", ANA)).isEqualTo(2);
        desk.clock.advance(Duration.ofHours(25));
        desk.receive(answer(ANA, ANA, "REPLY", "ACCEPTED", TEN, 1));
        assertThat(desk.count("cancellation", ANA)).isEqualTo(3);
        assertThat(desk.task(2).state()).isEqualTo(TaskState.DONE);
    }

    private Attendee ana() {
        return calendars.guest(2, ANA);
    }

    private String answer(
            EmailAddress from,
            EmailAddress attendee,
            String method,
            String partStat,
            String start,
            int sequence) {
        return calendars.answer(from, attendee, method, partStat, start, sequence);
    }

    private static String ics(Desk.Sent mail) {
        return CalendarClient.ics(mail);
    }
}
