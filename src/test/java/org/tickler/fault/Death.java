package org.tickler.fault;

/** How the program is ended in a round. */
sealed interface Death {
    /** At a place between two steps. */
    record At(CrashPoint place, int pass) implements Death {}

    /** When the mail server is told something, before it answers. */
    record AtServer(String step, int pass) implements Death {}

    /** SIGTERM when the mail server is told something, before it answers. */
    record StoppedAtServer(String step) implements Death {}

    /** SIGTERM while something stands still at a place between two steps. */
    record StoppedAt(CrashPoint place) implements Death {}

    /** SIGTERM, so many milliseconds after it was started, and a second one at once. */
    record Stopped(int millis) implements Death {}

    /** Whenever: so many milliseconds after it was started. */
    record After(int millis) implements Death {}
}
