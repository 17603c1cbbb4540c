package org.tickler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tickler.config.Secret;
import org.tickler.config.Tls;
import org.tickler.smtp.SmtpSender;
import org.tickler.support.OutboxFixture;
import org.tickler.support.ScriptedSmtp;
import org.tickler.support.TestDatabase;

/**
 * What a mail server may do wrong at each step of a session, and what becomes of the mail: not
 * lost, not doubled but behind the final dot, and not blamed for what the server did.
 */
class BadServerTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    private static final List<String> STEPS =
            List.of("HELLO", "EHLO", "MAIL", "RCPT", "DATA", "BODY", "DOT");

    @AutoClose private final ScriptedSmtp server = new ScriptedSmtp();
    private final OutboxFixture fixture = new OutboxFixture(DATABASE, true);

    /**
     * @param again how often the mail may come besides, because it was refused behind its end or
     *     because nobody knows whether it was taken
     */
    private record Fault(String step, String answer, int again) {
        @Override
        public String toString() {
            return step + ": " + (answer.length() > 60 ? answer.length() + " octets" : answer);
        }
    }

    /** What is not the mail's fault: it waits, and arrives later. */
    static List<Fault> passing() {
        var faults = new ArrayList<Fault>();
        for (String step : STEPS) {
            faults.add(new Fault(step, ScriptedSmtp.CLOSE, step.equals("DOT") ? 1 : 0));
            faults.add(new Fault(step, ScriptedSmtp.HANG, step.equals("DOT") ? 1 : 0));
            if (!step.equals("BODY")) {
                int behind = step.equals("DOT") ? 1 : 0;
                // It may have been about to say yes.
                faults.add(new Fault(step, ScriptedSmtp.SLOW + "250-", behind));
                faults.add(new Fault(step, "421 4.3.2 going down", behind));
            }
        }
        for (String step : List.of("MAIL", "RCPT", "DATA", "DOT")) {
            for (String answer : List.of("450 4.2.1 busy", "451 4.3.0 no", "452 4.3.1 full")) {
                faults.add(new Fault(step, answer, step.equals("DOT") ? 1 : 0));
            }
        }
        faults.add(new Fault("HELLO", "554 5.3.2 no service here", 0));
        faults.add(new Fault("HELLO", "garbage", 0));
        faults.add(new Fault("DOT", "garbage", 1));
        faults.add(new Fault("MAIL", "530 5.7.0 sign in first", 0));
        return faults;
    }

    @ParameterizedTest
    @MethodSource("passing")
    @Timeout(20)
    void mailShouldOutliveWhatTheServerDoes(Fault fault) {
        long first = fixture.queuedReminder("slot:1");
        server.answers(fault.step(), fault.answer());
        try (Dispatcher dispatcher = dispatcher(Duration.ofMillis(300))) {
            dispatcher.runOnce();
            assertThat(state(first)).isNotEqualTo("failed");
            long second = fixture.queuedReminder("slot:2");
            for (int i = 0; i < 4; i++) {
                fixture.clock.advance(Duration.ofMinutes(20));
                dispatcher.runOnce();
            }
            assertThat(List.of(state(first), state(second))).containsOnly("sent");
            assertThat(arrivals(first)).isBetween(1L, 1L + fault.again());
            assertThat(arrivals(second)).isEqualTo(1);
        }
    }

    /** What is strange and does no harm: the mail leaves at once, and once. */
    static List<Fault> odd() {
        String long1 = "250-" + "x".repeat(70) + "\r\n";
        String megabyte = long1.repeat(1_000_000 / long1.length());
        return List.of(
                new Fault("EHLO", "500 5.5.1 unknown command", 0),
                new Fault("EHLO", "502 5.5.1 not implemented", 0),
                new Fault("EHLO", "250 nothing but mail", 0),
                new Fault("EHLO", megabyte + "250 enough", 0),
                new Fault("DOT", megabyte + "250 2.0.0 taken", 0),
                new Fault("DOT", "250 2.0.0 taken\r\n250 2.0.0 taken", 0),
                new Fault("DOT", "250 2.0.0 taken\r\n550 5.1.1 no such user", 0),
                new Fault("DOT", "250 2.0.0 taken\r\n354 go on", 0),
                new Fault("DOT", "250 2.0.0 taken\r\n421 4.3.2 going down", 0),
                new Fault("MAIL", "250 fine\r\n250 fine", 0),
                // The answer to the dot is one that was meant for DATA: nobody knows.
                new Fault("RCPT", "250 fine\r\n354 go on", 1));
    }

    @ParameterizedTest
    @MethodSource("odd")
    @Timeout(20)
    void oddAnswersShouldNotBeTakenForThoseOfTheNextMail(Fault fault) {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            ids.add(fixture.queuedReminder("slot:" + i));
        }
        server.answers(fault.step(), fault.answer());
        try (Dispatcher dispatcher = dispatcher(Duration.ofMillis(500))) {
            for (int i = 0; i < 4; i++) {
                dispatcher.runOnce();
                fixture.clock.advance(Duration.ofMinutes(20));
            }
        }
        for (long id : ids) {
            assertThat(state(id)).isEqualTo("sent");
            assertThat(arrivals(id)).isBetween(1L, 1L + fault.again());
        }
    }

    /** What is the mail's or its recipient's fault: given up at once, and the next one leaves. */
    static List<Fault> lasting() {
        return List.of(
                new Fault("MAIL", "552 5.3.4 too big", 0),
                new Fault("RCPT", "550 5.1.1 no such user", 0),
                new Fault("DATA", "554 5.5.1 no valid recipients", 0),
                new Fault("DOT", "554 5.6.0 content not wanted", 0));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void refusalShouldConcernItsMailOnly(Fault fault) {
        long first = fixture.queuedReminder("slot:1");
        server.answers(fault.step(), fault.answer());
        try (Dispatcher dispatcher = dispatcher(Duration.ofSeconds(10))) {
            dispatcher.runOnce();
            assertThat(state(first)).isEqualTo("failed");
            assertThat(fixture.column(first, "last_answer")).contains(fault.answer());
            var task = fixture.task("Task of another");
            long second = fixture.queued(fixture.reminder("slot:2", fixture.lee, task)).outboxId();
            dispatcher.runOnce();
            assertThat(state(second)).isEqualTo("sent");
        }
    }

    @Test
    void limitOnTheSizeShouldBeHeeded() {
        long first = fixture.queuedReminder("slot:1");
        server.answers("EHLO", "250-scripted\r\n250 SIZE 100");
        server.answers("MAIL", "552 5.3.4 message size exceeds fixed limit");
        try (Dispatcher dispatcher = dispatcher(Duration.ofSeconds(10))) {
            dispatcher.runOnce();
            assertThat(state(first)).isEqualTo("failed");
            assertThat(server.mails()).allMatch(mail -> mail.contains("To: Lee Moran"));
        }
    }

    private Dispatcher dispatcher(Duration timeout) {
        return new Dispatcher(
                fixture.jdbi,
                new SmtpSender(server.settings("", Secret.NONE, Tls.NONE, 1, timeout)),
                fixture.outbox,
                fixture.clock,
                "a");
    }

    private String state(long id) {
        return fixture.column(id, "state");
    }

    private long arrivals(long id) {
        String line = "Message-ID: " + fixture.column(id, "message_id");
        return server.mails().stream().filter(mail -> mail.contains(line)).count();
    }
}
