package org.tickler.desk;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tickler.config.ConfigException;
import org.tickler.config.Settings;
import org.tickler.config.SettingsReader;
import org.tickler.inspect.UsageException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option {@code --config}, to be mixed into every command that needs the settings. */
public final class ConfigOption {
    private static final Path USUAL = Path.of("config/tickler.yaml");

    @Option(
            names = {"-c", "--config"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "The configuration file; without it the file that TICKLER_CONFIG names, or"
                            + " config/tickler.yaml if there is one.")
    private @Nullable Path file;

    /**
     * Reads the settings.
     *
     * @throws UsageException with every problem of the configuration
     */
    public Settings settings() {
        try {
            return SettingsReader.read(file(), System.getenv());
        } catch (ConfigException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private @Nullable Path file() {
        if (file != null) {
            return file;
        }
        String named = System.getenv("TICKLER_CONFIG");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        return Files.exists(USUAL) ? USUAL : null;
    }
}
