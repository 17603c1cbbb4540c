package org.tickler.cli;

import org.tickler.inspect.ExitCode;
import org.tickler.inspect.ExplainCommand;
import org.tickler.inspect.ReplyCommand;
import org.tickler.inspect.UsageException;
import org.tickler.inspect.WhenCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line; each subcommand is a class of its own. */
@Command(
        name = "tickler",
        description = "A self-hosted action-item tracker that lives in your inbox.",
        mixinStandardHelpOptions = true,
        version = "tickler 0.1.0",
        subcommands = {
            DemoCommand.class,
            TaskCommand.class,
            ImportCommand.class,
            QuarantineCommand.class,
            KeysCommand.class,
            ReleaseCommand.class,
            AddressCommand.class,
            CommandLine.HelpCommand.class,
            ServeCommand.class,
            CheckCommand.class,
            InviteDoctorCommand.class,
            ExportCommand.class,
            FeedCommand.class,
            DumpCommand.class,
            RestoreCommand.class,
            ExplainCommand.class,
            ReplyCommand.class,
            WhenCommand.class
        })
public final class TicklerCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do; 'tickler --help' lists the commands.");
    }

    /**
     * Runs the command line and returns the exit code. No stack trace reaches the user: an
     * unexpected failure prints its message on standard error.
     */
    public static int execute(String... args) {
        var commandLine = new CommandLine(new TicklerCommand());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println("tickler: " + reason(failure));
            return failure instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
        });
        return commandLine.execute(args);
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
