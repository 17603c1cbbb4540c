package org.tickler.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tickler.mail.AuthenticationResults;
import org.tickler.mail.AuthenticationResults.Verdict;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.SentMail;
import org.tickler.outbox.SentMails;
import org.tickler.people.People;
import org.tickler.people.Person;

/**
 * Which of our mails is answered, and who speaks. The signed token names the mail and its
 * addressee: only the addressee, from one of their own addresses, speaks with it; a forwarded
 * reminder gives nobody else a voice.
 */
public final class Recognition {
    /** Who speaks. */
    sealed interface Speaker {
        /**
         * @param proof how they were recognised, for the history
         * @param authenticated whether our mail server vouches for the From address
         */
        record Addressee(Person person, String proof, boolean authenticated) implements Speaker {}

        /** Somebody else, or nobody we can be sure of. */
        record Other(String who, String why) implements Speaker {}
    }

    private final SentMails sentMails;

    public Recognition(SentMails sentMails) {
        this.sentMails = sentMails;
    }

    /** By the token in the addresses it was sent to, else by References and In-Reply-To. */
    Optional<SentMail> answered(Handle handle, Arrival arrival) {
        var addresses = new ArrayList<EmailAddress>();
        arrival.mail().to().stream().map(NamedAddress::address).forEach(addresses::add);
        arrival.mail().cc().stream().map(NamedAddress::address).forEach(addresses::add);
        for (String header : List.of("Delivered-To", "X-Original-To", "Envelope-To")) {
            MailReader.addresses(arrival.mail().headers().all(header))
                    .forEach(named -> addresses.add(named.address()));
        }
        Optional<SentMail> byToken = sentMails.byToken(handle, addresses);
        if (byToken.isPresent() && byToken.get().tokenValid()) {
            return byToken;
        }
        return sentMails.byReferences(handle, arrival.mail().ancestors()).or(() -> byToken);
    }

    Speaker speaker(Handle handle, Arrival arrival, SentMail sent) {
        Optional<EmailAddress> from = arrival.from();
        if (from.isEmpty()) {
            return new Speaker.Other(
                    "nobody or several", "the mail has not exactly one From address");
        }
        AuthenticationResults authentication = arrival.authentication();
        if (authentication.verdict() == Verdict.FAIL) {
            return new Speaker.Other(
                    from.get().value(), "the sender is not genuine: " + authentication.reason());
        }
        if (!sent.tokenValid()) {
            return new Speaker.Other(from.get().value(), "the token is not genuine");
        }
        var people = new People(handle);
        Optional<Person> addressee =
                people.store()
                        .byAddress(sent.recipient())
                        .filter(person -> person.addresses().contains(from.get()));
        if (addressee.isPresent()) {
            boolean authenticated = authentication.verdict() == Verdict.PASS;
            return new Speaker.Addressee(
                    addressee.get(),
                    authenticated ? "token, " + method(authentication) : "token",
                    authenticated);
        }
        return new Speaker.Other(from.get().value(), "it was not sent by the addressee");
    }

    /** The first word of the reason, such as "dmarc". */
    static String method(AuthenticationResults authentication) {
        return authentication.reason().split(" ", 2)[0];
    }
}
