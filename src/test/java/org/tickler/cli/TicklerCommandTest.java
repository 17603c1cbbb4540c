package org.tickler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TicklerCommandTest {
    @Test
    void helpShouldListEveryCommandUnderWhatItIsFor() {
        String help = help();

        for (String command : new CommandLine(new TicklerCommand()).getSubcommands().keySet()) {
            assertThat(help).containsPattern("(?m)^  " + command + " +\\S");
        }
        assertThat(help)
                .containsSubsequence(
                        "To begin with:", "  demo ", "Every day:", "  task ", "For the operator:")
                .doesNotContain("Other:");
    }

    private static String help() {
        PrintStream before = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(TicklerCommand.execute("--help")).isZero();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
