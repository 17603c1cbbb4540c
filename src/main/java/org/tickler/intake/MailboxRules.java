package org.tickler.intake;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * What holds for the mail of one mailbox.
 *
 * @param owner for whom its tasks are, or null for the first owner configured
 * @param authservIds whose Authentication-Results count (RFC 8601, 5); empty: nobody's
 * @param anyone whether strangers' mails may make proposals to the owner; otherwise known people's
 *     only
 * @param trusted whose mails count as known people's, besides the people
 * @param threshold candidates of prose below this confidence are left out
 */
public record MailboxRules(
        @Nullable EmailAddress owner,
        Set<String> authservIds,
        boolean anyone,
        Predicate<EmailAddress> trusted,
        double threshold) {
    public static final MailboxRules USUAL =
            new MailboxRules(null, Set.of(), true, _ -> false, 0.5);

    public MailboxRules {
        authservIds = Set.copyOf(authservIds);
    }
}
