package org.tickler.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an installation lives, as far as its computer can tell: a name given by the operator, and
 * for a database in a folder the computer's id and the file's own number, which a copy does not
 * share. Beside the data lies a file that remembers how far the database had come; restoring or
 * copying the data leaves it behind.
 *
 * @param name given by the operator, or empty
 * @param witness a file of the database in the folder, or null if the database is elsewhere
 * @param memory the file that remembers
 */
public record Place(String name, @Nullable Path witness, Path memory) {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);

    /** What differs on a copy, besides the database's own number. */
    String text() {
        return name + (witness == null ? "" : " " + machine() + " " + number(witness));
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/etc/machine-id")).strip();
        } catch (IOException e) {
            // Containers often have none; the file's number must do.
            return "-";
        }
    }

    private static String number(Path file) {
        try {
            return String.valueOf(Files.getAttribute(file, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "-";
        }
    }

    /** How far this instance's database had come when it was last seen from here; 0 if never. */
    long remembered(String instance) {
        try {
            List<String> lines = Files.readAllLines(memory);
            return lines.size() == 2 && lines.getFirst().equals(instance)
                    ? Long.parseLong(lines.getLast())
                    : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    void remember(String instance, long beats) {
        Path fresh = memory.resolveSibling(memory.getFileName() + ".new");
        try {
            Files.writeString(fresh, instance + "\n" + beats + "\n");
            Files.move(fresh, memory, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The place cannot be remembered beside the data");
        }
    }
}
