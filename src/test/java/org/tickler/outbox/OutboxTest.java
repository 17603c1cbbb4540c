package org.tickler.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.SentMail.NumberedTask;
import org.tickler.support.OutboxFixture;
import org.tickler.support.TestDatabase;

class OutboxTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    private final OutboxFixture fixture = new OutboxFixture(DATABASE, true);

    @Test
    void mailShouldBeWrittenDownWithItsTasks() {
        var task = fixture.task("Send the list");
        var queued = fixture.queued(fixture.reminder("slot:1", fixture.lee, task));
        assertThat(queued.id().value()).startsWith("<t1.r1.k1.").endsWith("@lee.example>");
        assertThat(fixture.identity.ownMessageId(queued.id())).isTrue();
        assertThat(fixture.column(queued.outboxId(), "state")).isEqualTo("ready");
        assertThat(fixture.column(queued.outboxId(), "subject")).isEqualTo("[T-1] Send the list");
    }

    @Test
    void mailShouldVanishWithItsCause() {
        var draft = fixture.reminder("slot:1", fixture.lee, fixture.task("Send the list"));
        assertThatThrownBy(() ->
                        fixture.jdbi.useTransaction(handle -> {
                            fixture.outbox.add(handle, draft);
                            throw new IllegalArgumentException("no cause");
                        }))
                .hasMessage("no cause");
        int mails =
                fixture.jdbi.withHandle(
                        h -> h.select("select count(*) from outbox").mapTo(Integer.class).one());
        assertThat(mails).isZero();
    }

    @Test
    void mailOutsideATransactionShouldBeRefused() {
        var draft = fixture.reminder("slot:1", fixture.lee, fixture.task("Send the list"));
        assertThatThrownBy(
                        () -> fixture.jdbi.useHandle(handle -> fixture.outbox.add(handle, draft)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void secondMailOfACauseShouldWaitForTheFirst() {
        var draft = fixture.reminder("slot:1", fixture.lee, fixture.task("Send the list"));
        fixture.queued(draft);
        assertThat(fixture.add(draft)).isEqualTo(new Added.AlreadyOpen());
    }

    @Test
    void unapprovedAddressShouldNeverBeWrittenTo() {
        var task = fixture.task("Send the list");
        assertThat(fixture.add(fixture.reminder("slot:1", fixture.bo, task)))
                .isEqualTo(new Added.NotApproved(new EmailAddress("bo@elsewhere.example")));
        var copied =
                fixture.reminder("slot:2", fixture.lee, task)
                        .copiedTo(
                                new NamedAddress(
                                        "Stranger", new EmailAddress("who@elsewhere.example")));
        assertThat(fixture.add(copied)).isInstanceOf(Added.NotApproved.class);
    }

    @Test
    void answerShouldBeRecognisedByItsAddress() throws Exception {
        var task = fixture.task("Send the list");
        var queued = fixture.queued(fixture.reminder("slot:1", fixture.lee, task));
        var replyTo = (InternetAddress) fixture.stored(queued.outboxId()).getReplyTo()[0];
        var address = new EmailAddress(replyTo.getAddress().toUpperCase(Locale.ROOT));
        assertThat(address.localPart()).hasSizeLessThanOrEqualTo(64);
        assertThat(fixture.identity.ownReplyAddress(address)).isTrue();
        var sent =
                fixture.jdbi.withHandle(handle ->
                        fixture.sentMails.byToken(handle, List.of(address)).orElseThrow());
        assertThat(sent.tokenValid()).isTrue();
        assertThat(sent.kind()).isEqualTo(MailPurpose.REMINDER);
        assertThat(sent.recipient()).isEqualTo(new EmailAddress("lee@lee.example"));
        assertThat(sent.personId()).isEqualTo(fixture.lee.id());
        assertThat(sent.numbers()).containsOnly(entry(1, new NumberedTask(task.id(), 1)));
        assertThat(sent.bodyText()).contains("reply above this line", "Send the list");
    }

    private static java.util.Map.Entry<Integer, NumberedTask> entry(int number, NumberedTask task) {
        return java.util.Map.entry(number, task);
    }

    @Test
    void answerShouldBeRecognisedByItsReferences() {
        var task = fixture.task("Send the list");
        var first = fixture.queued(fixture.reminder("slot:1", fixture.lee, task));
        var second = fixture.queued(fixture.reminder("slot:2", fixture.lee, task));
        var references = List.of(first.id(), second.id(), new MessageId("<answer@client.example>"));
        var sent =
                fixture.jdbi.withHandle(
                        handle -> fixture.sentMails.byReferences(handle, references).orElseThrow());
        assertThat(sent.messageId()).isEqualTo(second.id());
        assertThat(sent.tokenValid()).isTrue();
    }

    @Test
    void forgedTokenShouldNameTheMailButProveNothing() {
        var task = fixture.task("Send the list");
        fixture.queued(fixture.reminder("slot:1", fixture.lee, task));
        var other = fixture.queued(fixture.reminder("slot:2", fixture.ana, task));
        String signature = Tokens.parse(other.id().value()).orElseThrow().signature();
        var forged = new EmailAddress("tasks+r1.k1." + signature + "@lee.example");
        var sent =
                fixture.jdbi.withHandle(
                        handle -> fixture.sentMails.byToken(handle, List.of(forged)).orElseThrow());
        assertThat(sent.outboxId()).isEqualTo(1);
        assertThat(sent.tokenValid()).isFalse();
        var nobody = new EmailAddress("tasks+r99.k7." + signature + "@lee.example");
        Optional<SentMail> found =
                fixture.jdbi.withHandle(
                        handle -> fixture.sentMails.byToken(handle, List.of(nobody)));
        assertThat(found).isEmpty();
    }

    @Test
    void tokenShouldOutliveANewKeyAndARestart() {
        var task = fixture.task("Send the list");
        var queued = fixture.queued(fixture.reminder("slot:1", fixture.lee, task));
        fixture.jdbi.useExtension(
                Tokens.TokenStore.class, store -> store.addKey(2, new byte[32], OutboxFixture.NOW));
        try {
            var reopened = Tokens.open(fixture.jdbi, fixture.clock);
            assertThat(reopened.instance()).isEqualTo(fixture.tokens.instance());
            var lee = new EmailAddress("lee@lee.example");
            assertThat(reopened.issue(9, lee, OutboxFixture.NOW)).startsWith("r9.k2.");
            assertThat(
                            reopened.verify(
                                    Tokens.parse(queued.id().value()).orElseThrow(),
                                    lee,
                                    OutboxFixture.NOW))
                    .isTrue();
            var newer = Tokens.parse(reopened.issue(9, lee, OutboxFixture.NOW)).orElseThrow();
            assertThat(fixture.tokens.verify(newer, lee, OutboxFixture.NOW)).isTrue();
            assertThat(
                            fixture.tokens.verify(
                                    newer, lee, OutboxFixture.NOW.plus(Duration.ofDays(1))))
                    .isFalse();
        } finally {
            fixture.jdbi.useHandle(h -> h.execute("delete from token_key where version = 2"));
        }
    }

    @Test
    void bounceShouldBeRecognisedByTheEnvelopeSender() {
        var queued =
                fixture.queued(
                        fixture.reminder("slot:1", fixture.ana, fixture.task("Send the list")));
        var envelope = new EmailAddress(fixture.column(queued.outboxId(), "envelope_from"));
        fixture.jdbi.useHandle(handle -> {
            assertThat(fixture.sentMails.byToken(handle, List.of(envelope))).isEmpty();
            assertThat(fixture.sentMails.byBounceAddress(handle, List.of(envelope)))
                    .map(SentMail::outboxId)
                    .contains(queued.outboxId());
        });
    }

    @Test
    void withoutSubAddressesTheMessageIdShouldCarryTheToken() throws Exception {
        var plain = new OutboxFixture(DATABASE, false);
        var queued = plain.queued(plain.reminder("slot:1", plain.lee, plain.task("Send the list")));
        var stored = plain.stored(queued.outboxId());
        assertThat(stored.getHeader("Reply-To")).isNull();
        assertThat(stored.getMessageID()).isEqualTo(queued.id().value());
        assertThat(plain.column(queued.outboxId(), "envelope_from")).isEqualTo("tasks@lee.example");
        Optional<SentMail> sent =
                plain.jdbi.withHandle(h -> plain.sentMails.byReferences(h, List.of(queued.id())));
        assertThat(sent).map(SentMail::tokenValid).contains(true);
    }

    @Test
    void nudgeShouldLookLikeAPersonsMail() throws Exception {
        var queued = fixture.queued(fixture.nudge(fixture.task("Send the list")));
        var stored = fixture.stored(queued.outboxId());
        assertThat(stored.getHeader("Auto-Submitted")).isNull();
        assertThat(stored.getHeader("X-Auto-Response-Suppress")).containsExactly("DR, RN, NRN");
        assertThat(stored.getRecipients(RecipientType.CC)).hasSize(1);
        assertThat(stored.getHeader("In-Reply-To")).containsExactly("<question-1@client.example>");
        assertThat(stored.getHeader("References")[0])
                .matches("<t1\\.root\\.[0-9a-f]{8}@lee.example>\\s+<question-1@client.example>");
    }

    @Test
    void heldMailShouldWaitUntilItIsReleased() {
        var queued =
                fixture.queued(
                        fixture.reminder("slot:1", fixture.lee, fixture.task("Send the list")));
        fixture.jdbi.useHandle(handle -> {
            assertThat(fixture.outbox.hold(handle, queued.outboxId())).isTrue();
            assertThat(fixture.outbox.hold(handle, queued.outboxId())).isFalse();
            assertThat(fixture.outbox.release(handle, queued.outboxId())).isTrue();
        });
        assertThat(fixture.column(queued.outboxId(), "state")).isEqualTo("ready");
    }
}
