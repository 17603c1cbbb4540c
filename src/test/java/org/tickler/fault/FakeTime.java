package org.tickler.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The clock of the processes that are started in its environment, by libfaketime. */
record FakeTime(Path file) {
    FakeTime {
        write(file, 0);
    }

    /** The library, where the machine has it. */
    static Optional<Path> library() throws IOException {
        for (Path folder : List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"))) {
            if (Files.isDirectory(folder)) {
                try (var found =
                        Files.find(
                                folder,
                                3,
                                (path, _) -> path.endsWith("faketime/libfaketime.so.1"))) {
                    Optional<Path> first = found.findFirst();
                    if (first.isPresent()) {
                        return first;
                    }
                }
            }
        }
        return Optional.empty();
    }

    List<String> environment(Path library) {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DISABLE_SHM=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // With this "fix" a JVM's waits end at once or never.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    void set(Duration ahead) {
        write(file, ahead.toSeconds());
    }

    void setTo(Instant instant) {
        set(Duration.between(Instant.now(), instant));
    }

    Instant now() {
        try {
            return Instant.now().plusSeconds(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, long seconds) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, String.format(Locale.ROOT, "%+d", seconds));
            // The servers that read it may have given up root.
            next.toFile().setReadable(true, false);
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
