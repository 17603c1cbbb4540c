package org.tickler.desk;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tickler.guard.Hold;
import org.tickler.guard.Holds;
import org.tickler.guard.Waiting;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code tickler release}: what is held and would leave, and the word that lets it. */
@Command(
        name = "release",
        description =
                "List what is held back and would leave; with --yes let it leave. Mail is held when"
                        + " the database was copied or restored, the clock has jumped, or too many"
                        + " mails are due at once.",
        mixinStandardHelpOptions = true)
public final class ReleaseCommand implements Callable<Integer> {
    private static final int LISTED = 200;

    @Mixin private ConfigOption config;

    @Option(names = "--yes", description = "let it leave")
    private boolean yes;

    @Option(
            names = "--drop",
            description = "give up what waits instead of sending it; what lies ahead stays planned")
    private boolean drop;

    @Option(names = "--hold", description = "hold everything from now on")
    private boolean hold;

    @Option(names = "--json", description = "print JSON lines")
    private boolean json;

    @Override
    public Integer call() {
        try (Desk desk = Desk.open(config.settings())) {
            Holds holds = desk.core().holds();
            if (hold) {
                holds.hold(Hold.Reason.ASKED, "Somebody asked for it on the command line.");
            }
            Optional<Hold> current = holds.current();
            if (current.isEmpty()) {
                say("Nothing is held.");
                return ExitCode.DONE;
            }
            list(desk, current.get(), holds.preview(LISTED));
            if (!yes) {
                say(
                        "Nothing was changed. 'tickler release --yes' lets it leave,"
                                + " 'tickler release --drop --yes' gives it up.");
                return ExitCode.DONE;
            }
            int dropped = holds.release("command line", drop).orElse(0);
            say(drop ? mails(dropped) + " given up; the rest may leave." : "It may leave.");
            return ExitCode.DONE;
        }
    }

    /** Standard output holds nothing but JSON lines where these are wanted. */
    private void say(String sentence) {
        if (!json) {
            System.out.println(sentence);
        }
    }

    private static String mails(long number) {
        return number == 1 ? "1 mail was" : number + " mails were";
    }

    private void list(Desk desk, Hold current, Holds.Preview preview) {
        if (json) {
            preview.items().forEach(ReleaseCommand::print);
            return;
        }
        System.out.println("Held since " + desk.moment(current.heldAt()) + ": " + current.detail());
        System.out.println(
                switch (preview.total()) {
                    case 0 -> "No mail waits.";
                    case 1 -> "1 mail would leave:";
                    default -> preview.total() + " mails would leave:";
                });
        List<Waiting.Item> items = preview.items();
        for (Waiting.Item item : items) {
            System.out.printf(
                    "  %-10s %s  %s  (%s)%n",
                    item.what(), item.to(), item.about(), desk.moment(item.since()));
        }
        if (preview.total() > items.size()) {
            System.out.println("  and " + (preview.total() - items.size()) + " more");
        }
    }

    private static void print(Waiting.Item item) {
        ObjectNode node = Json.object();
        node.put("what", item.what());
        node.put("to", item.to());
        node.put("about", item.about());
        node.put("since", item.since().toString());
        Json.print(node, System.out);
    }
}
