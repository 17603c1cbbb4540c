package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.mail.EmailAddress;
import org.tickler.task.Due;
import org.tickler.task.TaskState;

/**
 * The loop of the product, step by step: note, proposal, answer, reminder, invitation, answer,
 * done.
 */
class LoopTest {
    static final String NOTE =
            """
            ---
            title: Pilot kick-off with Northwind
            date: 2025-12-10
            participants:
              - Lee Mercer
              - Ana Ruiz
            account:
            source: meeting
            source_ref: /Users/lee/Recordings/northwind-kickoff.m4a
            tags: [pilot]
            ---

            ## Summary

            We agreed on the pilot.

            ## Action Items

            - [?] Send Ana Ruiz a list of questions about the pilot. @Myself #task #proposed #auto

            - [?] Ana Ruiz to visit San Francisco early in the New Year to meet the team. @Ana Ruiz #task #proposed #auto

            - [ ] Open a ticket for the licence (https://tracker.example/123). @TBD 📅 2025-12-19 ⏫ #task
            """;

    @AutoClose private final Desk desk = new Desk();

    private void noteArrives() {
        desk.receive(
                desk.mail(new EmailAddress("notes@recorder.example"), "Your meeting notes", NOTE));
    }

    @Test
    void noteShouldBecomeOneProposalWithNumberedLines() {
        noteArrives();

        assertThat(desk.tasks()).hasSize(3).allMatch(task -> task.state() == TaskState.PROPOSED);
        assertThat(desk.count("proposal")).isEqualTo(1);
        Desk.Sent proposal = desk.last("proposal");
        assertThat(proposal.recipient()).isEqualTo(Desk.LEE.value());
        assertThat(proposal.mail().text())
                .contains("Ana Ruiz")
                .contains("San Francisco")
                .contains("licence");
        assertThat(desk.task(2).due())
                .isNotNull()
                .satisfies(due -> {
                    assertThat(due.start()).isEqualTo(LocalDate.of(2026, 1, 2));
                    assertThat(due.date()).isEqualTo(LocalDate.of(2026, 1, 15));
                });
        assertThat(desk.task(2).followUp()).isTrue();
        assertThat(desk.task(3).due())
                .isNotNull()
                .extracting(Due::date)
                .isEqualTo(LocalDate.of(2025, 12, 19));
    }

    @Test
    void numberedAnswerShouldConfirmAssignAndReject() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "1 2 yes, rest no");

        assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);
        assertThat(desk.task(2).state()).isEqualTo(TaskState.WAITING);
        assertThat(desk.task(3).state()).isEqualTo(TaskState.DROPPED);
        assertThat(desk.count("receipt")).isEqualTo(1);
        assertThat(desk.history(1)).contains("created", "confirm");
    }

    @Test
    void confirmedVisitShouldHoldTheWindowInTheOwnersCalendar() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");

        assertThat(desk.count("invitation")).isEqualTo(1);
        Desk.Sent hold = desk.last("invitation");
        assertThat(hold.recipient()).isEqualTo(Desk.LEE.value());
        assertThat(ics(hold))
                .contains(
                        "METHOD:REQUEST",
                        "DTSTART;VALUE=DATE:20260102",
                        "DTEND;VALUE=DATE:20260116",
                        "TRANSP:TRANSPARENT",
                        "STATUS:TENTATIVE");
    }

    @Test
    void acceptedInvitationShouldBeRecordedOnce() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");
        String accepted = acceptance(desk.last("invitation"), "ACCEPTED");
        desk.receive(accepted);
        desk.receive(accepted.replace("<accept-1@", "<accept-2@"));

        assertThat(desk.history(2)).containsOnlyOnce("attendee-accepted");
    }

    @Test
    void fixedDateShouldUpdateTheInvitationWithAHigherSequence() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");
        desk.answer(desk.last("invitation"), Desk.LEE, "12 jan 10am");

        assertThat(desk.task(2).due())
                .isNotNull()
                .extracting(Due::date, Due::time)
                .containsExactly(LocalDate.of(2026, 1, 12), LocalTime.of(10, 0));
        assertThat(desk.count("invitation")).isEqualTo(2);
        assertThat(ics(desk.last("invitation")))
                .contains("SEQUENCE:1", "DTSTART:20260112T160000Z", "STATUS:CONFIRMED");
    }

    @Test
    void doneShouldCloseTheTaskAndCancelTheEvent() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");
        desk.answer(desk.last("invitation"), Desk.LEE, "done");

        assertThat(desk.task(2).state()).isEqualTo(TaskState.DONE);
        assertThat(desk.count("cancellation")).isEqualTo(1);
        assertThat(ics(desk.last("cancellation")))
                .contains("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1");
    }

    @Test
    void dueTaskShouldBeRemindedAndClosedByOneWord() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "3 mine");
        desk.pass(Duration.ofDays(7));
        assertThat(desk.count("reminder")).isEqualTo(1);

        desk.answer(desk.last("reminder"), Desk.LEE, "Done!");
        assertThat(desk.task(3).state()).isEqualTo(TaskState.DONE);

        desk.pass(Duration.ofDays(30));
        assertThat(desk.count("reminder")).isEqualTo(1);
    }

    @Test
    void missedSlotsShouldCollapseIntoOneMail() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "3 mine");
        desk.pass(Duration.ofDays(40));

        assertThat(desk.count("reminder")).isEqualTo(1);
    }

    @Test
    void regeneratedNoteShouldJoinTheTasksItRepeats() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "1 yes, 3 no");
        String again =
                NOTE.replace(
                                "Send Ana Ruiz a list of questions about the pilot.",
                                "Send Ana Ruiz the list of pilot questions.")
                        .replace(
                                "Open a ticket for the licence", "Open a ticket about the licence");
        desk.receive(
                desk.mail(new EmailAddress("notes@recorder.example"), "Your meeting notes", again));

        assertThat(desk.tasks()).hasSize(3);
        assertThat(desk.count("proposal")).isEqualTo(1);
        assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);
        assertThat(desk.task(3).state()).isEqualTo(TaskState.DROPPED);
        assertThat(desk.history(1)).contains("seen-again");
    }

    @Test
    void undoShouldPutTheTaskBackOnce() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "1 yes");
        desk.answer(desk.last("receipt"), Desk.LEE, "done");
        assertThat(desk.task(1).state()).isEqualTo(TaskState.DONE);

        desk.answer(desk.last("receipt"), Desk.LEE, "undo");
        assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);

        desk.answer(desk.last("receipt"), Desk.LEE, "undo");
        desk.answer(desk.last("receipt"), Desk.LEE, "undo");
        assertThat(desk.last("receipt").mail().text()).containsIgnoringCase("nothing to undo");
    }

    @Test
    void forwardedReminderShouldGiveNobodyElseAVoice() {
        noteArrives();
        desk.answer(
                desk.last("proposal"), new EmailAddress("mallory@elsewhere.example"), "all yes");

        assertThat(desk.tasks()).allMatch(task -> task.state() == TaskState.PROPOSED);
        assertThat(desk.count("receipt")).isZero();
        assertThat(desk.history(1)).contains("ignored-answer");
    }

    @Test
    void forgedTokenShouldChangeNothing() {
        noteArrives();
        Desk.Sent proposal = desk.last("proposal");
        String forged = desk.reply(proposal, Desk.LEE, "all yes");
        String id = proposal.mail().messageId() == null ? "" : proposal.mail().messageId().value();
        String token = id.substring(id.lastIndexOf('.', id.indexOf('@')) + 1, id.indexOf('@'));
        desk.receive(forged.replace(token, "aaaaaaaaaaaaaaaaaaaaaaaaaa"));

        assertThat(desk.tasks()).allMatch(task -> task.state() == TaskState.PROPOSED);
    }

    @Test
    void automaticAnswerShouldChangeNothing() {
        noteArrives();
        String vacation = desk.reply(desk.last("proposal"), Desk.LEE, "yes, done, I am away");
        desk.receive(
                vacation.replace(
                        "MIME-Version: 1.0", "Auto-Submitted: auto-replied\nMIME-Version: 1.0"));

        assertThat(desk.tasks()).allMatch(task -> task.state() == TaskState.PROPOSED);
        assertThat(desk.count("receipt")).isZero();
    }

    @Test
    void sameMailTwiceShouldBeTakenInOnce() {
        noteArrives();
        String answer = desk.reply(desk.last("proposal"), Desk.LEE, "1 done");
        desk.receive(answer);
        desk.receive("Received: by elsewhere.example; Thu, 11 Dec 2025 09:01:00 -0600\n" + answer);

        assertThat(desk.count("receipt") + desk.count("question")).isEqualTo(1);
    }

    @Test
    void strangersShouldNeverBeWrittenTo() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "all yes");
        desk.answer(desk.last("invitation"), Desk.LEE, "12 jan 10am");
        desk.pass(Duration.ofDays(60));

        assertThat(desk.sent()).allMatch(mail -> mail.recipient().equals(Desk.LEE.value()));
    }

    @Test
    void unclearAnswerShouldBeAskedAbout() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "done");

        assertThat(desk.count("question")).isEqualTo(1);
        assertThat(desk.tasks()).allMatch(task -> task.state() == TaskState.PROPOSED);
    }

    @Test
    void wordsThatAreNoCommandShouldBeKeptAndSaid() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "1 yes");
        desk.answer(desk.last("receipt"), Desk.LEE, "Not done yet, maybe Friday");

        assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);
        assertThat(desk.history(1)).contains("note");
        assertThat(desk.last("receipt").mail().text()).contains("Not done yet");
    }

    private String acceptance(Desk.Sent invitation, String answer) {
        String uid =
                ics(invitation)
                        .lines()
                        .filter(line -> line.startsWith("UID:"))
                        .findFirst()
                        .orElseThrow();
        return """
        From: %s
        To: %s
        Subject: Accepted: visit
        Date: %s
        Message-ID: <accept-1@desk.example>
        MIME-Version: 1.0
        Content-Type: text/calendar; charset=UTF-8; method=REPLY

        BEGIN:VCALENDAR
        PRODID:-//Example//Client//EN
        VERSION:2.0
        METHOD:REPLY
        BEGIN:VEVENT
        %s
        SEQUENCE:0
        DTSTAMP:20251211T151000Z
        DTSTART;VALUE=DATE:20260102
        DTEND;VALUE=DATE:20260116
        ATTENDEE;PARTSTAT=%s:mailto:%s
        END:VEVENT
        END:VCALENDAR
        """
                .formatted(Desk.LEE, Desk.TRACKER, desk.date(), uid.strip(), answer, Desk.LEE);
    }

    private static String ics(Desk.Sent mail) {
        return mail.mail().parts().stream()
                .filter(part -> part.type().equals("text/calendar"))
                .map(part -> new String(part.content(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }
}
