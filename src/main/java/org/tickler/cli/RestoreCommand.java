package org.tickler.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import org.tickler.app.DatabaseException;
import org.tickler.app.Dump;
import org.tickler.desk.ConfigOption;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.FileTrouble;
import org.tickler.inspect.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tickler restore FILE}: a dump, of this or an earlier version, into an empty database. */
@Command(
        name = "restore",
        description =
                "Put what 'dump' wrote into a new, empty database and bring it up to date. No mail"
                        + " leaves from it until 'tickler release'.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Mixin private ConfigOption config;

    @Parameters(paramLabel = "FILE", description = "what 'tickler dump' has written")
    private Path file;

    @Override
    public Integer call() {
        try {
            long rows =
                    Dump.read(config.settings().database(), file, InstantSource.system().instant());
            System.out.println(
                    rows
                            + " rows were restored. Nothing is sent until 'tickler release': what"
                            + " waits may have been sent after the dump was made.");
            return ExitCode.DONE;
        } catch (DatabaseException e) {
            throw new UsageException(e.getMessage());
        } catch (ZipException e) {
            throw new UsageException(
                    file + " cannot be restored: it is no file that 'tickler dump' wrote");
        } catch (IOException e) {
            throw new UsageException(file + " cannot be restored: " + FileTrouble.words(e));
        }
    }
}
