package org.tickler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tickler.dispatch.Dispatcher;
import org.tickler.dispatch.MailServers;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.outbox.Canaries;
import org.tickler.smtp.SmtpSender;
import org.tickler.support.FakeHttp;
import org.tickler.support.OutboxFixture;
import org.tickler.support.ScriptedSmtp;
import org.tickler.support.TestDatabase;

class AlarmsTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    private final OutboxFixture fixture = new OutboxFixture(DATABASE, true);
    private final List<AlarmChannel.Line> told = new ArrayList<>();
    private boolean deaf;

    @BeforeEach
    void empty() {
        fixture.jdbi.useHandle(handle -> handle.execute("truncate alarm, canary"));
    }

    private Health health(String... mailboxes) {
        return new Health(fixture.jdbi, fixture.clock, HealthRules.usual(List.of(mailboxes)));
    }

    private Alarms alarms(Health health) {
        return new Alarms(
                fixture.jdbi,
                fixture.clock,
                health,
                List.of((_, lines) -> {
                    if (deaf) {
                        throw new IOException("nobody there");
                    }
                    told.addAll(lines);
                }),
                "Tickler",
                Duration.ofDays(1));
    }

    private void refused(boolean refused) {
        Instant now = fixture.clock.instant();
        fixture.jdbi.useExtension(
                MailServers.class,
                servers -> {
                    if (refused) {
                        servers.failing(now, "535 5.7.8 bad password", true);
                    } else {
                        servers.good(now, null);
                    }
                });
    }

    @Test
    void wrongPasswordShouldBeToldAtOnceAndOnce() {
        Alarms alarms = alarms(health());
        assertThat(alarms.runOnce()).isZero();
        refused(true);
        assertThat(alarms.runOnce()).isEqualTo(1);
        assertThat(told.getFirst().toString())
                .isEqualTo("the mail server refuses our sign-in: 535 5.7.8 bad password");
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(alarms.runOnce()).isZero();
        fixture.clock.advance(Duration.ofHours(24));
        assertThat(alarms.runOnce()).isEqualTo(1);
        refused(false);
        fixture.clock.advance(Duration.ofMinutes(11));
        assertThat(alarms.runOnce()).isEqualTo(1);
        assertThat(told.getLast().toString()).startsWith("Over: the mail server refuses");
        fixture.clock.advance(Duration.ofMinutes(11));
        assertThat(alarms.runOnce()).isZero();
    }

    @Test
    void alarmThatReachedNobodyShouldBeToldAgain() {
        refused(true);
        Alarms alarms = alarms(health());
        deaf = true;
        assertThat(alarms.runOnce()).isZero();
        deaf = false;
        assertThat(alarms.runOnce()).isEqualTo(1);
    }

    @Test
    void canaryThatDoesNotComeBackShouldBeMissed() throws Exception {
        var canaries =
                new Canaries(
                        fixture.jdbi,
                        fixture.clock,
                        fixture.identity,
                        fixture.tokens,
                        Map.of("tasks", new EmailAddress("tasks@lee.example")));
        try (var server = new ScriptedSmtp();
                var dispatcher =
                        new Dispatcher(
                                fixture.jdbi,
                                new SmtpSender(server.settings()),
                                fixture.outbox,
                                fixture.clock,
                                "a")) {
            assertThat(canaries.runOnce()).isEqualTo(1);
            assertThat(canaries.runOnce()).isZero();
            dispatcher.runOnce();
            assertThat(server.mails())
                    .singleElement()
                    .asString()
                    .contains("Auto-Submitted: auto-generated", "X-Tickler-Loop: ");
            var first = new MessageId(fixture.column(1, "message_id"));
            assertThat(fixture.identity.ownMessageId(first)).isTrue();
            boolean came =
                    fixture.jdbi.withHandle(
                            handle -> Canaries.arrived(handle, first, fixture.clock.instant()));
            assertThat(came).isTrue();
            fixture.clock.advance(Duration.ofDays(1));
            canaries.runOnce();
            dispatcher.runOnce();
            assertThat(missing()).isEmpty();
            fixture.clock.advance(Duration.ofMinutes(61));
            assertThat(missing())
                    .singleElement()
                    .asString()
                    .contains("a mail to tasks has left and did not arrive");
        }
    }

    private List<String> missing() {
        return health("tasks").check().problems().stream()
                .filter(problem -> problem.name().startsWith("canary"))
                .map(Health.Problem::words)
                .toList();
    }

    @Test
    void alarmShouldGoByMailOverAnotherServerPastTheOutbox() {
        refused(true);
        var lee = new EmailAddress("lee@elsewhere.example");
        var ana = new EmailAddress("ana@elsewhere.example");
        try (var second = new ScriptedSmtp()) {
            second.answers("RCPT", "550 5.1.1 no such user", ScriptedSmtp.OK);
            var alarms =
                    new Alarms(
                            fixture.jdbi,
                            fixture.clock,
                            health(),
                            List.of(
                                    new AlarmMail(
                                            new SmtpSender(second.settings()),
                                            fixture.identity.address(),
                                            List.of(ana, lee),
                                            fixture.clock)),
                            "Tickler",
                            Duration.ofDays(1));
            assertThat(alarms.runOnce()).as("one of the two was reached").isEqualTo(1);
            assertThat(alarms.runOnce()).isZero();
            assertThat(second.mails())
                    .singleElement()
                    .asString()
                    .contains(
                            "To: lee@elsewhere.example",
                            "Subject: Tickler alarm",
                            "Auto-Submitted: auto-generated",
                            "- the mail server refuses our sign-in: 535 5.7.8 bad");
            assertThat(second.commands()).anyMatch(said -> said.startsWith("RCPT TO:<ana@"));
        }
    }

    @Test
    void alarmThatTheOtherServerRefusesShouldBeTriedAgain() {
        refused(true);
        try (var second = new ScriptedSmtp()) {
            second.answers("MAIL", "451 4.3.0 not now");
            var mail =
                    new AlarmMail(
                            new SmtpSender(second.settings()),
                            fixture.identity.address(),
                            List.of(new EmailAddress("lee@elsewhere.example")),
                            fixture.clock);
            var alarms =
                    new Alarms(
                            fixture.jdbi,
                            fixture.clock,
                            health(),
                            List.of(mail),
                            "Tickler",
                            Duration.ofDays(1));
            assertThat(alarms.runOnce()).isZero();
            assertThat(alarms.runOnce()).isEqualTo(1);
            assertThat(second.mails()).hasSize(1);
        }
    }

    @Test
    void webhookShouldBeToldInJson() throws Exception {
        var bodies = new CopyOnWriteArrayList<String>();
        try (var server =
                new FakeHttp(exchange -> {
                    bodies.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    FakeHttp.send(exchange, 204, "");
                })) {
            new Webhook(server.url("hook"))
                    .tell(
                            "Tickler",
                            List.of(new AlarmChannel.Line("hold", "nothing leaves", false)));
            assertThat(bodies)
                    .containsExactly(
                            "{\"instance\":\"Tickler\",\"text\":\"Tickler: nothing leaves\","
                                    + "\"alarms\":[{\"name\":\"hold\",\"words\":\"nothing leaves\","
                                    + "\"over\":false}]}");
        }
    }
}
