package org.tickler.cli;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.UsageException;
import org.tickler.outbox.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickler keys}: what signs the tokens of mails. */
@Command(
        name = "keys",
        description = "List, renew or revoke the keys that make answers to our mails credible.",
        mixinStandardHelpOptions = true)
final class KeysCommand implements Runnable {
    @Mixin private ConfigOption config;
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: list, rotate or revoke N.");
    }

    @Command(description = "List the keys; the last one signs.", mixinStandardHelpOptions = true)
    int list() {
        try (Desk desk = Desk.open(config.settings())) {
            List<Tokens.KeyAge> keys = tokens(desk).ages();
            int newest = keys.getLast().version();
            for (Tokens.KeyAge key : keys) {
                String use = key.version() == newest ? "signs" : "verifies";
                System.out.printf(
                        "k%-5d %s  %s%n",
                        key.version(), key.createdAt().truncatedTo(ChronoUnit.SECONDS), use);
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            description = "Sign with a new key from now on; mails that were sent stay answerable.",
            mixinStandardHelpOptions = true)
    int rotate() {
        try (Desk desk = Desk.open(config.settings())) {
            System.out.println("k" + tokens(desk).rotate() + " signs from now on.");
            return ExitCode.DONE;
        }
    }

    @Command(
            description = "Forget a key: answers to mails that it signed change nothing any more.",
            mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "N", description = "its number, without the k") int key) {
        try (Desk desk = Desk.open(config.settings())) {
            if (!tokens(desk).revoke(key)) {
                throw new UsageException(
                        "k" + key + " is no old key: only one that no longer signs is revoked");
            }
            System.out.println("k" + key + " is revoked; running nodes heed it within a minute.");
            return ExitCode.DONE;
        }
    }

    private static Tokens tokens(Desk desk) {
        return Tokens.open(desk.core().jdbi(), InstantSource.system());
    }
}
