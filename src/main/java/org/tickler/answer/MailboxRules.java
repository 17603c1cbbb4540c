package org.tickler.answer;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.model.ModelReader;
import org.tickler.trust.DkimCheck;

/**
 * What holds for the mail of one mailbox.
 *
 * @param owner for whom its tasks are, or null for the first owner configured
 * @param authservIds whose Authentication-Results count (RFC 8601, 5); empty: nobody's
 * @param anyone whether strangers' mails may make proposals to the owner; otherwise known people's
 *     only
 * @param trusted whose mails count as known people's, besides the people
 * @param threshold candidates of prose below this confidence are left out
 * @param model who is asked what people's mails want, or null for the built-in reading alone
 * @param dkim checks signatures where no server's results speak, or null to rely on those alone
 */
public record MailboxRules(
        @Nullable EmailAddress owner,
        Set<String> authservIds,
        boolean anyone,
        Predicate<EmailAddress> trusted,
        double threshold,
        @Nullable ModelReader model,
        @Nullable DkimCheck dkim) {
    public static final MailboxRules USUAL =
            new MailboxRules(null, Set.of(), true, _ -> false, 0.5);

    public MailboxRules {
        authservIds = Set.copyOf(authservIds);
    }

    /** Without a check of signatures of our own. */
    public MailboxRules(
            @Nullable EmailAddress owner,
            Set<String> authservIds,
            boolean anyone,
            Predicate<EmailAddress> trusted,
            double threshold,
            @Nullable ModelReader model) {
        this(owner, authservIds, anyone, trusted, threshold, model, null);
    }

    /** Without a model, too. */
    public MailboxRules(
            @Nullable EmailAddress owner,
            Set<String> authservIds,
            boolean anyone,
            Predicate<EmailAddress> trusted,
            double threshold) {
        this(owner, authservIds, anyone, trusted, threshold, null);
    }
}
