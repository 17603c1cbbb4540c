package org.tickler.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What postmaster.pid says about a server. */
record RunningServer(long pid, int port) {
    /** The one that is alive, or null. */
    static @Nullable RunningServer in(Path cluster) throws IOException {
        RunningServer left = leftIn(cluster);
        return left != null && left.isAlive() ? left : null;
    }

    /** Where the last one was to be found, if it has died; or 0. */
    static int portLeftIn(Path cluster) throws IOException {
        RunningServer left = leftIn(cluster);
        return left == null ? 0 : left.port();
    }

    /** Whether one has died and its parent does not know yet: no other can start until then. */
    static boolean isDying(Path cluster) throws IOException {
        RunningServer left = leftIn(cluster);
        return left != null
                && ProcessHandle.of(left.pid())
                        .filter(process -> process.info().command().isEmpty())
                        .isPresent();
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }

    private static @Nullable RunningServer leftIn(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 4) {
            return null;
        }
        try {
            long pid = Long.parseLong(lines.get(0).strip());
            int port = Integer.parseInt(lines.get(3).strip());
            return new RunningServer(pid, port);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Fast shutdown: SIGINT ends the sessions, rolls back and writes a checkpoint. */
    boolean stop(Duration wait) throws IOException {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
            var process = ProcessHandle.of(pid);
            if (process.isPresent()) {
                process.get().onExit().get(wait.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            return false;
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }

    /** Whether a server can be put there. */
    static boolean isFree(int port) {
        if (port == 0) {
            return false;
        }
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (IOException e) {
            return false;
        }
    }

    /** What its texts are sorted by. */
    static String locale() {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        return mac ? "en_US.UTF-8" : "C.UTF-8";
    }
}
