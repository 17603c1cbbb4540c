package org.tickler.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.support.OutboxFixture;
import org.tickler.support.TestDatabase;

class TokensTest {
    @AutoClose private final TestDatabase database = TestDatabase.create();
    private final OutboxFixture fixture = new OutboxFixture(database, true);

    @Test
    void rotatedKeyShouldSignAndOldMailsStayAnswerableUntilTheirKeyIsRevoked() {
        var first = fixture.queued(fixture.reminder("slot:1", fixture.lee, fixture.task("One")));
        int old = fixture.tokens.ages().getLast().version();
        int fresh = fixture.tokens.rotate();
        var second = fixture.queued(fixture.reminder("slot:2", fixture.lee, fixture.task("Two")));

        assertThat(fresh).isGreaterThan(old);
        assertThat(second.id().value()).contains(".k" + fresh + ".");
        assertThat(isValid(fixture.sentMails, first)).isTrue();
        assertThat(fixture.tokens.revoke(fresh)).isFalse();

        var otherNode = Tokens.open(fixture.jdbi, fixture.clock);
        assertThat(fixture.tokens.revoke(old)).isTrue();
        assertThat(isValid(fixture.sentMails, first)).isFalse();
        assertThat(isValid(fixture.sentMails, second)).isTrue();
        fixture.clock.advance(Duration.ofMinutes(2));
        assertThat(isValid(new SentMails(otherNode), first)).isFalse();
    }

    private boolean isValid(SentMails mails, Added.Queued mail) {
        return fixture.jdbi
                .withHandle(handle -> mails.byReferences(handle, List.of(mail.id())))
                .orElseThrow()
                .tokenValid();
    }
}
