package org.tickler.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tickler.demo.Demo;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.UsageException;
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
        try (Demo demo = Demo.prepare(InstantSource.system(), note, out, port)) {
            // Ctrl-C in the middle of the story must not leave a database behind.
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop"));
            boolean complete = demo.tell(System.out);
            if (exit || demo.isClosed()) {
                return complete ? ExitCode.DONE : ExitCode.FAILED;
            }
            System.out.println();
            demo.playOn();
            String page = demo.serve(port);
            System.out.println(
                    "Now it is your turn: a new proposal waits in Lee's mailbox, "
                            + page
                            + "demo/lee ; "
                            + page
                            + " shows the tasks.");
            System.out.println("Ctrl-C ends the demo; nothing is kept.");
            // Only the end of the process ends this wait.
            new CountDownLatch(1).await();
            return complete ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
