package org.tickler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.config.OAuthSettings;
import org.tickler.config.Secret;
import org.tickler.config.SmtpSettings;
import org.tickler.config.Tls;
import org.tickler.smtp.SmtpSender;
import org.tickler.support.FakeTokens;
import org.tickler.support.OutboxFixture;
import org.tickler.support.ScriptedSmtp;
import org.tickler.support.TestDatabase;
import org.tickler.watch.Health;
import org.tickler.watch.HealthRules;

class OAuthDispatchTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir private Path folder;
    @AutoClose private final FakeTokens tokens = new FakeTokens("first");
    @AutoClose private final ScriptedSmtp server = new ScriptedSmtp();
    private final OutboxFixture fixture = new OutboxFixture(DATABASE, true);

    @BeforeEach
    void queue() {
        fixture.queuedReminder("slot:1");
        fixture.queuedReminder("slot:2");
    }

    private Path file() {
        return folder.resolve("smtp.token");
    }

    private Dispatcher dispatcher(String refresh) {
        return new Dispatcher(
                fixture.jdbi,
                new SmtpSender(settings(tokens.settings(file(), refresh))),
                fixture.outbox,
                fixture.clock,
                "a");
    }

    private SmtpSettings settings(OAuthSettings oauth) {
        return server.settings("tasks@example.org", Secret.NONE, Tls.NONE, 1).signedInBy(oauth);
    }

    private List<String> signIns() {
        return server.commands().stream()
                .filter(line -> line.startsWith("AUTH XOAUTH2 "))
                .map(line -> line.substring("AUTH XOAUTH2 ".length()))
                .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                .toList();
    }

    private String refusedFor() {
        return fixture.jdbi.withExtension(
                MailServers.class,
                servers ->
                        servers.state()
                                .filter(MailServers.State::signInRefused)
                                .map(state -> String.valueOf(state.problem()))
                                .orElse("not refused"));
    }

    @Test
    void mailShouldLeaveWithAnAccessToken() {
        assertThat(dispatcher("first").runOnce().sent()).isEqualTo(2);
        assertThat(signIns())
                .containsExactly("user=tasks@example.org\u0001auth=Bearer access-1\u0001\u0001");
    }

    @Test
    void refreshTokenThatCannotBeKeptShouldBeWarnedOfUntilItIs() throws Exception {
        tokens.rotates();
        Dispatcher dispatcher = dispatcher("first");
        // No longer name fits beside it, as where the folder cannot be written to.
        leadTo(folder.resolve("t".repeat(250)));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(2);
        assertThat(problems()).singleElement().asString().startsWith("smtp: a renewed refresh");
        leadTo(folder.resolve("mended.token"));
        dispatcher.runOnce();
        assertThat(problems()).isEmpty();
        assertThat(file()).hasContent("first+");
    }

    /** Has the token lie elsewhere. */
    private void leadTo(Path place) throws IOException {
        FakeTokens.write(place, "first");
        Files.delete(file());
        Files.createSymbolicLink(file(), place);
    }

    private List<String> problems() {
        return new Health(fixture.jdbi, fixture.clock, HealthRules.usual(List.of()))
                .check().problems().stream().map(Health.Problem::words).toList();
    }

    @Test
    void withdrawnPermissionShouldBeToldAndAllMailsLeaveAfterTheNextSignIn() {
        Dispatcher dispatcher = dispatcher("stale");
        assertThat(dispatcher.runOnce().paused()).isTrue();
        assertThat(refusedFor()).contains("invalid_grant", "run 'tickler mailbox sign-in'");
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(dispatcher.runOnce().paused()).isTrue();
        assertThat(tokens.requests()).hasSize(1);
        FakeTokens.write(file(), "first");
        assertThat(dispatcher.runOnce().sent()).isEqualTo(2);
        assertThat(refusedFor()).isEqualTo("not refused");
    }

    @Test
    void tokenServerInTroubleShouldNotBeTakenForARefusal() {
        tokens.says(503, "");
        Dispatcher dispatcher = dispatcher("first");
        assertThat(dispatcher.runOnce().paused()).isTrue();
        assertThat(refusedFor()).isEqualTo("not refused");
        fixture.clock.advance(Duration.ofSeconds(61));
        assertThat(dispatcher.runOnce().sent()).isEqualTo(2);
    }

    @Test
    void challengeOfTheServerShouldBeReadable() {
        String challenge =
                Base64.getEncoder()
                        .encodeToString(
                                "{\"status\":\"401\",\"scope\":\"mail\"}"
                                        .getBytes(StandardCharsets.UTF_8));
        server.answers("AUTH", "334 " + challenge);
        assertThat(dispatcher("first").runOnce().paused()).isTrue();
        assertThat(refusedFor())
                .contains("a new access token is not taken", "{\"status\":\"401\"")
                .doesNotContain("access-1");
    }

    @Test
    void tokenThatTheServerNoLongerTakesShouldBeRenewedAtOnce() {
        assertThat(dispatcher("first").runOnce().sent()).isEqualTo(2);
        server.answers("AUTH", "535 5.7.8 expired");
        fixture.queuedReminder("slot:3");
        assertThat(dispatcher("first").runOnce().sent()).isEqualTo(1);
        assertThat(signIns()).hasSize(3).last().asString().contains("access-2");
    }
}
