package org.tickler.dispatch;

/**
 * What one run of the dispatcher did, in mails.
 *
 * @param retry those that will be tried again
 * @param failed those given up for good
 * @param paused whether the server refuses us as a whole (such as a wrong password): worth a look
 */
public record DispatchReport(int claimed, int sent, int retry, int failed, boolean paused) {
    static final DispatchReport NOTHING = new DispatchReport(0, 0, 0, 0, false);

    DispatchReport plus(DispatchReport other) {
        return new DispatchReport(
                claimed + other.claimed,
                sent + other.sent,
                retry + other.retry,
                failed + other.failed,
                paused || other.paused);
    }
}
