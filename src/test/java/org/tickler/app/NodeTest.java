package org.tickler.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.app.Checkup.Finding;
import org.tickler.config.DatabaseSettings;
import org.tickler.config.MailboxSettings;
import org.tickler.config.PersonSettings;
import org.tickler.config.Policies;
import org.tickler.config.Secret;
import org.tickler.config.Settings;
import org.tickler.config.SettingsReader;
import org.tickler.config.SmtpSettings;
import org.tickler.config.Tls;
import org.tickler.config.WebSettings;
import org.tickler.mail.EmailAddress;
import org.tickler.support.TestDatabase;

class NodeTest {
    private static final EmailAddress TRACKER = new EmailAddress("tasks@example.org");
    private static final EmailAddress LEE = new EmailAddress("lee@example.org");
    private static final long PATIENCE = 30_000;

    @AutoClose private final TestDatabase database = TestDatabase.create();

    private final GreenMail mail =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort(),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort()
                    });

    @BeforeEach
    void start() {
        mail.start();
        mail.setUser(TRACKER.value(), "tasks", "right");
        mail.setUser(LEE.value(), "lee", "lee");
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    @Test
    void noteInTheMailboxShouldBecomeAProposalToItsOwner() throws Exception {
        try (Node node = Node.start(settings("right"))) {
            deliver(
                    """
                    From: Lee <lee@example.org>
                    To: tasks@example.org
                    Message-ID: <note@example.org>
                    Subject: Recap

                    ---
                    title: Pilot call
                    date: 2026-11-23
                    ---
                    ## Action Items

                    - [?] Send Ana Ruiz a list of questions about the pilot. @Myself #task
                    """);
            assertThat(mail.waitForIncomingEmail(PATIENCE, 2)).isTrue();
            MimeMessage proposal = mail.getReceivedMessagesForDomain(LEE.value())[0];
            assertThat(proposal.getSubject()).contains("Pilot call");
            assertThat(get(node.address().orElseThrow() + "health")).contains("\"up\"");
        }
        assertThat(database.jdbi().withHandle(Handles::heldClaims)).isZero();
    }

    /** Without IDLE, so that only polling finds the mail. */
    @Test
    void mailboxesOfASilentServerShouldHoldUpNobody(@TempDir Path folder) throws Exception {
        try (var silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            var yaml =
                    new StringBuilder(
                            """
                            people:
                              - {name: Lee Mercer, addresses: [lee@example.org], role: owner, zone: UTC}
                            smtp: {host: 127.0.0.1, tls: none, port: %d}
                            web: {enabled: false}
                            database: {url: '%s', user: postgres}
                            mailboxes:
                            """
                                    .formatted(mail.getSmtp().getPort(), database.url()));
            for (int i = 0; i < 40; i++) {
                yaml.append(polled("box" + i, silent.getLocalPort(), "box" + i + "@example.org"));
            }
            yaml.append(polled("tasks", mail.getImap().getPort(), TRACKER.value()));
            Path file = folder.resolve("tickler.yaml");
            Files.writeString(file, yaml);
            deliver(
                    """
                    From: Lee <lee@example.org>
                    To: tasks@example.org
                    Message-ID: <mine@example.org>
                    Subject: Tiles

                    Please order the tiles by Friday.
                    """);
            try (Node node = Node.start(SettingsReader.read(file, Map.of()))) {
                assertThat(mail.waitForIncomingEmail(PATIENCE, 2)).as("%s", node).isTrue();
            }
        }
    }

    private static String polled(String user, int port, String address) {
        return """
          - {host: 127.0.0.1, port: %d, tls: none, user: %s, password: right, address: %s, idle: false, timeout: 20s}
        """
                .formatted(port, user, address);
    }

    @Test
    void checkShouldTryEverythingAndFindItsOwnMailAgain() {
        var findings = new ArrayList<Finding>();
        boolean good = Checkup.run(settings("right"), InstantSource.system(), findings::add);
        assertThat(findings)
                .extracting(Finding::what)
                .containsExactly("database", "mailbox tasks", "smtp", "mail to tasks@example.org");
        assertThat(good).as("%s", findings).isTrue();
    }

    @Test
    void checkShouldNameWhatFailsAndTryTheRest() {
        var findings = new ArrayList<Finding>();
        assertThat(Checkup.run(settings("wrong"), InstantSource.system(), findings::add)).isFalse();
        assertThat(findings).extracting(Finding::good).containsExactly(true, false, true);
        assertThat(findings.get(1).words()).contains("check user and password");
    }

    @Test
    void peopleAndPoliciesShouldReachTheCore() {
        assertThat(Wiring.policy(Policies.USUAL).overdueDays()).containsExactly(1, 3, 7, 14, 28);
        assertThat(Wiring.people(settings("right")))
                .singleElement()
                .satisfies(person -> {
                    assertThat(person.profile().role()).isEqualTo("owner");
                    assertThat(person.profile().workDays()).containsExactly(1, 2, 3, 4, 5);
                    assertThat(person.addresses()).containsExactly(LEE);
                });
        assertThat(Wiring.health(settings("right").mailboxes()).pollLate())
                .isEqualTo(Duration.ofMinutes(5));
    }

    private Settings settings(String password) {
        return new Settings(
                Settings.NONE.instance(),
                DatabaseSettings.of(database.url(), "postgres", Secret.NONE),
                List.of(
                        MailboxSettings.of(
                                "tasks",
                                "127.0.0.1",
                                mail.getImap().getPort(),
                                Tls.NONE,
                                "tasks",
                                new Secret(password),
                                TRACKER,
                                "Lee Mercer")),
                SmtpSettings.of("127.0.0.1", mail.getSmtp().getPort(), Tls.NONE, "", Secret.NONE),
                List.of(
                        PersonSettings.of(
                                "Lee Mercer",
                                LEE,
                                PersonSettings.Role.OWNER,
                                ZoneId.of("America/Chicago"))),
                new WebSettings(true, "127.0.0.1", 0),
                Policies.USUAL);
    }

    private void deliver(String raw) throws Exception {
        byte[] bytes = raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        mail.getUserManager()
                .getUserByEmail(TRACKER.value())
                .deliver(
                        new MimeMessage(
                                Session.getInstance(new Properties()),
                                new ByteArrayInputStream(bytes)));
    }

    private static String get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static final class Handles {
        static int heldClaims(org.jdbi.v3.core.Handle handle) {
            return handle.createQuery(
                            "select count(*) from mailbox_cursor where held_by is not null")
                    .mapTo(Integer.class)
                    .one();
        }
    }
}
