package org.tickler.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
            description = "where the page is served afterwards; 0: any free port (default: 8080)")
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
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port: " + port + " is no port; take one of 0 to 65535");
        }
        if (note != null && !Files.isReadable(note)) {
            throw new UsageException("--note: there is no readable file " + note);
        }
        int page = port == 0 ? anyFreePort() : port;
        try (Demo demo = Demo.prepare(InstantSource.system(), note, out, page)) {
            // Ctrl-C in the middle of the story must not leave a database behind.
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop"));
            boolean complete = demo.tell(System.out);
            if (exit || demo.isClosed()) {
                return complete ? ExitCode.DONE : ExitCode.FAILED;
            }
            System.out.println();
            demo.playOn();
            String address = demo.serve(page);
            System.out.println(
                    "Now it is your turn: a new proposal waits in Lee's mailbox, "
                            + address
                            + "demo/lee ; "
                            + address
                            + " shows the tasks.");
            System.out.println("Ctrl-C ends the demo; nothing is kept.");
            // Only the end of the process ends this wait.
            new CountDownLatch(1).await();
            return complete ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** Chosen before the story, because its mails link to the page. */
    private static int anyFreePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
