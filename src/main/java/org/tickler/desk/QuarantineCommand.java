package org.tickler.desk;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tickler.config.Settings;
import org.tickler.fetch.ImapFailure;
import org.tickler.fetch.WholeMessage;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import org.tickler.inspect.UsageException;
import org.tickler.intake.MessageStore;
import org.tickler.intake.MessageStore.Quarantined;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code tickler quarantine}: messages that could not be taken in. */
@Command(
        name = "quarantine",
        description = "List messages that could not be read, try them again, or give them up.",
        mixinStandardHelpOptions = true)
public final class QuarantineCommand extends DeskCommands {
    public QuarantineCommand() {
        super("Say what to do: list, retry N or drop N.");
    }

    @Command(description = "List them with the reason.", mixinStandardHelpOptions = true)
    int list() {
        try (Desk desk = Desk.open(settings())) {
            List<Quarantined> messages =
                    desk.inTransaction(handle -> handle.attach(MessageStore.class).quarantined());
            messages.forEach(message -> print(desk, message));
            if (messages.isEmpty() && !json()) {
                System.out.println("Nothing is in quarantine.");
            }
            return ExitCode.DONE;
        }
    }

    private void print(Desk desk, Quarantined message) {
        if (json()) {
            ObjectNode node = Json.object();
            node.put("id", message.id());
            node.put("mailbox", message.mailbox());
            node.put("messageId", message.messageId());
            node.put("from", message.fromAddress());
            node.put("subject", message.subject());
            node.put("receivedAt", message.receivedAt().toString());
            node.put("quarantinedAt", message.quarantinedAt().toString());
            node.put("attempts", message.attempts());
            node.put("reason", message.reason());
            Json.print(node, System.out);
            return;
        }
        System.out.printf(
                "%-6d %s  %s  %s  \"%s\"  %s%n",
                message.id(),
                desk.moment(message.quarantinedAt()),
                message.mailbox(),
                message.fromAddress() == null ? "unknown sender" : message.fromAddress(),
                message.subject() == null ? "" : message.subject(),
                message.reason());
    }

    @Command(
            description = "Take a message in again, with three new tries.",
            mixinStandardHelpOptions = true)
    int retry(@Parameters(paramLabel = "N", description = "its number in the list") long number) {
        Settings settings = settings();
        try (Desk desk = Desk.open(settings)) {
            Optional<String> partial = missing(desk, settings, number);
            if (partial.isPresent()) {
                say(number, "quarantined", "Message " + number + " stays: " + partial.get() + ".");
                return ExitCode.FAILED;
            }
            int released =
                    desk.inTransaction(handle ->
                            handle.attach(MessageStore.class)
                                    .retry(number, InstantSource.system().instant()));
            require(released, number);
            var report = desk.core().intake().runOnce();
            if (report.processed() == 0) {
                say(number, "failed", "It failed again; 'tickler quarantine list' says why.");
                return ExitCode.FAILED;
            }
            say(number, "processed", "It was taken in.");
            return ExitCode.DONE;
        }
    }

    /** Why only a part of the message is there, if so; what can be fetched by now is fetched. */
    private static Optional<String> missing(Desk desk, Settings settings, long number) {
        try {
            return WholeMessage.fetch(
                    desk.core().jdbi(),
                    settings.mailboxes(),
                    number,
                    settings.policies().limits().mailSize());
        } catch (ImapFailure e) {
            return Optional.of(
                    "only a part of it is kept, and the mailbox cannot be read: " + e.getMessage());
        }
    }

    @Command(
            description = "Give a message up; its raw bytes stay in the database.",
            mixinStandardHelpOptions = true)
    int drop(@Parameters(paramLabel = "N", description = "its number in the list") long number) {
        try (Desk desk = Desk.open(settings())) {
            require(
                    desk.inTransaction(handle -> handle.attach(MessageStore.class).drop(number)),
                    number);
            say(number, "dropped", "It was given up.");
            return ExitCode.DONE;
        }
    }

    private void say(long number, String state, String sentence) {
        if (json()) {
            Json.print(
                    Json.object().put("id", number).put("state", state).put("detail", sentence),
                    System.out);
        } else {
            System.out.println(sentence);
        }
    }

    private static void require(int changed, long number) {
        if (changed == 0) {
            throw new UsageException(
                    "no message "
                            + number
                            + " is in quarantine; 'tickler quarantine list' shows the numbers");
        }
    }
}
