package org.tickler.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.tickler.app.Checkup;
import org.tickler.app.Checkup.Finding;
import org.tickler.desk.ConfigOption;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tickler check}: tries each configured thing and prints a line for each. */
@Command(
        name = "check",
        description =
                "Try the database, the mailboxes, the SMTP server, and a mail to oneself; a line"
                        + " each, exit code 1 if anything fails.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Mixin private ConfigOption config;

    @Option(names = "--json", description = "Print a JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean good =
                Checkup.run(
                        config.settings(), InstantSource.system(), finding -> print(finding, out));
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(Finding finding, PrintStream out) {
        if (json) {
            Json.print(
                    Json.object()
                            .put("what", finding.what())
                            .put("ok", finding.good())
                            .put("detail", finding.words()),
                    out);
        } else {
            String verdict = finding.good() ? "ok     " : "FAILED ";
            out.println(verdict + finding.what() + ": " + finding.words());
        }
    }
}
