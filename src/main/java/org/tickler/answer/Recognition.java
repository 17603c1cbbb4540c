package org.tickler.answer;

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
import org.tickler.people.Person;
import org.tickler.task.TaskStore;
import org.tickler.trust.Lookalike;

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
         * @param proven whether more than the token shows that it is them
         */
        record Addressee(Person person, String proof, boolean proven) implements Speaker {
            /** Who says yes to a question of ours, which reached nobody else, is proven by that. */
            Addressee agreeing() {
                return new Addressee(person, proof + ", confirmed", true);
            }
        }

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
        Optional<NamedAddress> author = arrival.author();
        if (author.isEmpty()) {
            return new Speaker.Other(
                    "nobody or several", "the mail has not exactly one From address");
        }
        EmailAddress from = author.get().address();
        if (!sent.tokenValid()) {
            return new Speaker.Other(from.value(), "the token is not genuine");
        }
        Optional<Person> addressee =
                arrival.everybody()
                        .byAddress(sent.recipient())
                        .filter(person -> person.addresses().contains(from));
        if (addressee.isEmpty()) {
            return new Speaker.Other(
                    from.value(),
                    Lookalike.of(author.get(), arrival.everybody().people())
                            .orElse("it answers a mail that went to somebody else"));
        }
        AuthenticationResults authentication = arrival.authentication();
        return switch (authentication.verdict()) {
            case FAIL ->
                    new Speaker.Other(
                            from.value(), "the sender is not genuine: " + authentication.reason());
            case PASS ->
                    new Speaker.Addressee(
                            addressee.get(),
                            "token, " + authentication.method(),
                            authentication.isStrong());
            case UNKNOWN -> new Speaker.Addressee(addressee.get(), "token", false);
        };
    }

    /**
     * The owner of every task in the mail, or the person who must act on a single one, may command.
     */
    static boolean speaksForTasks(Handle handle, Person person, SentMail sent) {
        TaskStore tasks = handle.attach(TaskStore.class);
        return sent.numbers().values().stream()
                .map(numbered -> tasks.find(numbered.id()).orElseThrow())
                .allMatch(task ->
                        task.ownerId().equals(person.id())
                                || (person.role() == Person.Role.MEMBER
                                        && person.id().equals(task.assigneeId())));
    }

    /** Whether the mailbox takes tasks from whoever the author claims to be. */
    public static boolean isWelcome(Arrival arrival) {
        return arrival.rules().anyone() || isKnown(arrival);
    }

    private static boolean isKnown(Arrival arrival) {
        return arrival.sender().isPresent()
                || arrival.from().filter(arrival.rules().trusted()).isPresent();
    }

    /**
     * Why no tasks may be read from this mail, or nothing if they may: the mailbox takes them from
     * anybody, or from people and senders it knows, and from neither under a forged name.
     */
    public static Optional<String> refusedAsSource(Arrival arrival) {
        if (!isWelcome(arrival)) {
            return Optional.of(
                    "from a stranger, and the mailbox takes tasks from known people only");
        }
        return isKnown(arrival) && arrival.authentication().verdict() == Verdict.FAIL
                ? Optional.of("the sender is not genuine: " + arrival.authentication().reason())
                : Optional.empty();
    }
}
