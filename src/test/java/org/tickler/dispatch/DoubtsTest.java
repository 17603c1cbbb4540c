package org.tickler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.dispatch.ClaimStore.Hold;
import org.tickler.dispatch.SentCopies.Found;
import org.tickler.mail.MessageId;
import org.tickler.smtp.SmtpSender;
import org.tickler.support.OutboxFixture;
import org.tickler.support.ScriptedSmtp;
import org.tickler.support.TestDatabase;

class DoubtsTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    @AutoClose private final ScriptedSmtp server = new ScriptedSmtp();
    private final OutboxFixture fixture = new OutboxFixture(DATABASE, true);
    private final Deque<Found> answers = new ArrayDeque<>();

    private Dispatcher dispatcher() {
        return new Dispatcher(
                fixture.jdbi,
                new SmtpSender(server.settings()),
                fixture.outbox,
                fixture.clock,
                "b",
                DispatchRules.UNLIMITED,
                _ -> answers.removeFirst(),
                GivenUp.UNHEARD);
    }

    /** A node claims a mail, hands it over, and dies before it can note what became of it. */
    private void dieWith(long id, boolean begun) {
        Instant now = fixture.clock.instant();
        fixture.jdbi.useExtension(
                ClaimStore.class,
                store -> {
                    store.claim("dead", now, now.plus(Dispatcher.LEASE), new String[0], 1);
                    if (begun) {
                        assertThat(store.begin(new Hold(id, "dead", 1), now)).isEqualTo(1);
                    }
                });
    }

    @Test
    void mailThatWasOnlyClaimedShouldNotBeDoubted() {
        long id = fixture.queuedReminder("slot:1");
        dieWith(id, false);
        fixture.clock.advance(Dispatcher.LEASE.plusMinutes(1));
        assertThat(dispatcher().runOnce().sent()).isEqualTo(1);
        assertThat(fixture.column(id, "doubts")).isEqualTo("0");
    }

    @Test
    void mailFoundAmongTheCopiesShouldNotBeSentAgain() {
        long id = fixture.queuedReminder("slot:1");
        dieWith(id, true);
        fixture.clock.advance(Dispatcher.LEASE.plusMinutes(1));
        answers.add(Found.YES);
        assertThat(dispatcher().runOnce().sent()).isZero();
        assertThat(server.mails()).isEmpty();
        assertThat(fixture.column(id, "state")).isEqualTo("sent");
        assertThat(fixture.column(id, "doubts")).isEqualTo("1");
        assertThat(fixture.column(id, "doubt_outcome")).isEqualTo("found");
    }

    @Test
    void copyShouldBeGivenTimeToBeFiled() {
        long id = fixture.queuedReminder("slot:1");
        dieWith(id, true);
        fixture.clock.advance(Dispatcher.LEASE.plusMinutes(1));
        answers.addAll(List.of(Found.NO, Found.UNKNOWN, Found.NO));
        var dispatcher = dispatcher();
        assertThat(dispatcher.runOnce().sent()).isZero();
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(dispatcher.runOnce().sent()).isZero();
        assertThat(fixture.column(id, "state")).isEqualTo("sending");
        fixture.clock.advance(Duration.ofSeconds(40));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
        assertThat(fixture.column(id, "doubts")).isEqualTo("1");
        assertThat(fixture.column(id, "doubt_outcome")).isEqualTo("sent-again");
        assertThat(server.mails()).singleElement().asString().contains(messageId(id));
    }

    @Test
    void deadNodeShouldBeNoticedWithinHalfAMinute() {
        long id = fixture.queuedReminder("slot:1");
        dieWith(id, false);
        var dispatcher = dispatcher();
        dispatcher.runOnce();
        fixture.clock.advance(Duration.ofSeconds(15));
        assertThat(dispatcher.runOnce().sent()).isZero();
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
    }

    @Test
    void nodeThatRenewsItsClaimsShouldKeepThem() {
        long id = fixture.queuedReminder("slot:1");
        dieWith(id, false);
        var dispatcher = dispatcher();
        for (int i = 0; i < 10; i++) {
            Instant now = fixture.clock.instant();
            fixture.jdbi.useExtension(
                    ClaimStore.class, store -> store.renew("dead", now, now.plusSeconds(600)));
            assertThat(dispatcher.runOnce().sent()).isZero();
            fixture.clock.advance(Duration.ofSeconds(15));
        }
        assertThat(fixture.column(id, "claimed_by")).isEqualTo("dead");
    }

    /** Whose clock is set back by almost an hour must not wait that long for the dead. */
    @Test
    void deadNodeShouldBeNoticedThoughTheClockIsSetBack() {
        long id = fixture.queuedReminder("slot:1");
        fixture.jdbi.useHandle(handle ->
                handle.execute(
                        "update outbox set next_attempt_at = next_attempt_at - interval '2 hours'"));
        dieWith(id, false);
        var dispatcher = dispatcher();
        dispatcher.runOnce();
        fixture.clock.advance(Duration.ofMinutes(-55));
        assertThat(dispatcher.runOnce().sent()).isZero();
        fixture.clock.advance(Duration.ofSeconds(16));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(1);
    }

    /** What is in the air must not be sent by another node as well. */
    @Test
    void clockThatJumpsShouldEndNoClaimOfTheLiving() {
        long id = fixture.queuedReminder("slot:1");
        dieWith(id, true);
        answers.add(Found.NO);
        fixture.clock.advance(Duration.ofMinutes(59));
        assertThat(dispatcher().runOnce().sent()).isZero();
        assertThat(fixture.column(id, "claimed_by")).isEqualTo("dead");
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void ownCopyInTheMailboxShouldEndTheDoubt() {
        long id = fixture.queuedReminder("slot:1");
        server.answers("DOT", ScriptedSmtp.CLOSE);
        dispatcher().runOnce();
        assertThat(fixture.column(id, "doubts")).isEqualTo("1");
        boolean ended =
                fixture.jdbi.withHandle(handle ->
                        Doubts.arrived(
                                handle, new MessageId(messageId(id)), fixture.clock.instant()));
        assertThat(ended).isTrue();
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(dispatcher().runOnce().claimed()).isZero();
        assertThat(server.mails()).hasSize(1);
    }

    private String messageId(long id) {
        return fixture.column(id, "message_id");
    }
}
