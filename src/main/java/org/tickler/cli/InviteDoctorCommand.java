package org.tickler.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tickler.app.AnswerFindings;
import org.tickler.app.InviteDoctor;
import org.tickler.desk.ConfigOption;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.UsageException;
import org.tickler.mail.EmailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickler invite-doctor}: what a calendar answers to our invitations. */
@Command(
        name = "invite-doctor",
        description =
                "Send a test invitation to an address of yours, wait for the answer of its calendar, and"
                        + " say what arrived and what it would have done; exit code 1 if none comes.",
        mixinStandardHelpOptions = true)
public final class InviteDoctorCommand implements Callable<Integer> {
    @Mixin private ConfigOption config;

    @Parameters(paramLabel = "ADDRESS", description = "who is invited")
    private String address = "";

    @Option(
            names = "--wait",
            paramLabel = "MINUTES",
            description = "how long to wait for the answer (default: 15)")
    private int minutes = 15;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "keep the answer as a fixture, with everybody in it renamed")
    private @Nullable Path save;

    @Override
    public Integer call() throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        InviteDoctor doctor;
        EmailAddress to;
        if (minutes < 1) {
            throw new UsageException("--wait must be at least one minute");
        }
        Path folder = save == null ? null : save.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException("--save: there is no folder " + folder);
        }
        try {
            to = new EmailAddress(address);
            doctor = new InviteDoctor(config.settings(), InstantSource.system(), out::println);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
        Optional<InviteDoctor.Answer> answer = doctor.run(to, Duration.ofMinutes(minutes));
        if (answer.isEmpty()) {
            return ExitCode.FAILED;
        }
        byte[] raw = answer.get().raw();
        AnswerFindings.of(raw, answer.get().invitation(), InstantSource.system().instant())
                .forEach(out::println);
        if (save != null) {
            Files.writeString(save, AnswerFindings.pseudonymised(raw, answer.get().invitation()));
            out.println("kept, pseudonymised, in " + save);
        }
        return ExitCode.DONE;
    }
}
