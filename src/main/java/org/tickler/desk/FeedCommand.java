package org.tickler.desk;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.feed.FeedLinks;
import org.tickler.feed.Feeds;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import org.tickler.inspect.UsageException;
import org.tickler.people.People;
import org.tickler.people.Person;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code tickler feed}: the private calendar address of a person. */
@Command(
        name = "feed",
        description = {
            "Print the private calendar addresses of a person, and make them if there are none.",
            "Whoever knows an address can read the feed; --renew and --revoke end the old one at"
                    + " once."
        },
        mixinStandardHelpOptions = true)
public final class FeedCommand implements Callable<Integer> {
    @Mixin private ConfigOption config;

    @Parameters(
            paramLabel = "PERSON",
            arity = "0..*",
            description = "a name or an address; without one the owner")
    private List<String> person = List.of();

    @ArgGroup private @Nullable Change change;

    @Option(names = "--json", description = "print a JSON line")
    private boolean json;

    /** At most one of the two. */
    static final class Change {
        @Option(names = "--renew", description = "make new addresses; the old ones end")
        private boolean renew;

        @Option(names = "--revoke", description = "end the feed")
        private boolean revoke;
    }

    private final PrintStream out = System.out;

    @Override
    public Integer call() {
        try (Desk desk = Desk.open(config.settings())) {
            Feeds feeds = desk.core().feeds();
            return desk.inTransaction(handle -> {
                Person reader = reader(handle);
                if (change != null && change.revoke) {
                    boolean was = feeds.revoke(handle, reader.id());
                    if (json) {
                        Json.print(
                                Json.object().put("person", reader.name()).put("revoked", was),
                                out);
                        return ExitCode.DONE;
                    }
                    out.println(reader.name() + (was ? " has no feed any more." : " had no feed."));
                    return ExitCode.DONE;
                }
                print(
                        reader,
                        change != null && change.renew
                                ? feeds.renew(handle, reader.id())
                                : feeds.open(handle, reader.id()));
                return ExitCode.DONE;
            });
        }
    }

    private Person reader(Handle handle) {
        String name = String.join(" ", person).strip();
        if (name.isEmpty()) {
            return Desk.owner(handle);
        }
        return switch (new People(handle).find(name)) {
            case People.Found.One(Person one) -> one;
            case People.Found.Several(List<Person> several) ->
                    throw new UsageException(
                            "'" + name + "' may be " + several.stream().map(Person::name).toList());
            case People.Found.Unknown _ ->
                    throw new UsageException("nobody is known as '" + name + "'");
        };
    }

    private void print(Person reader, FeedLinks links) {
        if (json) {
            ObjectNode node = Json.object();
            node.put("person", reader.name());
            node.put("events", links.events());
            node.put("tasks", links.tasks());
            Json.print(node, out);
        } else {
            out.println("Calendar:  " + links.events());
            out.println("Task list: " + links.tasks());
        }
    }
}
