package org.tickler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.dispatch.ClaimStore.Claim;
import org.tickler.dispatch.ClaimStore.Hold;
import org.tickler.support.OutboxFixture;
import org.tickler.support.TestDatabase;

class ClaimStoreTest {
    private static final Instant NOW = OutboxFixture.NOW;
    private static final Instant UNTIL = NOW.plusSeconds(20);
    private static final Instant LATER = NOW.plusSeconds(30);

    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    private final OutboxFixture fixture = new OutboxFixture(DATABASE, true);

    private static Hold hold(Claim claim) {
        return new Hold(claim.id(), "a", claim.attempts());
    }

    /**
     * A thread that sends has written its mail down and is about to begin an earlier one, while the
     * node keeps its claims: if that waited for the first mail with the second one locked, each
     * would wait for the other.
     */
    @Test
    void keepingClaimsShouldNotWaitForOneWhoSends() {
        for (int i = 0; i < 3; i++) {
            fixture.queued(fixture.reminder("slot:" + i, fixture.ana, fixture.task("T" + i)));
        }
        try (Handle sends = fixture.jdbi.open();
                Handle keeps = fixture.jdbi.open()) {
            List<Claim> claims =
                    sends.attach(ClaimStore.class).claim("a", NOW, UNTIL, new String[0], 10);
            Hold first = hold(claims.get(0));
            Hold last = hold(claims.get(2));
            assertThat(sends.attach(ClaimStore.class).begin(last, NOW)).isEqualTo(1);

            sends.begin();
            assertThat(sends.attach(ClaimStore.class).sent(last, "250 ok", NOW)).isEqualTo(1);
            keeps.begin();
            // Who has to wait at all fails, instead of a deadlock that would have to be waited for.
            keeps.execute("set local lock_timeout = '50ms'");
            assertThat(keeps.attach(ClaimStore.class).renew("a", NOW, LATER)).isEqualTo(2);
            keeps.commit();
            assertThat(sends.attach(ClaimStore.class).begin(first, NOW)).isEqualTo(1);
            sends.commit();

            // And the two at once that a thread does in truth.
            Hold middle = hold(claims.get(1));
            sends.begin();
            assertThat(Handover.sentAndBegin(sends, first, "250 ok", middle, NOW))
                    .containsExactlyInAnyOrder(first.id(), middle.id());
            assertThat(keeps.attach(ClaimStore.class).renew("a", NOW, LATER)).isZero();
            sends.commit();
            assertThat(keeps.attach(ClaimStore.class).renew("a", NOW, LATER)).isEqualTo(1);
        }
        assertThat(fixture.column(1, "state")).isEqualTo("sent");
        assertThat(fixture.column(3, "state")).isEqualTo("sent");
        Instant kept =
                fixture.jdbi.withHandle(handle ->
                        handle.select("select claimed_until from outbox where id = 2")
                                .mapTo(Instant.class)
                                .one());
        assertThat(kept).isEqualTo(LATER);
    }
}
