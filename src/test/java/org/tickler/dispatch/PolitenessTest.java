package org.tickler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tickler.bounce.Addresses;
import org.tickler.bounce.Failure;
import org.tickler.config.Secret;
import org.tickler.config.Tls;
import org.tickler.mail.EmailAddress;
import org.tickler.outbox.Added;
import org.tickler.smtp.SmtpSender;
import org.tickler.support.OutboxFixture;
import org.tickler.support.ScriptedSmtp;
import org.tickler.support.TestDatabase;

class PolitenessTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    @AutoClose private final ScriptedSmtp server = new ScriptedSmtp();
    private final OutboxFixture fixture = new OutboxFixture(DATABASE, true);

    @BeforeEach
    void forgetScores() {
        fixture.jdbi.useHandle(handle -> handle.execute("truncate address_score, mail_server"));
    }

    private Dispatcher dispatcher(DispatchRules rules) {
        return new Dispatcher(
                fixture.jdbi,
                new SmtpSender(server.settings("", Secret.NONE, Tls.NONE, 3)),
                fixture.outbox,
                fixture.clock,
                "a",
                rules,
                SentCopies.NONE,
                GivenUp.UNHEARD);
    }

    private void queue(int mails) {
        for (int i = 0; i < mails; i++) {
            fixture.queued(fixture.reminder("slot:" + i, fixture.ana, fixture.task("T" + i)));
        }
    }

    @Test
    void runShouldEndAtItsLimitAndTheNextGoOn() {
        queue(25);
        var dispatcher = dispatcher(new DispatchRules(10, 9, 0, null));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(10);
        assertThat(dispatcher.runOnce().sent()).isEqualTo(10);
        assertThat(dispatcher.runOnce().sent()).isEqualTo(5);
    }

    @Test
    void domainShouldGetNoMoreThanItsShareOfAMinute() {
        queue(40);
        var dispatcher = dispatcher(new DispatchRules(1000, 9, 60, null));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(10);
        assertThat(dispatcher.runOnce().sent()).isZero();
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(5);
        fixture.clock.advance(Duration.ofMinutes(5));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(10);
    }

    @Test
    void connectionShouldBeUsedAgainByTheNextRun() {
        var dispatcher = dispatcher(DispatchRules.UNLIMITED);
        queue(1);
        dispatcher.runOnce();
        fixture.queued(fixture.reminder("slot:x", fixture.ana, fixture.task("X")));
        fixture.clock.advance(Duration.ofSeconds(10));
        dispatcher.runOnce();
        assertThat(server.count("EHLO")).isEqualTo(1);
        fixture.queued(fixture.reminder("slot:y", fixture.ana, fixture.task("Y")));
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(server.count("EHLO")).isEqualTo(2);
        dispatcher.close();
    }

    @Test
    void blindCopyShouldGoToOurselvesAndMayBeRefused() {
        queue(2);
        server.answers("RCPT", "550 not here");
        var copy = new EmailAddress("tasks+sent@lee.example");
        assertThat(dispatcher(new DispatchRules(9, 9, 0, copy)).runOnce().sent()).isEqualTo(2);
        assertThat(server.count("RCPT TO:<tasks+sent@lee.example>")).isEqualTo(2);
        assertThat(server.mails()).allSatisfy(mail -> assertThat(mail).doesNotContain("+sent"));
    }

    @Test
    void mailShouldBeGivenUpAfterTwoDaysWithoutAServer() {
        queue(60);
        for (int i = 0; i < 80; i++) {
            server.answers("HELLO", "421 4.3.2 away");
        }
        var dispatcher = dispatcher(DispatchRules.UNLIMITED);
        dispatcher.runOnce();
        fixture.clock.advance(Duration.ofHours(47));
        dispatcher.runOnce();
        assertThat(count("failed")).isZero();
        fixture.clock.advance(Duration.ofHours(2));
        dispatcher.runOnce();
        assertThat(count("failed")).isEqualTo(60);
        // One notice for all of them, to leave when the server is back.
        assertThat(count("ready")).isEqualTo(1);
        var state = fixture.jdbi.withExtension(MailServers.class, MailServers::state).orElseThrow();
        assertThat(state.failingSince()).isEqualTo(OutboxFixture.NOW);
        assertThat(state.problem()).contains("421 4.3.2 away");
    }

    @Test
    void mailOfALongStandstillShouldBeTriedBeforeItIsGivenUp() {
        queue(1);
        fixture.clock.advance(Duration.ofDays(5));
        server.answers("HELLO", "421 4.3.2 away");
        var dispatcher = dispatcher(DispatchRules.UNLIMITED);
        dispatcher.runOnce();
        assertThat(count("ready")).isEqualTo(1);
    }

    @Test
    void addressThatDoesNotExistShouldBeStoppedUntilTheOwnerAllowsIt() {
        queue(1);
        server.answers("RCPT", "550 5.1.1 no such user");
        dispatcher(DispatchRules.UNLIMITED).runOnce();
        assertThat(server.mails())
                .singleElement()
                .asString()
                .contains("To: Lee Moran <lee@lee.example>", "tickler address allow");
        var again = fixture.reminder("slot:2", fixture.ana, fixture.task("Again"));
        assertThat(fixture.add(again)).isInstanceOf(Added.Unreachable.class);
        var ana = new EmailAddress("ana@client.example");
        fixture.jdbi.useHandle(handle -> {
            assertThat(Addresses.stopped(handle)).hasSize(1);
            assertThat(Addresses.allow(handle, ana, fixture.clock.instant())).isTrue();
        });
        assertThat(fixture.add(again)).isInstanceOf(Added.Queued.class);
    }

    @Test
    void softFailuresShouldAddUpAndFade() {
        var ana = new EmailAddress("ana@client.example");
        fixture.jdbi.useTransaction(handle -> {
            var verdict = Addresses.Verdict.COUNTED;
            for (int i = 0; i < 3; i++) {
                verdict =
                        Addresses.failed(
                                handle, ana, Failure.SOFT, "full", true, OutboxFixture.NOW);
            }
            assertThat(verdict).isEqualTo(Addresses.Verdict.COUNTED);
            var later = OutboxFixture.NOW.plus(Duration.ofDays(10));
            assertThat(Addresses.failed(handle, ana, Failure.SOFT, "full", true, later))
                    .isEqualTo(Addresses.Verdict.COUNTED);
            Addresses.failed(handle, ana, Failure.SOFT, "full", true, later);
            assertThat(Addresses.failed(handle, ana, Failure.SOFT, "full", true, later))
                    .isEqualTo(Addresses.Verdict.STOPPED_NOW);
            assertThat(Addresses.failed(handle, ana, Failure.HARD, "gone", true, later))
                    .isEqualTo(Addresses.Verdict.STOPPED_BEFORE);
        });
    }

    @Test
    void answersShouldBeSortedByWhatTheySayOfTheAddress() {
        assertThat(Failure.of("550 5.1.1 no such user", true)).isEqualTo(Failure.HARD);
        assertThat(Failure.of("550 unknown", true)).isEqualTo(Failure.HARD);
        assertThat(Failure.of("5.2.1", false)).isEqualTo(Failure.HARD);
        assertThat(Failure.of("552 5.2.2 mailbox full", true)).isEqualTo(Failure.SOFT);
        assertThat(Failure.of("554 5.7.1 spam", false)).isEqualTo(Failure.SOFT);
        assertThat(Failure.of("550 5.7.1 blocked", true)).isEqualTo(Failure.SOFT);
    }

    private int count(String state) {
        return fixture.jdbi.withHandle(handle ->
                handle.select("select count(*) from outbox where state = ?", state)
                        .mapTo(Integer.class)
                        .one());
    }
}
