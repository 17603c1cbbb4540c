package org.tickler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.config.MailboxSettings;
import org.tickler.config.OAuthSettings;
import org.tickler.config.Secret;
import org.tickler.config.Tls;
import org.tickler.fetch.PollReport.Status;
import org.tickler.mail.EmailAddress;
import org.tickler.support.FakeTokens;
import org.tickler.support.TestClock;
import org.tickler.support.TestDatabase;
import org.tickler.watch.Health;
import org.tickler.watch.HealthRules;

/** A mailbox whose server takes access tokens only: the user's password is the good one. */
class OAuthMailboxTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir private Path folder;
    @AutoClose private final FakeTokens tokens = new FakeTokens("first");
    private final TestClock clock = TestClock.at("2026-03-02T08:00:00Z");
    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());

    @BeforeEach
    void start() {
        server.start();
        takes("access-1");
        DATABASE.jdbi().useHandle(h -> h.execute("truncate message, mailbox_cursor cascade"));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    /** The only access token that the mail server lets in from now on. */
    private void takes(String access) {
        GreenMailUser user = server.setUser("tasks@example.org", "tasks", access);
        user.setPassword(access);
    }

    private Path file() {
        return folder.resolve("tasks.token");
    }

    private MailboxPoller poller(String refresh) {
        OAuthSettings oauth = tokens.settings(file(), refresh);
        var usual =
                MailboxSettings.of(
                        "tasks",
                        "127.0.0.1",
                        server.getImap().getPort(),
                        Tls.NONE,
                        "tasks",
                        Secret.NONE,
                        new EmailAddress("tasks@example.org"),
                        "Lee");
        return new MailboxPoller(
                usual.signedInBy(oauth), DATABASE.jdbi(), clock, "node-a", () -> {});
    }

    private List<String> problems() {
        return new Health(DATABASE.jdbi(), clock, HealthRules.usual(List.of("tasks")))
                .check().problems().stream()
                        .filter(Health.Problem::urgent)
                        .map(Health.Problem::words)
                        .toList();
    }

    @Test
    void mailboxShouldBeReadWithATokenThatIsKept() {
        MailboxPoller poller = poller("first");
        assertThat(poller.runOnce()).isEqualTo(PollReport.of(Status.DONE));
        assertThat(poller.runOnce()).isEqualTo(PollReport.of(Status.DONE));
        assertThat(tokens.requests()).hasSize(1);
        assertThat(problems()).isEmpty();
    }

    @Test
    void tokenThatTheServerNoLongerTakesShouldBeRenewedInTheSamePoll() {
        MailboxPoller poller = poller("first");
        poller.runOnce();
        takes("access-2");
        assertThat(poller.runOnce()).isEqualTo(PollReport.of(Status.DONE));
        assertThat(tokens.requests()).hasSize(2);
    }

    @Test
    void withdrawnPermissionShouldBeToldAtOnceAndEndWithTheNextSignIn() {
        MailboxPoller poller = poller("first");
        poller.runOnce();
        tokens.takes("second");
        takes("access-2");
        assertThat(poller.runOnce().status()).isEqualTo(Status.REFUSED);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("tasks: the server refuses the sign-in of tasks: the token server")
                .contains("invalid_grant", "run 'tickler mailbox sign-in'")
                .doesNotContain("first", "access-1", "password");
        clock.advance(Duration.ofSeconds(60));
        assertThat(poller.runOnce().status()).isEqualTo(Status.WAITING);
        FakeTokens.write(file(), "second");
        assertThat(poller.runOnce()).isEqualTo(PollReport.of(Status.DONE));
        assertThat(problems()).isEmpty();
    }

    @Test
    void refreshTokenThatCannotBeKeptShouldBeToldUntilItIs() throws Exception {
        tokens.rotates();
        MailboxPoller poller = poller("first");
        // No longer name fits beside it, as where the folder cannot be written to.
        leadTo(folder.resolve("t".repeat(250)));
        assertThat(poller.runOnce()).isEqualTo(PollReport.of(Status.DONE));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("tasks: a renewed refresh token cannot be kept and will be lost")
                .contains("cannot be replaced")
                .doesNotContain("first+");
        leadTo(folder.resolve("mended.token"));
        assertThat(poller.runOnce()).isEqualTo(PollReport.of(Status.DONE));
        assertThat(problems()).isEmpty();
        assertThat(file()).hasContent("first+");
    }

    /** Has the token lie elsewhere. */
    private void leadTo(Path place) throws IOException {
        FakeTokens.write(place, "first");
        Files.delete(file());
        Files.createSymbolicLink(file(), place);
    }

    @Test
    void withoutASignInTheServiceShouldWaitForTheFirstOne() {
        MailboxPoller poller = poller("first");
        assertThat(file().toFile().delete()).isTrue();
        assertThat(poller.runOnce().problem()).contains("nobody has signed in yet");
        assertThat(problems()).hasSize(1);
        assertThat(poller.runOnce().status()).isEqualTo(Status.WAITING);
        FakeTokens.write(file(), "first");
        assertThat(poller.runOnce()).isEqualTo(PollReport.of(Status.DONE));
    }

    @Test
    void tokenServerInTroubleShouldNotBeTakenForARefusal() {
        tokens.says(503, "");
        MailboxPoller poller = poller("first");
        PollReport report = poller.runOnce();
        assertThat(report.status()).isEqualTo(Status.FAILED);
        assertThat(report.problem()).contains("is busy");
        assertThat(problems()).isEmpty();
        assertThat(poller.runOnce().status()).isEqualTo(Status.WAITING);
        clock.advance(Duration.ofSeconds(20));
        assertThat(poller.runOnce()).isEqualTo(PollReport.of(Status.DONE));
    }

    @Test
    void mailboxThatTakesNoTokenShouldBeToldAtOnce() {
        takes("access-of-somebody-else");
        PollReport report = poller("first").runOnce();
        assertThat(report.status()).isEqualTo(Status.REFUSED);
        assertThat(report.problem())
                .contains("with a new access token", "check user and scope")
                .doesNotContain("access-1");
        assertThat(tokens.requests()).hasSize(1);
        assertThat(problems()).hasSize(1);
    }
}
