package org.tickler.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Folders that nobody else on this machine can look or write into. */
final class PrivateFolder {
    /** What the JVM calls a user whom the machine does not know, as in a container. */
    private static final String NAMELESS = "?";

    private static final String OWNER_ONLY = "rwx------";

    private PrivateFolder() {}

    /** Makes {@code folder} private if it is not there; one that is there stays as it is. */
    static void createIfMissing(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    }

    /**
     * Where PostgreSQL's binaries are unpacked: in the user's own cache, so that nobody can slip in
     * others. What is below it is written by zonky, which lets everybody write there.
     *
     * @throws IOException if there is no place that belongs to the user
     */
    static Path forBinaries() throws IOException {
        return forBinaries(System.getProperty("user.name", NAMELESS));
    }

    /**
     * @param user who this process runs as
     * @throws DatabaseException if that is nobody whom the machine knows by name
     */
    static Path forBinaries(String user) throws IOException {
        if (user.equals(NAMELESS)) {
            throw new DatabaseException(
                    "The embedded database cannot run: Tickler runs as a user without a name on this"
                            + " machine, and PostgreSQL refuses that. Run it as a user with an entry"
                            + " in /etc/passwd, or set database.url to a PostgreSQL of your own");
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        var usual = Path.of(System.getProperty("user.home", ""), ".cache");
        for (Path candidate :
                List.of(
                        (cache == null || cache.isBlank() ? usual : Path.of(cache))
                                .resolve("tickler"),
                        Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "tickler-" + user))) {
            try {
                createIfMissing(candidate);
                if (Files.getOwner(candidate).getName().equals(user)) {
                    Files.setPosixFilePermissions(
                            candidate, PosixFilePermissions.fromString(OWNER_ONLY));
                    return candidate.toAbsolutePath().resolve("postgres");
                }
            } catch (IOException e) {
                // Not there; the next one may do.
                continue;
            }
        }
        throw new IOException("no folder to unpack PostgreSQL in; set XDG_CACHE_HOME to one");
    }
}
