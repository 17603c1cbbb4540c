package org.tickler.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tickler.app.Logs;
import org.tickler.app.Node;
import org.tickler.config.Settings;
import org.tickler.desk.ConfigOption;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tickler serve}: the service, until it is told to stop by SIGTERM or SIGINT. */
@Command(
        name = "serve",
        description =
                "Run the service: read the mailboxes, send, remind, and serve the page. It stops"
                        + " cleanly on SIGTERM or Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    @Mixin private ConfigOption config;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = config.settings();
        checkLogFormat(System.getenv("TICKLER_LOG"));
        Logs.tell();
        Node node = Node.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "stop"));
        greet(settings, node, System.out);
        // Only the end of the process ends this wait.
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    /** Anything else would silently log nothing. */
    private static void checkLogFormat(@Nullable String format) {
        if (format != null && !format.equals("text") && !format.equals("json")) {
            throw new UsageException("TICKLER_LOG: '" + format + "' is neither text nor json");
        }
    }

    /** A clean stop ends with 0, whichever signal asked for it. */
    private static void stop(Node node) {
        node.close();
        Runtime.getRuntime().halt(ExitCode.DONE);
    }

    private static void greet(Settings settings, Node node, PrintStream out) {
        node.address().ifPresent(address -> out.println("Tickler's page: " + address));
        if (settings.mailboxes().isEmpty()) {
            out.println(
                    """
                    No mailbox is configured, so nothing is read yet. Fill in the sections people, mailboxes and
                    smtp of config/tickler.yaml (or of another file, with --config FILE or TICKLER_CONFIG), try them
                    with 'tickler check', and start again.\
                    """);
        }
        out.flush();
    }
}
