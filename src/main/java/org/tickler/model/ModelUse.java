package org.tickler.model;

import java.util.Map;

/**
 * What one node has asked of the model of one mailbox since it started.
 *
 * @param readings mails by result: {@code listed}, or why the built-in reading counted
 * @param characters sent and received
 * @param discarded items that the mail did not bear out
 */
public record ModelUse(Map<String, Long> readings, long characters, long discarded) {
    public ModelUse {
        readings = Map.copyOf(readings);
    }
}
