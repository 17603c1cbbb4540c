package org.tickler.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tickler.config.OAuthSettings;
import org.tickler.config.Settings;
import org.tickler.desk.ConfigOption;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.UsageException;
import org.tickler.login.SignIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickler mailbox}: signing a mailbox in where there is no password (OAuth 2). */
@Command(
        name = "mailbox",
        description =
                "Sign a mailbox or mail server in by OAuth 2, as Microsoft and Google want it.",
        mixinStandardHelpOptions = true)
final class MailboxCommand implements Runnable {
    @Mixin private ConfigOption config;
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: sign-in NAME.");
    }

    @Command(
            name = "sign-in",
            description = {
                "Sign in with a browser, here or elsewhere, and keep the refresh token in the"
                        + " refreshTokenFile of its section oauth.",
                "A running Tickler uses it from the next poll on."
            },
            mixinStandardHelpOptions = true)
    int signIn(
            @Parameters(
                            paramLabel = "NAME",
                            arity = "0..1",
                            description =
                                    "the mailbox, or smtp, or watch.smtp; may be left out if only"
                                            + " one account is set up so")
                    @Nullable String name)
            throws IOException {
        OAuthSettings account = account(config.settings(), name);
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new SignIn(account, out::println, () -> line(in), MailboxCommand::pause).run();
        out.println("'tickler check' tries it; a running Tickler uses it from the next poll on.");
        return ExitCode.DONE;
    }

    private static OAuthSettings account(Settings settings, @Nullable String name) {
        Map<String, OAuthSettings> accounts = settings.oauth();
        if (accounts.isEmpty()) {
            throw new UsageException(
                    "nothing signs in by OAuth: set oauth under a mailbox or smtp, see"
                            + " config/tickler.yaml");
        }
        if (name == null && new HashSet<>(accounts.values()).size() == 1) {
            return accounts.values().iterator().next();
        }
        OAuthSettings found = name == null ? null : accounts.get(name);
        if (found == null) {
            throw new UsageException(
                    (name == null ? "say which" : "nothing called '" + name + "' signs in by OAuth")
                            + ": one of "
                            + String.join(", ", accounts.keySet()));
        }
        return found;
    }

    private static @Nullable String line(BufferedReader in) {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
