package org.tickler.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an installation lives, as far as its computer can tell: a name given by the operator, and
 * for a database in a folder the computer's id and the file's own number, which a copy does not
 * share. A file, the seal, remembers how far the database had come. It also knows its own number,
 * so that one which was copied or restored with the data is known for that.
 *
 * @param name given by the operator, or empty
 * @param witness a file of the database in the folder, or null if the database is elsewhere
 * @param memory the file that remembers
 */
public record Place(String name, @Nullable Path witness, Path memory) {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);
    private static final AtomicBoolean UNWRITABLE = new AtomicBoolean();
    private static final FileTime NEVER = FileTime.fromMillis(0);
    private static final int LINES = 3;

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

    /**
     * A file's number, and when it was made, for numbers are used again. Where nobody notes that,
     * the time of its last change stands for it, which is always the same one for a seal.
     */
    private static String birth(Path file) throws IOException {
        var made = Files.readAttributes(file, BasicFileAttributes.class).creationTime();
        return number(file) + "/" + made.toMillis();
    }

    private static String number(Path file) {
        try {
            return String.valueOf(Files.getAttribute(file, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "-";
        }
    }

    /**
     * What the seal says.
     *
     * @param beats how far the database had come when it was last seen from here; 0 if never
     * @param copied whether the seal came with the data from elsewhere, or from a backup
     */
    record Remembered(long beats, boolean copied) {
        static final Remembered NOTHING = new Remembered(0, false);
    }

    /** What is remembered of this instance's database. */
    Remembered remembered(String instance) {
        try {
            List<String> lines = Files.readAllLines(memory);
            if (lines.size() != LINES || !lines.getFirst().equals(instance)) {
                return Remembered.NOTHING;
            }
            // Where the database is elsewhere, the seal may move to another computer by itself.
            boolean copied = witness != null && !lines.getLast().equals(birth(memory));
            return new Remembered(Long.parseLong(lines.get(1)), copied);
        } catch (IOException | NumberFormatException e) {
            return Remembered.NOTHING;
        }
    }

    void remember(String instance, long beats) {
        Path fresh = memory.resolveSibling(memory.getFileName() + ".new");
        try {
            Path folder = memory.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            // Number and birth stay the file's own when it takes the other's name.
            Files.deleteIfExists(fresh);
            Files.writeString(fresh, instance + "\n" + beats + "\n");
            Files.setLastModifiedTime(fresh, NEVER);
            Files.writeString(fresh, birth(fresh) + "\n", StandardOpenOption.APPEND);
            Files.setLastModifiedTime(fresh, NEVER);
            Files.move(fresh, memory, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            if (UNWRITABLE.compareAndSet(false, true)) {
                LOG.atWarn()
                        .addKeyValue("file", memory)
                        .addKeyValue("reason", e.toString())
                        .log("The seal cannot be written (instance.seal)");
            }
        }
    }
}
