package org.tickler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.mail.EmailAddress;

class SettingsReaderTest {
    private static final Path SAMPLE = Path.of("config/tickler.yaml");

    @TempDir private Path folder;

    @Test
    void sampleAsItIsShouldMeanTheDefaults() {
        assertThat(SettingsReader.read(SAMPLE, Map.of())).isEqualTo(Settings.NONE);
    }

    @Test
    void nothingAtAllShouldMeanTheDefaults() {
        assertThat(SettingsReader.read(null, Map.of("PATH", "/bin"))).isEqualTo(Settings.NONE);
    }

    @Test
    void everyKeyShouldBeInTheSampleAndEveryLineOfItShouldLoad() throws IOException {
        String text = uncommented();
        var source = new Source("sample", text, Map.of());
        Settings settings = SettingsReader.settings(source.root());
        assertThat(source.problems()).isEmpty();
        for (String key : source.known()) {
            String name = key.substring(key.lastIndexOf('.') + 1).replaceAll("\\[\\d+]", "");
            assertThat(text).as(key).containsPattern("(?m)[ #-]*\\b" + name + ":");
        }
        MailboxSettings mailbox = settings.mailboxes().getFirst();
        assertThat(mailbox.owner()).isEqualTo("Lee Example");
        assertThat(mailbox.password().reveal()).isEqualTo("hush");
        assertThat(mailbox.trusts(new EmailAddress("any@example.com"))).isTrue();
        assertThat(mailbox.trusts(new EmailAddress("any@example.org"))).isFalse();
        PersonSettings lee = settings.people().getFirst();
        assertThat(lee.dayEnd()).isEqualTo(LocalTime.of(17, 0));
        assertThat(lee.workDays()).hasSize(5).doesNotContain(DayOfWeek.SATURDAY);
        assertThat(lee.addresses()).hasSize(2);
        assertThat(settings.policies()).isEqualTo(Policies.USUAL);
        assertThat(settings.oauth().get("office"))
                .extracting(OAuthSettings::clientSecret)
                .isEqualTo(new Secret("hush"));
    }

    private String uncommented() throws IOException {
        for (String name :
                List.of(
                        "database_password",
                        "imap_password",
                        "model_key",
                        "smtp_password",
                        "alarm_password",
                        "oauth_client",
                        "holidays.ics",
                        "ca.pem")) {
            Files.writeString(folder.resolve(name), "hush\n");
        }
        return Files.readString(SAMPLE)
                .replaceAll("(?m)^( *)#(?! |$)", "$1")
                .replace("/run/secrets", folder.toString())
                .replace("/etc/tickler", folder.toString());
    }

    @Test
    void environmentShouldWinOverTheFile() {
        Settings settings =
                SettingsReader.parse(
                        "test.yaml",
                        """
                        smtp:
                          host: smtp.example.org
                        people:
                          - name: Lee
                            role: owner
                            addresses: [lee@example.org]
                        """,
                        Map.of(
                                "TICKLER_SMTP_HOST", "127.0.0.1",
                                "TICKLER_SMTP_TLS", "none",
                                "TICKLER_SMTP_FROMNAME", "Clerk",
                                "TICKLER_PEOPLE_0__ADDRESSES", "a@example.org, b@example.org",
                                "TICKLER_MAILBOXES_0__HOST", "::1",
                                "TICKLER_MAILBOXES_0__TLS", "NONE",
                                "TICKLER_MAILBOXES_0__USER", "tasks@example.org",
                                "TICKLER_MAILBOXES_0__PASSWORD", " ${blank} ",
                                "TICKLER_MAILBOXES_0__POLL", "2min",
                                "TICKLER_LOG", "json"));
        assertThat(settings.smtp().host()).isEqualTo("127.0.0.1");
        assertThat(settings.smtp().port()).isEqualTo(25);
        assertThat(settings.smtp().fromName()).isEqualTo("Clerk");
        assertThat(settings.people().getFirst().addresses())
                .containsExactly(
                        new EmailAddress("a@example.org"), new EmailAddress("b@example.org"));
        MailboxSettings mailbox = settings.mailboxes().getFirst();
        assertThat(mailbox.password().reveal()).isEqualTo(" ${blank} ");
        assertThat(mailbox.poll()).isEqualTo(Duration.ofMinutes(2));
        assertThat(mailbox.port()).isEqualTo(143);
        assertThat(settings.instance().domain()).isEqualTo("example.org");
    }

    private static Settings withModel(String... lines) {
        return SettingsReader.parse(
                "test.yaml",
                """
                people:
                  - name: Lee
                    role: owner
                    addresses: [lee@example.org]
                smtp:
                  host: smtp.example.org
                mailboxes:
                  - host: imap.example.org
                    user: tasks@example.org
                    password: hush
                    model:
                """
                        + "      "
                        + String.join("\n      ", lines),
                Map.of());
    }

    @Test
    void modelShouldBeOffUntilItHasAnAddress() {
        assertThat(withModel("timeout: 5s").mailboxes().getFirst().model()).isNull();
        assertThatThrownBy(() -> withModel("name: some")).hasMessageContaining("model.url");
        assertThatThrownBy(() -> withModel("url: https://model.example/v1"))
                .hasMessageContaining("model.name");
        ModelSettings model =
                withModel("url: https://model.example/v1/", "name: some", "key: sesame")
                        .mailboxes()
                        .getFirst()
                        .model();
        assertThat(model).isNotNull();
        assertThat(model.url()).hasToString("https://model.example/v1");
        assertThat(model.toString()).doesNotContain("sesame");
    }

    @Test
    void modelOnAnotherMachineShouldNeedTls() {
        String url = "url: http://model.example/v1";
        assertThatThrownBy(() -> withModel(url, "name: some")).hasMessageContaining("openly");
        assertThat(withModel(url, "name: some", "allowPlain: true").mailboxes()).hasSize(1);
        assertThat(withModel("url: http://[::1]:8000/v1", "name: some").mailboxes()).hasSize(1);
    }

    @Test
    void oauthShouldTakeThePlaceOfAPassword() {
        String smtp =
                """
                smtp:
                  host: smtp.example.org
                  user: tasks@example.org
                  oauth:
                    tokenUrl: http://127.0.0.1:9/token
                    clientId: tickler
                    refreshTokenFile: not/there/yet.token
                """;
        Settings settings = SettingsReader.parse("test.yaml", smtp, Map.of());
        assertThat(settings.smtp().password()).isEqualTo(Secret.NONE);
        assertThat(settings.oauth()).containsOnlyKeys("smtp");
        assertThat(settings.oauth().get("smtp")).extracting(OAuthSettings::deviceUrl).isNull();
        assertThat(problems(smtp + "  password: secret\n"))
                .containsExactly(
                        "test.yaml:8: smtp.password: is set beside oauth; keep one of them");
        assertThat(problems(smtp.replace("127.0.0.1:9", "login.example.org")))
                .singleElement()
                .asString()
                .contains("smtp.oauth.tokenUrl: without TLS the tokens would travel openly");
        assertThat(problems(smtp.replaceAll("(?m)^.*(user|tokenUrl|File).*\n", "")))
                .extracting(line -> line.replaceAll(";.*", ""))
                .containsExactly(
                        "test.yaml:1: smtp.user: is missing",
                        "test.yaml:3: smtp.oauth.tokenUrl: is missing",
                        "test.yaml:3: smtp.oauth.refreshTokenFile: is missing");
    }

    @Test
    void everyProblemShouldBeListedWithKeyPlaceAndRemedy() {
        var failure =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                SettingsReader.parse(
                                        "test.yaml",
                                        """
                                        smpt:
                                          host: smtp.example.org
                                        web:
                                          port: 99999
                                          prot: 80
                                        mailboxes:
                                          - host: imap.example.org
                                            tls: none
                                            user: tasks
                                            poll: soon
                                            passwordFile: /nowhere/at/all
                                        people:
                                          - name: Lee
                                            addresses: [lee]
                                            zone: Mars/Olympus
                                            language: no
                                            hours: 17:00-09:00
                                            workDays: [mon, funday]
                                        """,
                                        Map.of("TICKLER_WEB_BIMD", "0.0.0.0")));
        assertThat(failure.problems())
                .extracting(problem -> problem.place() + " " + problem.key())
                .containsExactlyInAnyOrder(
                        "test.yaml:1 smpt",
                        "test.yaml:4 web.port",
                        "test.yaml:5 web.prot",
                        " smtp.host",
                        "test.yaml:8 mailboxes[0].tls",
                        "test.yaml:7 mailboxes[0].address",
                        "test.yaml:10 mailboxes[0].poll",
                        "test.yaml:11 mailboxes[0].passwordFile",
                        "test.yaml:14 people[0].addresses",
                        "test.yaml:15 people[0].zone",
                        "test.yaml:16 people[0].language",
                        "test.yaml:17 people[0].hours",
                        "test.yaml:18 people[0].workDays",
                        "test.yaml:12 people",
                        " TICKLER_WEB_BIMD");
        assertThat(failure)
                .hasMessageContaining("smpt: is not a setting; did you mean smtp?")
                .hasMessageContaining("did you mean port?")
                .hasMessageContaining("'99999' is not a whole number from 0 to 65535")
                .hasMessageContaining("did you mean TICKLER_WEB_BIND?");
    }

    @Test
    void missingSecretShouldBeNamedAndASecretNeverShown() {
        var failure =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                SettingsReader.parse(
                                        "test.yaml",
                                        """
                                        smtp:
                                          host: smtp.example.org
                                          user: tasks@example.org
                                        database:
                                          password: opensesame
                                          connections: many
                                        """,
                                        Map.of()));
        assertThat(failure.problems()).hasSize(2);
        assertThat(failure)
                .hasMessageContaining("smtp.password: is missing")
                .hasMessageContaining("TICKLER_SMTP_PASSWORD")
                .hasMessageNotContaining("opensesame");
        assertThat(
                        SettingsReader.parse("t", "database: {password: opensesame}", Map.of())
                                .toString())
                .doesNotContain("opensesame");
    }

    @Test
    void brokenFileShouldBeReportedWithItsLine() {
        assertThat(problems("web:\n  port: 1\n  port: 2\n"))
                .containsExactly("test.yaml:3: web.port: is there twice; keep one of them");
        assertThat(problems("web: [1\nport: 2\n").getFirst())
                .startsWith("test.yaml:2: (file): is not YAML");
        assertThat(problems("- a\n").getFirst()).contains("is not a list of keys");
        assertThat(problems("people:\n  name: Lee\n").getFirst()).contains("people is a list");
        assertThat(problems("web: 8080\n").getFirst()).contains("web: is a section");
    }

    private static List<String> problems(String text) {
        return catchThrowableOfType(
                        ConfigException.class,
                        () -> SettingsReader.parse("test.yaml", text, Map.of()))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void limitsShouldBeReadAndBounded() {
        String text = "limits:\n  mailSize: 25 mb\n  tasksPerDay: 7\n  requestBody: 8KB\n";
        Settings settings = SettingsReader.parse("x", text, Map.of());
        assertThat(settings.policies().limits().mailSize()).isEqualTo(25 << 20);
        assertThat(settings.policies().limits().tasksPerDay()).isEqualTo(7);
        assertThat(settings.policies().limits().tasksPerMail()).isEqualTo(500);
        assertThat(settings.web().requestBody()).isEqualTo(8 << 10);
        assertThatThrownBy(() -> SettingsReader.parse("x", "limits:\n  mailSize: 40\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("limits.mailSize")
                .hasMessageContaining("a size from 1KB to 100MB")
                .hasMessageContaining("write for example 40960KB");
    }
}
