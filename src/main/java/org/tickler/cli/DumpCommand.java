package org.tickler.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.tickler.app.Database;
import org.tickler.app.DatabaseException;
import org.tickler.app.Dump;
import org.tickler.desk.ConfigOption;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.FileTrouble;
import org.tickler.inspect.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tickler dump FILE}: a backup, while the service runs. */
@Command(
        name = "dump",
        description =
                "Write everything in the database to one file. The service may run meanwhile. The"
                        + " file holds mails and keys: keep it as safe as the database.",
        mixinStandardHelpOptions = true)
final class DumpCommand implements Callable<Integer> {
    @Mixin private ConfigOption config;

    @Parameters(paramLabel = "FILE", description = "what to write; replaced if it is there")
    private Path file;

    @Override
    public Integer call() {
        try (Database database = Database.open(config.settings().database())) {
            long rows = Dump.write(database.jdbi(), file, InstantSource.system().instant());
            System.out.println(rows + " rows are in " + file + ".");
            return ExitCode.DONE;
        } catch (DatabaseException e) {
            throw new UsageException(e.getMessage());
        } catch (IOException e) {
            throw new UsageException(file + " cannot be written: " + FileTrouble.words(e));
        }
    }
}
