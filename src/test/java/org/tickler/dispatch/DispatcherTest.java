package org.tickler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.config.Secret;
import org.tickler.config.SmtpSettings;
import org.tickler.config.Tls;
import org.tickler.smtp.SmtpSender;
import org.tickler.support.OutboxFixture;
import org.tickler.support.ScriptedSmtp;
import org.tickler.support.TestDatabase;

class DispatcherTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (\\S+)");

    @AutoClose private final ScriptedSmtp server = new ScriptedSmtp();
    private final OutboxFixture fixture = new OutboxFixture(DATABASE, true);

    private Dispatcher dispatcher(String node) {
        return dispatcher(node, server.settings());
    }

    private Dispatcher dispatcher(String node, SmtpSettings settings) {
        return new Dispatcher(
                fixture.jdbi, new SmtpSender(settings), fixture.outbox, fixture.clock, node);
    }

    private String state(long id) {
        return fixture.column(id, "state");
    }

    private List<String> arrivedIds() {
        var ids = new ArrayList<String>();
        for (String mail : server.mails()) {
            var found = MESSAGE_ID.matcher(mail);
            ids.add(found.find() ? found.group(1) : "none");
        }
        return ids;
    }

    @Test
    void mailShouldArriveAsItWasComposed() throws Exception {
        var greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        try {
            var queued = fixture.queued(fixture.nudge(fixture.task("Send the list")));
            var settings =
                    SmtpSettings.of(
                            "127.0.0.1", greenMail.getSmtp().getPort(), Tls.NONE, "", Secret.NONE);
            assertThat(new SmtpSender(settings).check()).isInstanceOf(SmtpSender.Check.Ready.class);
            var report = dispatcher("a", settings).runOnce();
            assertThat(report).isEqualTo(new DispatchReport(1, 1, 0, 0, false));
            // One copy for Ana and one for the owner in Cc.
            assertThat(greenMail.getReceivedMessages())
                    .hasSize(2)
                    .allSatisfy(mail -> {
                        assertThat(mail.getMessageID()).isEqualTo(queued.id().value());
                        assertThat(mail.getContentType()).startsWith("multipart/alternative");
                    });
            assertThat(state(queued.outboxId())).isEqualTo("sent");
            assertThat(fixture.column(queued.outboxId(), "sent_at")).isNotEmpty();
        } finally {
            greenMail.stop();
        }
    }

    @Test
    void everyByteShouldArrive() throws Exception {
        var greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        try {
            long id = fixture.queuedReminder("slot:1");
            // Behind the last boundary nobody interprets it; lines with dots are doubled on the
            // way.
            String end = "\r\n.\r\n.one\r\n..two\r\nthe end\r\n";
            fixture.jdbi.useHandle(handle ->
                    handle.createUpdate("update outbox set raw = raw || :end where id = :id")
                            .bind("end", end.getBytes(StandardCharsets.US_ASCII))
                            .bind("id", id)
                            .execute());
            byte[] stored =
                    fixture.jdbi.withHandle(handle ->
                            handle.createQuery("select raw from outbox where id = :id")
                                    .bind("id", id)
                                    .mapTo(byte[].class)
                                    .one());
            var settings =
                    SmtpSettings.of(
                            "127.0.0.1", greenMail.getSmtp().getPort(), Tls.NONE, "", Secret.NONE);
            assertThat(dispatcher("a", settings).runOnce().sent()).isEqualTo(1);
            var arrived = new ByteArrayOutputStream();
            greenMail.getReceivedMessages()[0].writeTo(arrived);
            // The server adds its own line in front.
            assertThat(arrived.toString(StandardCharsets.UTF_8))
                    .endsWith(new String(stored, StandardCharsets.UTF_8).strip());
        } finally {
            greenMail.stop();
        }
    }

    @Test
    void manyMailsShouldShareAConnection() {
        for (int i = 0; i < 60; i++) {
            fixture.queuedReminder("slot:" + i);
        }
        assertThat(dispatcher("a").runOnce()).isEqualTo(new DispatchReport(60, 60, 0, 0, false));
        assertThat(server.commands().stream().filter(c -> c.startsWith("EHLO"))).hasSize(1);
        assertThat(dispatcher("a").runOnce().claimed()).isZero();
    }

    @Test
    void deferredMailShouldBeTriedAgainLater() {
        long id = fixture.queuedReminder("slot:1");
        server.answers("RCPT", "450 4.2.1 busy", "451 4.2.1 busy");
        var dispatcher = dispatcher("a");
        assertThat(dispatcher.runOnce()).isEqualTo(new DispatchReport(1, 0, 1, 0, false));
        assertThat(fixture.column(id, "last_answer")).contains("450 4.2.1 busy");
        assertThat(dispatcher.runOnce().claimed()).isZero();
        fixture.clock.advance(Duration.ofSeconds(75));
        assertThat(dispatcher.runOnce().retry()).isEqualTo(1);
        fixture.clock.advance(Duration.ofSeconds(75));
        assertThat(dispatcher.runOnce().claimed()).isZero();
        fixture.clock.advance(Duration.ofSeconds(75));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(fixture.column(id, "attempts")).isEqualTo("3");
    }

    @Test
    void mailDeferredForTwoDaysShouldBeGivenUp() {
        long id = fixture.queuedReminder("slot:1");
        for (int i = 0; i < 40; i++) {
            server.answers("RCPT", "450 busy");
        }
        var dispatcher = dispatcher("a");
        for (int i = 0; i < 40 && !state(id).equals("failed"); i++) {
            dispatcher.runOnce();
            fixture.clock.advance(Duration.ofHours(8));
        }
        assertThat(state(id)).isEqualTo("failed");
        assertThat(Integer.parseInt(fixture.column(id, "attempts"))).isBetween(7, 9);
    }

    @Test
    void refusedMailShouldBeGivenUpAndTheOwnerToldOnce() {
        long id = fixture.queuedReminder("slot:1");
        server.answers("RCPT", "550 5.1.1 no such user");
        var dispatcher = dispatcher("a");
        // The notice is due at once and leaves in the same run.
        assertThat(dispatcher.runOnce()).isEqualTo(new DispatchReport(2, 1, 0, 1, false));
        assertThat(state(id)).isEqualTo("failed");
        assertThat(server.mails())
                .singleElement()
                .asString()
                .contains("To: Lee Moran <lee@lee.example>", "no such user", "ana@client.example");
        fixture.clock.advance(Duration.ofDays(3));
        assertThat(dispatcher.runOnce().claimed()).isZero();
    }

    @Test
    void refusedMailToTheOwnerShouldNotCauseAnother() {
        var task = fixture.task("Send the list");
        fixture.queued(fixture.reminder("slot:1", fixture.lee, task));
        server.answers("DOT", "554 5.7.1 looks like spam");
        assertThat(dispatcher("a").runOnce()).isEqualTo(new DispatchReport(1, 0, 0, 1, false));
    }

    @Test
    void refusedCopyShouldNotKeepTheMailFromItsRecipient() {
        var queued = fixture.queued(fixture.nudge(fixture.task("Send the list")));
        server.answers("RCPT", "550 5.1.1 no such user");
        assertThat(dispatcher("a").runOnce().sent()).isEqualTo(1);
        assertThat(server.mails()).hasSize(1);
        assertThat(server.commands().stream().filter(c -> c.startsWith("RCPT")).toList().getLast())
                .contains("ana@client.example");
        assertThat(state(queued.outboxId())).isEqualTo("sent");
    }

    @Test
    void connectionLostInTheMiddleOfAMailShouldBeTriedAgainWithTheSameMessageId() {
        long id = fixture.queuedReminder("slot:1");
        server.answers("BODY", ScriptedSmtp.CLOSE).answers("DOT", ScriptedSmtp.CLOSE);
        var dispatcher = dispatcher("a");
        assertThat(dispatcher.runOnce().retry()).isEqualTo(1);
        fixture.clock.advance(Duration.ofMinutes(2));
        // Behind the dot nobody knows whether the server has it: sent again, recognisable.
        assertThat(dispatcher.runOnce().retry()).isEqualTo(1);
        fixture.clock.advance(Duration.ofMinutes(5));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(arrivedIds()).hasSize(2).containsOnly(fixture.column(id, "message_id"));
    }

    @Test
    void serverThatSaysGoodbyeBetweenMailsShouldBeCalledAgain() {
        fixture.queuedReminder("slot:1");
        fixture.queuedReminder("slot:2");
        fixture.queuedReminder("slot:3");
        server.answers("MAIL", ScriptedSmtp.OK, "421 4.7.0 too many", ScriptedSmtp.OK)
                .answers("MAIL", ScriptedSmtp.CLOSE);
        assertThat(dispatcher("a").runOnce()).isEqualTo(new DispatchReport(3, 3, 0, 0, false));
        assertThat(server.mails()).hasSize(3);
    }

    @Test
    void sessionThatWasEndedWhileItWasKeptShouldBeReplacedAtOnce() {
        var dispatcher = dispatcher("a");
        List<Runnable> ends = List.of(server::dropSessions, server::cutSessions);
        for (int i = 0; i < ends.size(); i++) {
            fixture.queuedReminder("slot:before-" + i);
            assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
            ends.get(i).run();
            fixture.queuedReminder("slot:after-" + i);
            assertThat(dispatcher.runOnce())
                    .as("end %d", i)
                    .isEqualTo(new DispatchReport(1, 1, 0, 0, false));
        }
    }

    @Test
    void mailThatTheServerLooksThroughForLongShouldArriveOnce() {
        long id = fixture.queuedReminder("slot:1");
        server.before("DOT", () -> await(new CountDownLatch(1), Duration.ofMillis(900)));
        var settings = server.settings("", Secret.NONE, Tls.NONE, 1, Duration.ofMillis(300));
        assertThat(dispatcher("a", settings).runOnce().sent()).isEqualTo(1);
        assertThat(server.mails()).hasSize(1);
        assertThat(fixture.column(id, "doubts")).isEqualTo("0");
    }

    @Test
    void mailThatTheServerLooksThroughForLongShouldKeepNoOtherWaiting() {
        fixture.queuedReminder("slot:1");
        var ends = new AtomicInteger();
        var second = new CountDownLatch(1);
        var inTime = new AtomicBoolean();
        server.before(
                "DOT",
                () -> {
                    if (ends.incrementAndGet() == 1) {
                        fixture.queuedReminder("slot:2");
                        inTime.set(await(second, Duration.ofSeconds(20)));
                    } else {
                        second.countDown();
                    }
                });
        var settings = server.settings("", Secret.NONE, Tls.NONE, 2, Duration.ofSeconds(30));
        assertThat(dispatcher("a", settings).runOnce().sent()).isEqualTo(2);
        assertThat(inTime).isTrue();
    }

    private static boolean await(CountDownLatch latch, Duration longest) {
        try {
            return latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void serverOutOfServiceShouldBeLeftAlone() {
        long id = fixture.queuedReminder("slot:1");
        server.answers("HELLO", "421 4.3.2 shutting down", "554 no service");
        var dispatcher = dispatcher("a");
        assertThat(dispatcher.runOnce()).isEqualTo(new DispatchReport(0, 0, 0, 0, true));
        assertThat(state(id)).isEqualTo("ready");
        assertThat(fixture.column(id, "attempts")).isEqualTo("0");
        assertThat(fixture.column(id, "last_answer")).contains("421");
        fixture.clock.advance(Duration.ofSeconds(59));
        assertThat(dispatcher.runOnce().paused()).isTrue();
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThat(dispatcher.runOnce().paused()).isTrue();
        fixture.clock.advance(Duration.ofSeconds(121));
        assertThat(dispatcher.runOnce()).isEqualTo(new DispatchReport(1, 1, 0, 0, false));
    }

    @Test
    void wrongPasswordShouldStopEverythingForAWhile() {
        fixture.queuedReminder("slot:1");
        fixture.queuedReminder("slot:2");
        server.answers("AUTH", "535 5.7.8 bad password", "535 5.7.8 bad password");
        var settings = server.settings("tasks", new Secret("wrong"), Tls.NONE, 1);
        assertThat(new SmtpSender(settings).check())
                .isInstanceOfSatisfying(
                        SmtpSender.Check.Failed.class,
                        failed ->
                                assertThat(failed.reason())
                                        .contains("535 5.7.8 bad password")
                                        .doesNotContain("wrong"));
        var dispatcher = dispatcher("a", settings);
        assertThat(dispatcher.runOnce()).isEqualTo(new DispatchReport(0, 0, 0, 0, true));
        fixture.clock.advance(Duration.ofMinutes(14));
        dispatcher.runOnce();
        assertThat(server.commands().stream().filter(c -> c.startsWith("AUTH"))).hasSize(2);
        fixture.clock.advance(Duration.ofMinutes(2));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(2);
    }

    @Test
    void serverWithoutRequiredTlsShouldGetNoMail() {
        fixture.queuedReminder("slot:1");
        var settings = server.settings("tasks", new Secret("secret"), Tls.STARTTLS, 1);
        assertThat(dispatcher("a", settings).runOnce().paused()).isTrue();
        assertThat(server.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
    }

    @Test
    void laneShouldKeepItsOrder() {
        var task = fixture.task("Visit");
        long request =
                fixture.queued(fixture.reminder("request", fixture.ana, task).inLane("event:1"))
                        .outboxId();
        long cancel =
                fixture.queued(fixture.reminder("cancel", fixture.ana, task).inLane("event:1"))
                        .outboxId();
        server.answers("DOT", "451 later");
        var dispatcher = dispatcher("a");
        dispatcher.runOnce();
        assertThat(state(cancel)).isEqualTo("ready");
        assertThat(fixture.column(cancel, "attempts")).isEqualTo("0");
        fixture.clock.advance(Duration.ofMinutes(2));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(2);
        assertThat(arrivedIds())
                .containsExactly(
                        fixture.column(request, "message_id"),
                        fixture.column(request, "message_id"),
                        fixture.column(cancel, "message_id"));
    }

    @Test
    void mailOfADeadNodeShouldBeTakenOverWhenItsClaimRunsOut() {
        long id = fixture.queuedReminder("slot:1");
        claim("dead", fixture.clock.instant());
        var dispatcher = dispatcher("b");
        fixture.clock.advance(Duration.ofMinutes(9));
        assertThat(dispatcher.runOnce().claimed()).isZero();
        fixture.clock.advance(Duration.ofMinutes(2));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(fixture.column(id, "attempts")).isEqualTo("2");
    }

    @Test
    void nodeThatSleptThroughItsClaimShouldWriteNothing() {
        long id = fixture.queuedReminder("slot:1");
        var claimed = claim("slow", fixture.clock.instant()).getFirst();
        fixture.clock.advance(Duration.ofMinutes(11));
        claim("b", fixture.clock.instant());
        Instant now = fixture.clock.instant();
        var slow = new ClaimStore.Hold(id, "slow", claimed.attempts());
        var early = new ClaimStore.Hold(id, "b", claimed.attempts());
        var right = new ClaimStore.Hold(id, "b", 2);
        fixture.jdbi.useExtension(
                ClaimStore.class,
                store -> {
                    assertThat(store.begin(slow, now)).isZero();
                    assertThat(store.sent(slow, "250", now)).isZero();
                    assertThat(store.failed(slow, "550")).isZero();
                    assertThat(store.sent(early, "250", now)).isZero();
                    assertThat(store.begin(right, now)).isEqualTo(1);
                    assertThat(store.sent(right, "250", now)).isEqualTo(1);
                });
    }

    private List<ClaimStore.Claim> claim(String node, Instant now) {
        return fixture.jdbi.withExtension(
                ClaimStore.class,
                store ->
                        store.claim(
                                node, now, now.plus(Duration.ofMinutes(10)), new String[0], 50));
    }

    @Test
    void severalNodesAndConnectionsShouldSendEachMailOnce() throws Exception {
        for (int i = 0; i < 200; i++) {
            fixture.queuedReminder("slot:" + i);
        }
        var settings = server.settings("", Secret.NONE, Tls.NONE, 2);
        var first = dispatcher("a", settings);
        var second = dispatcher("b", settings);
        Thread other = Thread.ofVirtual().start(second::runOnce);
        first.runOnce();
        other.join();
        assertThat(arrivedIds()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void interruptedRunShouldLeaveNothingClaimed() {
        for (int i = 0; i < 20; i++) {
            fixture.queuedReminder("slot:" + i);
        }
        Thread.currentThread().interrupt();
        dispatcher("a").runOnce();
        assertThat(Thread.interrupted()).isTrue();
        List<String> states =
                fixture.jdbi.withHandle(h ->
                        h.select("select distinct state from outbox").mapTo(String.class).list());
        assertThat(states).isSubsetOf("ready", "sent");
    }

    @Test
    void closedDispatcherShouldSendNothing() {
        fixture.queuedReminder("slot:1");
        var dispatcher = dispatcher("a");
        dispatcher.close();
        assertThat(dispatcher.runOnce().claimed()).isZero();
    }
}
