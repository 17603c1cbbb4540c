package org.tickler.desk;

import org.tickler.config.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Several commands on one sort of thing, and what they share. */
abstract class DeskCommands implements Runnable {
    private final String hint;

    @Mixin private ConfigOption config;
    @Spec private CommandSpec spec;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "print JSON lines")
    private boolean json;

    /**
     * @param hint what is missing where none of the commands is named
     */
    DeskCommands(String hint) {
        this.hint = hint;
    }

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), hint);
    }

    final Settings settings() {
        return config.settings();
    }

    /** Whether standard output holds nothing but JSON lines. */
    final boolean json() {
        return json;
    }
}
