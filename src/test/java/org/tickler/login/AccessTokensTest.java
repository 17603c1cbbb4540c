package org.tickler.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.config.OAuthSettings;
import org.tickler.config.Secret;
import org.tickler.support.FakeTokens;
import org.tickler.support.TestClock;

class AccessTokensTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path folder;
    @AutoClose private final FakeTokens server = new FakeTokens("first");
    private final TestClock clock = TestClock.at("2026-03-02T08:00:00Z");
    private Path file = Path.of("token");

    @BeforeEach
    void place() {
        file = folder.resolve("tasks.token");
    }

    private AccessTokens tokens(String refresh) {
        return new AccessTokens(server.settings(file, refresh), clock, PATIENCE);
    }

    private TokenFailure failure(AccessTokens tokens) {
        return catchThrowableOfType(TokenFailure.class, tokens::current);
    }

    @Test
    void tokenShouldBeKeptUntilAMinuteBeforeItsEnd() throws Exception {
        AccessTokens tokens = tokens("first");
        assertThat(tokens.current()).isEqualTo(new AccessToken("access-1", true));
        clock.advance(Duration.ofMinutes(59).minusSeconds(1));
        assertThat(tokens.current()).isEqualTo(new AccessToken("access-1", false));
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.current()).isEqualTo(new AccessToken("access-2", true));
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(form ->
                        assertThat(form)
                                .containsEntry("grant_type", "refresh_token")
                                .containsEntry("refresh_token", "first")
                                .containsEntry("client_id", "tickler")
                                .containsEntry("client_secret", "client-secret")
                                .containsEntry("scope", "mail offline"));
    }

    @Test
    void spanWrittenAsTextShouldBeUnderstood() throws Exception {
        server.says(200, "{\"access_token\": \"short\", \"expires_in\": \"90\"}");
        AccessTokens tokens = tokens("first");
        assertThat(tokens.current().value()).isEqualTo("short");
        clock.advance(Duration.ofSeconds(29));
        assertThat(tokens.current().value()).isEqualTo("short");
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.current().value()).isEqualTo("access-1");
    }

    @Test
    void manyWhoAskAtOnceShouldCauseOneFetch() throws Exception {
        AccessTokens tokens = tokens("first");
        assertThat(together(tokens::current))
                .hasSize(8)
                .allSatisfy(token -> assertThat(token.value()).isEqualTo("access-1"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void manyWhoWaitForAFetchThatFailsShouldNotTryItOneAfterTheOther() throws Exception {
        AccessTokens tokens = tokens("first");
        for (int i = 0; i < 8; i++) {
            server.says(503, "");
        }
        assertThat(together(() -> failure(tokens)))
                .hasSize(8)
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("busy"));
        assertThat(server.requests()).hasSize(1);
    }

    /** What eight threads get that all wait before the server has answered the first of them. */
    private <T> List<T> together(Callable<T> work) throws Exception {
        var results = new ConcurrentLinkedQueue<T>();
        List<Thread> threads =
                Stream.generate(() -> Thread.ofPlatform().unstarted(() -> add(results, work)))
                        .limit(8)
                        .toList();
        var begun = new CountDownLatch(1);
        long end = System.nanoTime() + PATIENCE.toNanos();
        server.onCall(() -> {
            begun.countDown();
            while (threads.stream().filter(AccessTokensTest::waits).count() < 8
                    && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        });
        threads.getFirst().start();
        begun.await();
        threads.stream().skip(1).forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(results);
    }

    private static <T> void add(Queue<T> results, Callable<T> work) {
        try {
            results.add(work.call());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void newRefreshTokenShouldTakeTheOldOnesPlaceAndStayPrivate() throws Exception {
        server.rotates();
        AccessTokens tokens = tokens("first");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        tokens.current();
        assertThat(file).hasContent("first+");
        clock.advance(Duration.ofHours(1));
        assertThat(tokens.current().value()).isEqualTo("access-2");
        assertThat(file).hasContent("first++");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(tokens.trouble()).isEmpty();
        assertThat(tokens.hasNews()).isFalse();
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("tasks.token", "tasks.token.lock");
        }
    }

    @Test
    void tokenThatAnotherNodeHasRenewedShouldBeUsed() throws Exception {
        server.rotates();
        AccessTokens one = tokens("first");
        AccessTokens other = new AccessTokens(server.settings(file, null), clock, PATIENCE);
        assertThat(one.current().value()).isEqualTo("access-1");
        assertThat(other.current().value()).isEqualTo("access-2");
        assertThat(one.current().value()).isEqualTo("access-3");
        assertThat(file).hasContent("first+++");
    }

    @Test
    void newRefreshTokenThatCannotBeKeptShouldBeUsedAndTold() throws Exception {
        // No longer name fits beside it, as where the folder cannot be written to.
        file = folder.resolve("t".repeat(250));
        server.rotates();
        AccessTokens tokens = tokens("first");
        tokens.current();
        assertThat(tokens.trouble().orElseThrow()).contains("cannot be replaced");
        clock.advance(Duration.ofHours(1));
        assertThat(tokens.current().value()).isEqualTo("access-2");
        assertThat(file).hasContent("first");
        FakeTokens.write(file, "mine");
        server.takes("mine");
        assertThat(tokens.hasNews()).isTrue();
        assertThat(tokens.current().value()).isEqualTo("access-3");
    }

    @Test
    void permissionThatIsOverShouldBeToldWithoutSecretsUntilThereIsAnother() throws Exception {
        AccessTokens tokens = tokens("stale-token");
        TokenFailure failure = failure(tokens);
        assertThat(failure.refused()).isTrue();
        assertThat(failure)
                .hasMessage(
                        "the token server 127.0.0.1 refuses our permission, which has expired or was"
                                + " withdrawn (invalid_grant: AADSTS70008: The token … has expired.):"
                                + " run 'tickler mailbox sign-in'");
        assertThat(tokens.hasNews()).isFalse();
        FakeTokens.write(file, "first");
        assertThat(tokens.hasNews()).isTrue();
        assertThat(tokens.current().value()).isEqualTo("access-1");
        assertThat(tokens.hasNews()).isFalse();
    }

    @Test
    void withoutASignInThatShouldBeSaid() {
        AccessTokens tokens = new AccessTokens(server.settings(file, null), clock, PATIENCE);
        assertThat(failure(tokens))
                .hasMessageContaining("nobody has signed in yet")
                .satisfies(failure -> assertThat(failure.refused()).isTrue());
        FakeTokens.write(file, "  ");
        assertThat(failure(tokens)).hasMessageContaining("is empty; run 'tickler mailbox sign-in'");
        FakeTokens.write(file, "two lines\nof text");
        assertThat(failure(tokens)).hasMessageContaining("does not hold a refresh token");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void wrongClientShouldBeNamed() {
        server.says(401, "{\"error\": \"invalid_client\"}");
        assertThat(failure(tokens("first")))
                .hasMessageContaining("check clientId and clientSecret")
                .satisfies(failure -> assertThat(failure.refused()).isTrue());
    }

    @Test
    void serverInTroubleShouldNotBeTakenForARefusal() throws Exception {
        AccessTokens tokens = tokens("first");
        server.says(503, "sorry")
                .says(429, "{\"error\": \"invalid_grant\"}")
                .says(400, "{\"error\": \"temporarily_unavailable\"}")
                .says(404, "<html>")
                .says(401, "{\"error\": {\"code\": 401}}")
                .says(200, "[]")
                .says(302, "")
                .says(200, "{\"token_type\": \"Bearer\"}")
                .says(200, "not JSON")
                .says(200, "{\"access_token\": \"with\\u0001separator\"}")
                .says(200, "\"" + "x".repeat(300_000) + "\"");
        for (int i = 0; i < 11; i++) {
            assertThat(failure(tokens)).as("%d", i).matches(failure -> !failure.refused());
        }
        assertThat(tokens.current().value()).isEqualTo("access-1");
    }

    @Test
    void serverThatSaysNothingShouldBeGivenUpInTime() {
        server.hangs();
        AccessTokens tokens =
                new AccessTokens(server.settings(file, "first"), clock, Duration.ofMillis(300));
        assertThat(failure(tokens))
                .hasMessageContaining("does not answer in time")
                .matches(failure -> !failure.refused());
    }

    @Test
    void serverThatIsNotThereShouldBeToldAndAskedAgain() {
        OAuthSettings here = server.settings(file, "first");
        var away =
                new OAuthSettings(
                        URI.create("http://127.0.0.1:1/token"),
                        here.clientId(),
                        Secret.NONE,
                        file,
                        "",
                        null,
                        null,
                        null);
        assertThat(failure(new AccessTokens(away, clock, PATIENCE)))
                .hasMessage("the token server 127.0.0.1 cannot be reached")
                .matches(failure -> !failure.refused());
    }

    @Test
    void tokenThatAServerDoesNotTakeShouldBeReplacedBeforeItsEnd() throws Exception {
        AccessTokens tokens = tokens("first");
        AccessToken token = tokens.current();
        assertThat(tokens.insteadOf(token).value()).isEqualTo("access-2");
        // Another who holds the old one gets the new one that is there already.
        assertThat(tokens.insteadOf(token).value()).isEqualTo("access-2");
        assertThat(server.requests()).hasSize(2);
    }
}
