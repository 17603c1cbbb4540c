package org.tickler.login;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * How long a mail server may keep us waiting. The library waits for ever where it is not told
 * otherwise, and watches the writes of each connection with a thread of its own where it is not
 * given one: a hundred mailboxes that are listened to would cost a hundred idle threads.
 */
public final class SocketTimeouts {
    /** To cut a connection may itself take a while: one that hangs must not keep the others. */
    private static final int CUT_AT_ONCE = 16;

    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private SocketTimeouts() {}

    private static ScheduledThreadPoolExecutor watch() {
        var watch =
                (ScheduledThreadPoolExecutor)
                        Executors.newScheduledThreadPool(
                                CUT_AT_ONCE, Thread.ofVirtual().name("write-watch").factory());
        watch.setRemoveOnCancelPolicy(true);
        return watch;
    }

    /**
     * @param prefix of the library's properties, such as {@code mail.imap.}
     * @param connect until a connection stands
     * @param read until the next octets are there
     * @param write until what was handed over is on its way
     */
    public static void set(
            Properties properties, String prefix, Duration connect, Duration read, Duration write) {
        properties.setProperty(prefix + "connectiontimeout", Long.toString(connect.toMillis()));
        properties.setProperty(prefix + "timeout", Long.toString(read.toMillis()));
        properties.setProperty(prefix + "writetimeout", Long.toString(write.toMillis()));
        properties.put(prefix + "executor.writetimeout", WATCH);
    }
}
