package org.tickler.dispatch;

import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * How politely mail is sent. The limits of a domain are those of one node.
 *
 * @param perRun the most mails that leave in one run; the rest leaves in the next
 * @param perDomain the most connections at work for recipients of one domain
 * @param domainPerMinute the most mails a minute to recipients of one domain; 0 for any number
 * @param copyTo gets a blind copy of each mail, or null
 */
public record DispatchRules(
        int perRun, int perDomain, int domainPerMinute, @Nullable EmailAddress copyTo) {
    /** No limit at all. */
    public static final DispatchRules UNLIMITED =
            new DispatchRules(Integer.MAX_VALUE, Integer.MAX_VALUE, 0, null);
}
