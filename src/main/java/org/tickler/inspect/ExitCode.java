package org.tickler.inspect;

/** What a command tells the shell. */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;

    /** Failed. */
    public static final int FAILED = 1;

    /** Wrong usage or configuration. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
