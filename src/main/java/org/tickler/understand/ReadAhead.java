package org.tickler.understand;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has mails read by as many threads as there are processors, while the mail before is written to
 * the database. Threads of their own, as reading never waits and would keep what does from its
 * turn; they end when nothing was read for a while. Safe for use by many threads.
 */
public final class ReadAhead {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor readers;

    public ReadAhead() {
        int processors = Runtime.getRuntime().availableProcessors();
        readers =
                new ThreadPoolExecutor(
                        processors,
                        processors,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("read-ahead-", 1).daemon().factory());
        readers.allowCoreThreadTimeOut(true);
    }

    /** A mail that is being read. */
    public static final class Page {
        private final FutureTask<Understanding> task;

        private Page(Callable<Understanding> work) {
            this.task = new FutureTask<>(work);
        }

        /**
         * Waits for the end; null if reading failed: whoever needs it reads again and gets the
         * failure where it can be dealt with.
         */
        public @Nullable Understanding await() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return task.get();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } catch (ExecutionException e) {
                return null;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    public Page start(Callable<Understanding> work) {
        var page = new Page(work);
        readers.execute(page.task);
        return page;
    }
}
