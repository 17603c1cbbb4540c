package org.tickler.cli;

import org.tickler.inspect.ExitCode;
import org.tickler.inspect.ExplainCommand;
import org.tickler.inspect.FileTrouble;
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
            // To begin with
            DemoCommand.class,
            ServeCommand.class,
            CheckCommand.class,
            // Every day
            TaskCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            FeedCommand.class,
            // What is understood
            ExplainCommand.class,
            ReplyCommand.class,
            WhenCommand.class,
            // For the operator
            ReleaseCommand.class,
            QuarantineCommand.class,
            AddressCommand.class,
            KeysCommand.class,
            InviteDoctorCommand.class,
            DumpCommand.class,
            RestoreCommand.class,
            CommandLine.HelpCommand.class
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
            failed.getErr().println("tickler: " + FileTrouble.named(failure));
            return failure instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
        });
        return commandLine.execute(args);
    }
}
