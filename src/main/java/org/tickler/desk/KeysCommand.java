package org.tickler.desk;

import java.time.InstantSource;
import java.util.List;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import org.tickler.inspect.UsageException;
import org.tickler.outbox.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code tickler keys}: what signs the tokens of mails. */
@Command(
        name = "keys",
        description = "List, renew or revoke the keys that make answers to our mails credible.",
        mixinStandardHelpOptions = true)
public final class KeysCommand extends DeskCommands {
    public KeysCommand() {
        super("Say what to do: list, rotate or revoke N.");
    }

    @Command(description = "List the keys; the last one signs.", mixinStandardHelpOptions = true)
    int list() {
        try (Desk desk = Desk.open(settings())) {
            List<Tokens.KeyAge> keys = tokens(desk).ages();
            int newest = keys.getLast().version();
            for (Tokens.KeyAge key : keys) {
                String use = key.version() == newest ? "signs" : "verifies";
                if (json()) {
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
        try (Desk desk = Desk.open(settings())) {
            int key = tokens(desk).rotate();
            if (json()) {
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
        try (Desk desk = Desk.open(settings())) {
            if (!tokens(desk).revoke(key)) {
                throw new UsageException(
                        "k" + key + " is no old key: only one that no longer signs is revoked");
            }
            if (json()) {
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
