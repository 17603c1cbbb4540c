package org.tickler.answer;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.AuthenticationResults;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailVerdict;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;
import org.tickler.model.ModelFinding;
import org.tickler.people.Everybody;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.task.Cause;
import org.tickler.trust.Credentials;
import org.tickler.understand.Prose;

/**
 * A message that has been read and sorted, with all that the handlers need to know of it.
 *
 * @param row the number of the stored message
 * @param credentials what vouches for the author
 * @param prose what the mail asks for as read ahead, or null; it may count for another moment or
 *     other people
 * @param owner for whom the mailbox is read
 * @param everybody who was known before this message
 * @param takenAt now, by our own clock
 * @param writtenAt its Date if that is believable (within two days of its arrival or of now), else
 *     when it arrived
 * @param finding what the model said of it, or null if it was not asked
 * @param mayAsk whether the model may be asked now
 */
public record Arrival(
        long row,
        ParsedMail mail,
        Credentials credentials,
        MailVerdict verdict,
        @Nullable Prose prose,
        Person owner,
        Everybody everybody,
        String mailbox,
        MailboxRules rules,
        Instant takenAt,
        Instant writtenAt,
        boolean repeated,
        @Nullable ModelFinding finding,
        boolean mayAsk) {
    /** The author, if there is exactly one: several From addresses are a trick or a mistake. */
    public Optional<NamedAddress> author() {
        return mail.from().size() == 1 ? Optional.of(mail.from().getFirst()) : Optional.empty();
    }

    /** The address of the one author. */
    public Optional<EmailAddress> from() {
        return author().map(NamedAddress::address);
    }

    /** The person with the author's address. */
    public Optional<Person> sender() {
        return from().flatMap(everybody::byAddress);
    }

    /** What vouches for the author; asked for the first time, it may take seconds. */
    public AuthenticationResults authentication() {
        return credentials.results();
    }

    /**
     * Why the author may be somebody else than From says; empty if they are vouched for, or if the
     * mailbox has no means to tell.
     */
    public String senderDoubt() {
        boolean asked = !rules.authservIds().isEmpty() || rules.dkim() != null;
        return !asked || authentication().verdict() == AuthenticationResults.Verdict.PASS
                ? ""
                : authentication().reason();
    }

    String messageIdText() {
        return mail.messageId() == null ? "" : mail.messageId().value();
    }

    /** This message as the cause of a line in a history. */
    public Cause cause(@Nullable PersonId actor, @Nullable String command, String proof) {
        return new Cause(actor, row, command, proof);
    }
}
