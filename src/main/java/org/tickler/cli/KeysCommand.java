package org.tickler.cli;

import java.time.InstantSource;
import java.util.List;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import org.tickler.inspect.UsageException;
import org.tickler.outbox.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code tickler keys}: what signs the tokens of mails. */
@Command(
        name = "keys",
        description = "List, renew or revoke the keys that make answers to our mails credible.",
        mixinStandardHelpOptions = true)
final class KeysCommand implements Runnable {
    @Mixin private ConfigOption config;
    @Spec private CommandSpec spec;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "print JSON lines")
    private boolean json;

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
                if (json) {
                    print(
                            Json.object()
                                    .put("key", key.version())
                                    .put("createdAt", key.createdAt().toString())
                                    .put("use", use));
                } else {
                    System.out.printf(
                            "k%-5d %s  %s%n", key.version(), desk.moment(key.createdAt()), use);
                }
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            description = "Sign with a new key from now on; mails that were sent stay answerable.",
            mixinStandardHelpOptions = true)
    int rotate() {
        try (Desk desk = Desk.open(config.settings())) {
            int key = tokens(desk).rotate();
            if (json) {
                print(Json.object().put("key", key).put("use", "signs"));
            } else {
                System.out.println("k" + key + " signs from now on.");
            }
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
            if (json) {
                print(Json.object().put("key", key).put("use", "revoked"));
            } else {
                System.out.println(
                        "k" + key + " is revoked; running nodes heed it within a minute.");
            }
            return ExitCode.DONE;
        }
    }

    private static void print(ObjectNode key) {
        Json.print(key, System.out);
    }

    private static Tokens tokens(Desk desk) {
        return Tokens.open(desk.core().jdbi(), InstantSource.system());
    }
}
