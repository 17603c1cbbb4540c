package org.tickler.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tickler.desk.AddressCommand;
import org.tickler.desk.ExportCommand;
import org.tickler.desk.FeedCommand;
import org.tickler.desk.ImportCommand;
import org.tickler.desk.KeysCommand;
import org.tickler.desk.QuarantineCommand;
import org.tickler.desk.ReleaseCommand;
import org.tickler.desk.TaskCommand;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.ExplainCommand;
import org.tickler.inspect.FileTrouble;
import org.tickler.inspect.ReplyCommand;
import org.tickler.inspect.UsageException;
import org.tickler.inspect.WhenCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The root of the command line; each subcommand is a class of its own. */
@Command(
        name = "tickler",
        description = "A self-hosted action-item tracker that lives in your inbox.",
        mixinStandardHelpOptions = true,
        version = "tickler 0.1.0",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            CheckCommand.class,
            TaskCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            FeedCommand.class,
            ExplainCommand.class,
            ReplyCommand.class,
            WhenCommand.class,
            MailboxCommand.class,
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
    /** Commands under one heading of the help: all of them in one list are not read. */
    private record Group(String heading, List<String> commands) {}

    private static final List<Group> GROUPS =
            List.of(
                    new Group("To begin with:", List.of("demo", "check", "serve", "help")),
                    new Group("Every day:", List.of("task", "import", "export", "feed")),
                    new Group("What is understood in a text:", List.of("explain", "reply", "when")),
                    new Group(
                            "For the operator:",
                            List.of(
                                    "mailbox",
                                    "release",
                                    "quarantine",
                                    "address",
                                    "keys",
                                    "invite-doctor",
                                    "dump",
                                    "restore")));

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
        commandLine.getHelpSectionMap().remove(SECTION_KEY_COMMAND_LIST_HEADING);
        commandLine.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, TicklerCommand::grouped);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.registerConverter(long.class, number(Long::valueOf));
        commandLine.registerConverter(int.class, number(Integer::valueOf));
        commandLine.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println("tickler: " + FileTrouble.named(failure));
            return failure instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
        });
        return commandLine.execute(args);
    }

    /** Says what is wanted in words of people who do not program. */
    private static <T> ITypeConverter<T> number(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a whole number");
            }
        };
    }

    private static String grouped(Help help) {
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        var text = new StringBuilder();
        for (Group group : GROUPS) {
            Map<String, Help> listed = new LinkedHashMap<>();
            for (String name : group.commands()) {
                Help command = left.remove(name);
                if (command != null) {
                    listed.put(name, command);
                }
            }
            text.append(String.format("%n%s%n", group.heading())).append(help.commandList(listed));
        }
        // A command that nobody put into a group is shown all the same.
        if (!left.isEmpty()) {
            text.append(String.format("%nOther:%n")).append(help.commandList(left));
        }
        return text.toString();
    }
}
