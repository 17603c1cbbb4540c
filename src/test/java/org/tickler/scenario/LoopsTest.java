package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.answer.MailboxRules;
import org.tickler.mail.EmailAddress;
import org.tickler.task.TaskState;

/** Programs that answer each other must fall silent by themselves. */
class LoopsTest {
    private static final EmailAddress OTHER = new EmailAddress("tasks@other.example");
    private static final EmailAddress KIM = new EmailAddress("kim@other.example");
    private static final int ROUNDS = 8;

    private final MailboxRules rules =
            new MailboxRules(null, Set.of("mx.desk.example"), true, _ -> false, 0.5);

    /** Whose owner's address is the other tracker's: everything one says lands at the other. */
    @AutoClose private final Desk left = new Desk(Desk.TRACKER, OTHER, rules, false);

    @AutoClose private final Desk right = new Desk(OTHER, Desk.TRACKER, rules, false);

    private final Map<Desk, Set<Long>> carried = new HashMap<>();

    private static String note(int n) {
        return LoopTest.NOTE.replace("northwind-kickoff", "meeting-" + n);
    }

    /** Takes what left one desk to the other; returns how many mails that were. */
    private int carry(Desk from, Desk to) {
        Set<Long> done = carried.computeIfAbsent(from, _ -> new HashSet<>());
        int count = 0;
        for (Desk.Sent mail : from.sent()) {
            if (mail.recipient().equals(to.tracker.value()) && done.add(mail.id())) {
                String raw = new String(mail.raw(), StandardCharsets.UTF_8);
                to.receive(Desk.vouched(from.tracker) + raw);
                count++;
            }
        }
        from.deliver();
        return count;
    }

    @Test
    void twoTicklersFacingEachOtherShouldBeSilentAfterOneMailEach() {
        left.receive(left.mail(KIM, "Your meeting notes", note(1)));
        right.receive(right.mail(KIM, "Your meeting notes", note(2)));

        assertThat(carry(left, right)).isEqualTo(1);
        assertThat(carry(right, left)).isEqualTo(1);
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(carry(left, right)).isZero();
            assertThat(carry(right, left)).isZero();
        }
        assertThat(left.tasks()).hasSize(3).allMatch(task -> task.state() == TaskState.PROPOSED);
        assertThat(right.tasks()).hasSize(3).allMatch(task -> task.state() == TaskState.PROPOSED);
    }

    /** A nudge is not marked as automatic: the other tracker may take it for a person's mail. */
    @Test
    void nudgeToATicklerShouldNotComeBack() {
        try (Desk lee = new Desk()) {
            lee.receive(lee.mail(KIM, "Your meeting notes", note(1)));
            lee.answer(lee.last("proposal"), Desk.LEE, "1 yes");
            lee.answer(lee.last("receipt"), Desk.LEE, "nudge " + OTHER);
            String nudge = new String(lee.last("nudge").raw(), StandardCharsets.UTF_8);
            right.receive(nudge);
            int answers = 0;
            for (int round = 0; round < ROUNDS; round++) {
                answers += carry(right, lee);
                answers += carry(lee, right);
            }
            assertThat(answers).isLessThanOrEqualTo(1);
            assertThat(lee.task(1).state()).isEqualTo(TaskState.OPEN);
        }
    }

    /** Answers every mail of the desk by {@code program}, until it says nothing more. */
    private static int answersUntilSilence(
            Desk desk, BiFunction<Desk.Sent, Integer, String> program) {
        var seen = new HashSet<Long>();
        desk.sent().forEach(mail -> seen.add(mail.id()));
        seen.remove(desk.sent().getLast().id());
        int said = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Desk.Sent> fresh =
                    desk.sent().stream().filter(mail -> seen.add(mail.id())).toList();
            for (Desk.Sent mail : fresh) {
                said++;
                desk.receive(program.apply(mail, said));
            }
            desk.clock.advance(Duration.ofMinutes(1));
        }
        return said - 1;
    }

    private static Desk busy() {
        var desk = new Desk();
        desk.receive(desk.mail(KIM, "Your meeting notes", note(1)));
        desk.answer(desk.last("proposal"), Desk.LEE, "1 yes");
        return desk;
    }

    @Test
    void vacationResponderShouldGetNoAnswer() {
        try (Desk desk = busy()) {
            int answers =
                    answersUntilSilence(
                            desk,
                            (mail, _) ->
                                    "Auto-Submitted: auto-replied (vacation)\n"
                                            + desk.reply(mail, Desk.LEE, "done\nI am away."));
            assertThat(answers).isZero();
            assertThat(desk.task(1).state()).isEqualTo(TaskState.OPEN);
        }
    }

    @Test
    void responderThatNeverTiresShouldNotFillTheHistory() {
        try (Desk desk = busy()) {
            Desk.Sent receipt = desk.last("receipt");
            for (int i = 0; i < 30; i++) {
                desk.receive(
                        "Auto-Submitted: auto-replied\n"
                                + desk.reply(receipt, Desk.LEE, "Away, answer number " + i));
            }
            assertThat(desk.history(1)).filteredOn("auto-reply"::equals).hasSize(20);
            desk.clock.advance(Duration.ofDays(2));
            desk.receive("Auto-Submitted: auto-replied\n" + desk.reply(receipt, Desk.LEE, "Back"));
            assertThat(desk.history(1)).filteredOn("auto-reply"::equals).hasSize(21);
        }
    }

    /** Some programs answer without saying that nobody typed it. */
    @Test
    void silentResponderShouldGetOneAnswerAtMost() {
        try (Desk desk = busy()) {
            int answers =
                    answersUntilSilence(
                            desk,
                            (mail, n) ->
                                    desk.reply(
                                            mail,
                                            Desk.LEE,
                                            "Thank you for your message number "
                                                    + n
                                                    + ", we read it."));
            assertThat(answers).isLessThanOrEqualTo(1);
        }
    }

    /** A program that happens to write a command must be stopped by the backstop. */
    @Test
    void responderThatCommandsShouldBeAnsweredTwentyTimesAtMost() {
        try (Desk desk = busy()) {
            int said = 0;
            for (int n = 0; n < 30; n++) {
                int before = desk.sent().size();
                desk.answer(desk.last("receipt"), Desk.LEE, n % 2 == 0 ? "p1" : "p2");
                said += desk.sent().size() - before;
            }
            assertThat(said).isLessThanOrEqualTo(20);
            assertThat(said).isGreaterThan(10);
        }
    }

    @Test
    void listThatReflectsShouldGetNoAnswer() {
        try (Desk desk = busy()) {
            int answers =
                    answersUntilSilence(
                            desk,
                            (mail, _) ->
                                    "List-Id: <staff.desk.example>\nPrecedence: list\n"
                                            + new String(mail.raw(), StandardCharsets.UTF_8));
            assertThat(answers).isZero();
        }
    }

    @Test
    void bounceOfABounceShouldGetNoAnswer() {
        try (Desk desk = busy()) {
            int answers =
                    answersUntilSilence(
                            desk,
                            (mail, n) ->
                                    """
                                    Return-Path: <>
                                    From: Mail Delivery System <mailer-daemon@other.example>
                                    To: %s
                                    Subject: Undelivered Mail Returned to Sender
                                    Date: %s
                                    Message-ID: <bounce-%d@other.example>
                                    Auto-Submitted: auto-replied
                                    MIME-Version: 1.0
                                    Content-Type: multipart/report; report-type=delivery-status; boundary=b

                                    --b
                                    Content-Type: text/plain

                                    It could not be delivered.
                                    --b
                                    Content-Type: message/delivery-status

                                    Reporting-MTA: dns; other.example

                                    Final-Recipient: rfc822; %s
                                    Action: failed
                                    Status: 5.1.1
                                    --b
                                    Content-Type: text/rfc822-headers

                                    Message-ID: %s
                                    --b--
                                    """
                                            .formatted(
                                                    Desk.TRACKER,
                                                    desk.date(),
                                                    n,
                                                    Desk.LEE,
                                                    mail.mail().messageId()));
            assertThat(answers).isLessThanOrEqualTo(1);
        }
    }
}
