package org.tickler.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/**
 * The folder of one fault run. It goes with the run, however that ends short of SIGKILL: also when
 * it is interrupted, with the database servers that are at work in it.
 */
final class Workshop implements AutoCloseable {
    private static final Path KEPT = Path.of("target", "faults");

    private final Path folder;
    private final Thread atTheEnd = new Thread(this::clear, "clear");

    private Workshop(Path folder) {
        this.folder = folder;
    }

    static Workshop open() throws IOException {
        Path folder = Files.createTempDirectory("tickler-faults-");
        // The mail server's own user must get through to its part.
        folder.toFile().setExecutable(true, false);
        var workshop = new Workshop(folder);
        Runtime.getRuntime().addShutdownHook(workshop.atTheEnd);
        return workshop;
    }

    Path folder() {
        return folder;
    }

    /** Copies what the programs said to a place that stays until the next run needs it. */
    Path keepOutputs() throws IOException {
        delete(KEPT);
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".log") || name.endsWith(".out") || name.endsWith(".yaml")) {
                Path kept = KEPT.resolve(folder.relativize(file));
                Files.createDirectories(kept.getParent());
                Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return KEPT;
    }

    private void clear() {
        try {
            for (Path file : files(folder)) {
                if (file.endsWith("postmaster.pid")) {
                    end(Files.readAllLines(file).getFirst().strip());
                }
            }
            delete(folder);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("not removed: " + folder + ": " + e.getMessage());
        }
    }

    private static void end(String pid) throws IOException {
        try {
            new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        for (Path path : files(folder)) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            // The end has begun, and clears up itself.
            return;
        }
        clear();
    }
}
