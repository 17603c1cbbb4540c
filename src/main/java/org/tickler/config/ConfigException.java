package org.tickler.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; the message lists every problem, one a line, no secrets. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigException(List<Problem> problems) {
        super(
                (problems.size() == 1
                                ? "there is a problem with the configuration:"
                                : "there are "
                                        + problems.size()
                                        + " problems with the configuration:")
                        + problems.stream()
                                .map(problem -> "\n  " + problem)
                                .collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
