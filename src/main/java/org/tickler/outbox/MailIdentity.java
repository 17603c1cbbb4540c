package org.tickler.outbox;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;

/**
 * Who we are in the mails we send.
 *
 * @param address the mailbox we poll: From, and the organizer of invitations
 * @param displayName such as "Tickler for Lee"
 * @param domain on the right side of our Message-IDs, lower case
 * @param instance this installation ({@link Tokens#instance()})
 * @param subAddressing whether mail to {@code mailbox+tag@domain} arrives (RFC 5233)
 * @param publicUrl where people reach the web page, without a trailing slash, or null
 */
public record MailIdentity(
        EmailAddress address,
        String displayName,
        String domain,
        UUID instance,
        boolean subAddressing,
        @Nullable String publicUrl) {
    private static final int LOCAL_PART = 64;
    private static final Pattern OWN_LOCAL_PART =
            Pattern.compile(
                    "<(?:(?:t\\d{1,19}\\.)?r\\d{1,19}\\.k\\d{1,9}\\.[a-z2-7]{26}|t\\d{1,19}\\.root\\.[0-9a-f]{8})@[^@]+>");

    /**
     * The address whose mail alone names the mail with this token, or null where sub-addresses do
     * not arrive or it would be too long a local part (RFC 5321, 4.5.3.1.1).
     */
    @Nullable EmailAddress answerTo(String token) {
        return withTag(token);
    }

    /** The envelope sender of the mail with this token, to which failures come back. */
    EmailAddress bounceTo(String token) {
        EmailAddress tagged = withTag(SentMails.BOUNCE + token);
        return tagged == null ? address : tagged;
    }

    private @Nullable EmailAddress withTag(String tag) {
        if (!subAddressing || address.base().localPart().length() + 1 + tag.length() > LOCAL_PART) {
            return null;
        }
        return address.withSubAddress(tag);
    }

    /** Whether this address is our mailbox with a token, genuine or not. */
    public boolean ownReplyAddress(EmailAddress other) {
        return other.base().equals(address.base()) && Tokens.parse(other.subAddress()).isPresent();
    }

    public NamedAddress mailbox() {
        return new NamedAddress(displayName, address);
    }

    /** Whether a Message-ID has the form of ours: no proof, but enough to recognise an echo. */
    public boolean ownMessageId(MessageId id) {
        return id.value().endsWith("@" + domain + ">")
                && OWN_LOCAL_PART.matcher(id.value()).matches();
    }
}
