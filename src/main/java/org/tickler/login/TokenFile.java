package org.tickler.login;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which a refresh token lies. It is replaced as a whole or not at all, and looked at
 * anew each time, since an operator or another process may have replaced it. Safe for use by many
 * threads.
 */
final class TokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final String REMEDY = "; run 'tickler mailbox sign-in'";
    private static final int LARGEST = 64 * 1024;

    /** Longer than the token server may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rwx------");

    private static final ConcurrentMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path path;

    TokenFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    /**
     * The token.
     *
     * @throws TokenFailure if there is none
     */
    String read() throws TokenFailure {
        try {
            if (Files.size(path) > LARGEST) {
                throw TokenFailure.refusal("the file " + path + " is too large for a token");
            }
            String content = Files.readString(path).strip();
            if (content.isEmpty()) {
                throw TokenFailure.refusal(
                        "nobody has signed in: the file " + path + " is empty" + REMEDY);
            }
            if (!TokenEndpoint.isToken(content)) {
                throw TokenFailure.refusal(
                        "the file " + path + " does not hold a refresh token" + REMEDY);
            }
            return content;
        } catch (NoSuchFileException e) {
            throw TokenFailure.refusal(
                    "nobody has signed in yet: there is no file " + path + REMEDY);
        } catch (AccessDeniedException e) {
            throw TokenFailure.refusal("the file " + path + " cannot be read by this user");
        } catch (TokenFailure e) {
            throw e;
        } catch (IOException e) {
            throw TokenFailure.passing("the file " + path + " cannot be read now (" + e + ")");
        }
    }

    /** The token, or nothing if it cannot be read. */
    Optional<String> peek() {
        try {
            return Optional.of(read());
        } catch (TokenFailure e) {
            return Optional.empty();
        }
    }

    /**
     * Puts another token in its place.
     *
     * @throws IOException if that is impossible, with the remedy; the old one stays
     */
    void replace(String token) throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : path;
        Path folder = Objects.requireNonNull(target.getParent(), "a file has a folder");
        Path fresh = null;
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
            }
            // Readable by nobody else from its first moment on.
            fresh = Files.createTempFile(folder, "." + target.getFileName(), ".new");
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap((token + "\n").getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            takeAfter(fresh, target, folder);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            fresh = null;
            try (FileChannel channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        } catch (FileSystemException e) {
            throw new IOException(
                    target
                            + " cannot be replaced ("
                            + reason(e)
                            + "): let it lie in a folder that this user may write to, not in a"
                            + " read-only one or in a mount of its own",
                    e);
        } finally {
            if (fresh != null) {
                Files.deleteIfExists(fresh);
            }
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "this user may not";
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }

    /** Who could read it before can read it still, also if root has signed in for a service. */
    private static void takeAfter(Path fresh, Path target, Path folder) {
        try {
            boolean there = Files.exists(target);
            if (there) {
                Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
            }
            Files.setOwner(fresh, Files.getOwner(there ? target : folder));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("The file is ours alone");
        }
    }

    interface Work<T> {
        T run() throws TokenFailure;
    }

    /**
     * Runs {@code work} while nobody else on this file does, in this process or, where the folder
     * can be written to, in another: a token that is used twice at once may end both.
     */
    <T> T exclusively(Work<T> work) throws TokenFailure {
        ReentrantLock lock = LOCKS.computeIfAbsent(path, _ -> new ReentrantLock());
        lock.lock();
        try (FileChannel channel = lockChannel();
                FileLock held = channel == null ? null : await(channel)) {
            LOG.atDebug().addKeyValue("locked", held != null).log("Looking at a token");
            return work.run();
        } catch (TokenFailure e) {
            throw e;
        } catch (IOException e) {
            throw TokenFailure.passing("the lock beside " + path + " fails (" + e + ")");
        } finally {
            lock.unlock();
        }
    }

    private @Nullable FileChannel lockChannel() {
        Path beside = path.resolveSibling(path.getFileName() + ".lock");
        try {
            FileChannel channel =
                    FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            takeAfter(beside, path, Objects.requireNonNull(beside.getParent(), "a folder"));
            return channel;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable FileLock await(FileChannel channel) {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < PATIENCE.toNanos()) {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("Locks do not work there");
        }
        return null;
    }
}
