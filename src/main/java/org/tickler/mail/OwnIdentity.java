package org.tickler.mail;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What tells our own mail, and answers to it, from everybody else's.
 *
 * @param addresses the addresses we send from; a mail from one of them is ours
 * @param messageIds whether a Message-ID has our form (RFC 5322, 3.6.4); called for every id in a
 *     mail's Message-ID, In-Reply-To and References, so it must be cheap and must not throw
 * @param replyAddresses whether an address is one of our Reply-To addresses, token included (RFC
 *     5233)
 * @param instance the value of {@link TicklerHeader#LOOP} in our mails, or the empty string
 */
public record OwnIdentity(
        Set<EmailAddress> addresses,
        Predicate<MessageId> messageIds,
        Predicate<EmailAddress> replyAddresses,
        String instance) {
    public OwnIdentity {
        addresses = Set.copyOf(addresses);
    }

    /** Of nobody: no mail is ours and none answers ours. */
    public static OwnIdentity none() {
        return new OwnIdentity(Set.of(), _ -> false, _ -> false, "");
    }
}
