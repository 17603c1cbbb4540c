package org.tickler.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real program in a process of its own, started by {@code serve} and ended in every way. */
final class Program implements AutoCloseable {
    private static final String GREETING = "Tickler's page: ";

    private final Process process;
    private final Path output;
    private final Path log;

    private Program(Process process, Path output, Path log) {
        this.process = process;
        this.output = output;
        this.log = log;
    }

    /**
     * Starts {@code serve}, at once and without waiting for it.
     *
     * @param folder where its output is kept
     * @param options for the JVM, such as {@code -Dtickler.crash=FETCH_RECEIVED}
     * @param before what the JVM is started by, such as {@code prlimit --nofile=64}
     * @param classesBefore a folder that comes first in the class path, or empty
     */
    static Program start(
            Path folder,
            Path config,
            List<String> options,
            List<String> before,
            String classesBefore) {
        try {
            Path output = Files.createTempFile(folder, "serve-", ".out");
            Path log = Path.of(output.toString().replace(".out", ".log"));
            var command = new ArrayList<>(before);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(
                    List.of(
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+ExitOnOutOfMemoryError",
                            "--enable-native-access=ALL-UNNAMED"));
            String jar = System.getProperty("fault.classes");
            if (jar != null && classesBefore.isEmpty()) {
                // Loaded classes kept from the first clean end: half the time to start.
                command.addAll(
                        List.of(
                                "-XX:+AutoCreateSharedArchive",
                                "-XX:SharedArchiveFile=" + jar.replace(".jar", "-faults.jsa")));
            }
            command.addAll(options);
            String classes = jar == null ? System.getProperty("java.class.path") : jar;
            command.addAll(
                    List.of(
                            "-cp",
                            classesBefore.isEmpty() ? classes : classesBefore + ":" + classes,
                            "-Dlogback.configurationFile=logback.xml",
                            "org.tickler.Main",
                            "serve",
                            "--config",
                            config.toString()));
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(output.toFile())
                            .redirectError(log.toFile())
                            .start();
            return new Program(process, output, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for it to be ready.
     *
     * @throws IllegalStateException if it is not within a minute
     */
    Program ready() {
        if (!Waiting.until(Duration.ofSeconds(60), () -> !isAlive() || page() != null)
                || page() == null) {
            throw new IllegalStateException("it does not start:\n" + log());
        }
        return this;
    }

    /** Where it serves its page, or null while it does not. */
    @Nullable String page() {
        return read(output)
                .lines()
                .filter(line -> line.startsWith(GREETING))
                .map(line -> line.substring(GREETING.length()).strip())
                .findFirst()
                .orElse(null);
    }

    String log() {
        return read(log);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing in the process runs any more. */
    void kill() {
        process.destroyForcibly();
        end(Duration.ofSeconds(20));
    }

    /** SIGTERM, without waiting for what comes of it. */
    Program term() {
        process.destroy();
        return this;
    }

    Program signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /**
     * Waits for its end.
     *
     * @return its exit code, or -1 if it runs on
     */
    int end(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? process.exitValue()
                    : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
