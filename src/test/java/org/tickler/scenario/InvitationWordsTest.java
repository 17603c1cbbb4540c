package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tickler.scenario.CalendarClient.ics;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tickler.mail.EmailAddress;
import org.tickler.task.Due;

/** Invitations answered and changed in words: Ana is to come on 12 January at ten. */
class InvitationWordsTest {
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");
    private static final EmailAddress TOM = new EmailAddress("tom@client.example");
    private static final EmailAddress BO = new EmailAddress("bo@client.example");

    @AutoClose private final Desk desk = new Desk();
    private final CalendarClient calendars = new CalendarClient(desk);

    @BeforeEach
    void invite() {
        calendars.invite(
                "invite 12 jan 10am for 45m with ana@client.example and tom@client.example at Room 5");
        desk.clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void acceptanceInWordsShouldCountAndBeTold() {
        desk.answer(desk.last("invitation", ANA), ANA, "Works for me, see you then!");

        assertThat(calendars.guest(2, ANA).partStat()).isEqualTo("ACCEPTED");
        Desk.Sent told = desk.last("receipt");
        assertThat(told.recipient()).isEqualTo(Desk.LEE.value());
        assertThat(told.mail().text())
                .contains("Ana Ruiz accepted: Monday 12 January 2026, 10:00 CST")
                .contains("tom has not answered yet")
                .contains("see you then");
        assertThat(desk.count("question")).isZero();
    }

    @Test
    void refusalInWordsShouldCountAndMoveNothing() {
        desk.answer(desk.last("invitation", TOM), TOM, "Sorry, I can't make it.");

        assertThat(calendars.guest(2, TOM).partStat()).isEqualTo("DECLINED");
        assertThat(due()).isEqualTo(LocalDate.of(2026, 1, 12));
        assertThat(desk.last("receipt").mail().text()).contains("tom declined");
    }

    @Test
    void proposalInWordsShouldBeConfirmedInOneLine() {
        desk.answer(desk.last("invitation", ANA), ANA, "Yes, but the 13th suits me better.");

        assertThat(due()).isEqualTo(LocalDate.of(2026, 1, 12));
        Desk.Sent question = desk.last("question");
        assertThat(question.mail().text())
                .contains("Tuesday 13 January 2026, 10:00 CST")
                .contains("the 13th suits me better")
                .contains("yes");

        desk.answer(question, Desk.LEE, "yes");

        assertThat(due()).isEqualTo(LocalDate.of(2026, 1, 13));
        assertThat(ics(desk.last("invitation", ANA)))
                .contains("SEQUENCE:2", "PARTSTAT=ACCEPTED", "DTEND:20260113T164500Z");
        assertThat(ics(desk.last("invitation", TOM))).contains("PARTSTAT=NEEDS-ACTION");
    }

    /** A whole day only holds it in the owner's calendar; silence would look like an invitation. */
    @Test
    void guestOfAWholeDayShouldBeToldNotToBeInvited() {
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "due 20 jan");
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "invite with bo@client.example");

        assertThat(desk.count("invitation", BO)).isZero();
        assertThat(desk.last("receipt").mail().text())
                .contains("Nobody is invited to a whole day", "3pm with");
    }

    @Test
    void secondProposalOfTheOwnerShouldWin() {
        desk.answer(desk.last("invitation", ANA), ANA, "Can't make Monday, how about Tuesday 3pm?");
        desk.answer(desk.last("question"), Desk.LEE, "no, how about Wednesday at 4pm?");

        assertThat(desk.task(2).due())
                .isNotNull()
                .extracting(Due::date, Due::time)
                .containsExactly(LocalDate.of(2026, 1, 14), LocalTime.of(16, 0));
    }

    @Test
    void doubtShouldBeAskedAndTakenAsSuggested() {
        desk.answer(desk.last("invitation", ANA), ANA, "Yes, if Tom comes too");

        assertThat(calendars.guest(2, ANA).partStat()).isEqualTo("NEEDS-ACTION");
        assertThat(desk.last("question").mail().text()).contains("if Tom comes too");

        desk.answer(desk.last("question"), Desk.LEE, "yes");

        assertThat(calendars.guest(2, ANA).partStat()).isEqualTo("ACCEPTED");
    }

    @Test
    void ownersWordsShouldTakeEffectWithAReceipt() {
        long receipts = desk.count("receipt");
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "The 14th at 3pm suits me better");

        assertThat(desk.task(2).due())
                .isNotNull()
                .extracting(Due::date, Due::time)
                .containsExactly(LocalDate.of(2026, 1, 14), LocalTime.of(15, 0));
        assertThat(desk.count("receipt")).isEqualTo(receipts + 1);
        assertThat(desk.count("question")).isZero();

        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "works for me");
        assertThat(calendars.guest(2, Desk.LEE).partStat()).isEqualTo("ACCEPTED");
    }

    @Test
    void wordsOfWhomItWasForwardedToShouldBeAskedAboutOnceADay() {
        desk.answer(desk.last("invitation", ANA), BO, "I would like to come too");
        desk.answer(desk.last("invitation", ANA), BO, "May I?");

        assertThat(desk.count("question")).isEqualTo(1);
        assertThat(desk.sent()).noneMatch(mail -> mail.recipient().equals(BO.value()));

        desk.answer(desk.last("question"), Desk.LEE, "yes");

        assertThat(ics(desk.last("invitation", BO))).contains("SEQUENCE:1", "LOCATION:Room 5");
    }

    @Test
    void answerToAnOldMailShouldNotAcceptTheNewTime() {
        Desk.Sent old = desk.last("invitation", ANA);
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "due 13 jan 9am");
        desk.clock.advance(Duration.ofMinutes(10));
        desk.answer(old, ANA, "yes");

        assertThat(calendars.guest(2, ANA).partStat()).isEqualTo("NEEDS-ACTION");
        assertThat(desk.history(2)).contains("answered-old-time");
    }

    @Test
    void newWordsShouldBeToldOnceAndLater() {
        desk.answer(desk.last("invitation", ANA), ANA, "yes");
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "rename Ana to see the bridge");
        desk.pass(Duration.ofMinutes(5));
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "rename Ana and Tom to see it");
        assertThat(desk.count("invitation", ANA)).isEqualTo(1);
        desk.pass(Duration.ofMinutes(5));

        assertThat(desk.count("invitation", ANA)).isEqualTo(2);
        assertThat(ics(desk.last("invitation", ANA)))
                .contains("Ana and Tom to see it", "SEQUENCE:1", "PARTSTAT=ACCEPTED");
        desk.pass(Duration.ofHours(1));
        assertThat(desk.count("invitation", ANA)).isEqualTo(2);
    }

    @Test
    void wordsChangedBackShouldNotBeTold() {
        String title = desk.task(2).title();
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "rename Something else");
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "rename " + title);
        desk.pass(Duration.ofMinutes(30));

        assertThat(desk.count("invitation", ANA)).isEqualTo(1);
    }

    @Test
    void whoNoLongerActsShouldBeTakenOut() {
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "assign tom@client.example");
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "assign bo@client.example");
        assertThat(desk.count("invitation", BO)).isEqualTo(1);
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "assign ana@client.example");

        assertThat(ics(desk.last("cancellation", BO))).contains("METHOD:CANCEL", "SEQUENCE:2");
        assertThat(desk.count("cancellation")).isEqualTo(1);
    }

    private LocalDate due() {
        Due due = desk.task(2).due();
        assertThat(due).isNotNull();
        return due.date();
    }
}
