package org.tickler.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tickler.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickler demo}: the whole loop without any account. */
@Command(
        name = "demo",
        description =
                "Show the whole loop with an embedded database and mail server: no account is needed.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "where the page is served afterwards (default: 8080)")
    private int port;

    @Option(
            names = "--exit",
            description = "end after the story, with 0 only if every step happened")
    private boolean exit;

    @Option(
            names = "--note",
            paramLabel = "FILE",
            description = "tell the story with this note (.md) or mail (.eml)")
    private @Nullable Path note;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write every message sent to DIR as NNN-from-to-subject.eml")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        if (note != null && !Files.isReadable(note)) {
            throw new UsageException("--note: there is no readable file " + note);
        }
        try (Demo demo = Demo.prepare(InstantSource.system(), note, out)) {
            boolean complete = demo.tell(System.out);
            if (!exit) {
                System.out.println("The page will be served on port " + port + ".");
            }
            return complete ? TicklerCommand.DONE : TicklerCommand.FAILED;
        }
    }
}
