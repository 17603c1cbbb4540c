package org.tickler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tickler.support.FakeTokens;
import org.tickler.support.ScriptedSmtp;
import org.tickler.support.TestDatabase;

class MailboxCommandTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir private Path folder;
    @AutoClose private final FakeTokens tokens = new FakeTokens("first");
    @AutoClose private final ScriptedSmtp server = new ScriptedSmtp();
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private int run(String settings, String... arguments) throws IOException {
        Path file = folder.resolve("tickler.yaml");
        Files.writeString(
                file,
                """
                database:
                  url: %s
                  user: postgres
                """
                                .formatted(DATABASE.url())
                        + settings);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", file.toString()));
        PrintStream out = System.out;
        PrintStream err = System.err;
        var both = new PrintStream(told, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return TicklerCommand.execute(all.toArray(String[]::new));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private String smtp() {
        return """
        smtp:
          host: 127.0.0.1
          port: %d
          tls: none
          user: tasks@example.org
          oauth:
            tokenUrl: %s
            clientId: tickler
            refreshTokenFile: %s
            deviceUrl: %s
        """
                .formatted(
                        server.port(),
                        tokens.url("token"),
                        folder.resolve("smtp.token"),
                        tokens.url("device"));
    }

    @Test
    void checkShouldTryTheTokenAndSayWhatToDoWithoutOne() throws IOException {
        assertThat(run(smtp(), "check")).isEqualTo(1);
        assertThat(told())
                .contains(
                        "FAILED token of smtp: nobody has signed in yet",
                        "run 'tickler mailbox sign-in'",
                        "FAILED smtp: ");
        told.reset();
        FakeTokens.write(folder.resolve("smtp.token"), "first");
        assertThat(run(smtp(), "check")).isZero();
        assertThat(told())
                .contains("ok     token of smtp: given by 127.0.0.1", "ok     smtp: 127.0.0.1")
                .doesNotContain("first", "access-1");
    }

    @Test
    void signInThatIsNotSetUpShouldNameWhatIs() throws IOException {
        assertThat(run("", "mailbox", "sign-in")).isEqualTo(2);
        assertThat(told()).contains("nothing signs in by OAuth: set oauth under a mailbox or smtp");
        told.reset();
        assertThat(run(smtp(), "mailbox", "sign-in", "tasks")).isEqualTo(2);
        assertThat(told()).contains("nothing called 'tasks' signs in by OAuth: one of smtp");
        told.reset();
        assertThat(run(smtp(), "mailbox")).isEqualTo(2);
        assertThat(told()).contains("Say what to do: sign-in NAME.");
    }

    @Test
    void signInShouldEndWithOneClearSentenceWhenItIsDeclined() throws IOException {
        tokens.says(400, "{\"error\": \"invalid_client\", \"error_description\": \"who?\"}");
        assertThat(run(smtp(), "mailbox", "sign-in")).isEqualTo(1);
        assertThat(told())
                .isEqualTo(
                        "tickler: the token server 127.0.0.1 refuses this installation"
                                + " (invalid_client: who?): check clientId and clientSecret of"
                                + " oauth\n");
        assertThat(folder.resolve("smtp.token")).doesNotExist();
    }
}
