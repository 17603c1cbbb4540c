package org.tickler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files stay short and packages small enough to be read at a glance. */
class SourceBudgetTest {
    private static final int LONGEST_FILE = 400;
    private static final int LARGEST_PACKAGE = 20;
    private static final long MOST_RESOURCES = 40L * 1024 * 1024;

    @Test
    void noFileShouldBeTooLong() throws IOException {
        var tooLong = new ArrayList<String>();
        for (Path file : sources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > LONGEST_FILE) {
                tooLong.add(file + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void noPackageShouldHoldTooManyFiles() throws IOException {
        var counts = new TreeMap<Path, Integer>();
        for (Path file : sources()) {
            if (!file.endsWith("package-info.java")) {
                counts.merge(file.getParent(), 1, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count <= LARGEST_PACKAGE);
        assertThat(counts).isEmpty();
    }

    /** The models and word lists: the jar must stay quick to copy. */
    @Test
    void resourcesShouldStaySmall() throws IOException {
        long bytes = 0;
        try (var files = Files.walk(Path.of("src/main/resources"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isPositive().isLessThanOrEqualTo(MOST_RESOURCES);
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
