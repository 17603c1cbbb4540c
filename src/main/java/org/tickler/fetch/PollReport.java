package org.tickler.fetch;

/**
 * What one look at a mailbox did.
 *
 * @param stored messages kept that were not known
 * @param quarantined messages of which only a part could be taken
 * @param problem why it failed, for people; empty if it did not
 */
public record PollReport(Status status, int stored, int quarantined, String problem) {
    /** How it went. */
    public enum Status {
        DONE,
        /** Another node, or another thread of this one, reads the mailbox. */
        BUSY,
        /** It failed a short while ago: not tried yet again. */
        WAITING,
        FAILED,
        /** The server does not let us in; tried again after a long while. */
        REFUSED,
        /** The program stops; what was stored stays stored. */
        STOPPED
    }

    static PollReport of(Status status) {
        return new PollReport(status, 0, 0, "");
    }
}
