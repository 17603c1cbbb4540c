package org.tickler.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long the processor works for something on the caller's thread. What else runs on the machine
 * does not count, so that a limit means the same on a busy one. The limits of tests are there to
 * catch a cost that grows out of hand; how fast something is, the benches tell.
 */
public final class Effort {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Effort() {}

    /** Fails if {@code work} took more of the processor than {@code most}; it is not broken off. */
    public static <T> T within(Duration most, Supplier<T> work) {
        return within("work", most, work);
    }

    /**
     * The same.
     *
     * @param what it is called where it took too much
     */
    public static <T> T within(String what, Duration most, Supplier<T> work) {
        long before = THREADS.getCurrentThreadCpuTime();
        T result = work.get();
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before))
                .as(what)
                .isLessThan(most);
        return result;
    }

    /** The same for work without a result. */
    public static void within(Duration most, Runnable work) {
        within(
                most,
                () -> {
                    work.run();
                    return "";
                });
    }
}
