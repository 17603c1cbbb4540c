package org.tickler.intake;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.ReadingContext;
import org.tickler.dates.DateContext;
import org.tickler.mail.EmailAddress;
import org.tickler.outbox.SentMail;
import org.tickler.people.Person;
import org.tickler.people.PersonStore;
import org.tickler.reply.Asked;
import org.tickler.reply.ParsedReply;
import org.tickler.reply.ReplyContext;
import org.tickler.reply.ReplyGrammar;

/** For whom a text is read: the owner, and everybody known. */
public final class Readers {
    private Readers() {}

    public static ReadingContext context(Handle handle, Person owner, Instant now) {
        List<ReadingContext.Known> known =
                handle.attach(PersonStore.class).all().stream()
                        .filter(person -> !person.id().equals(owner.id()))
                        .map(person ->
                                new ReadingContext.Known(
                                        person.name(), person.addresses(), person.aliases()))
                        .toList();
        Set<EmailAddress> me = new HashSet<>(owner.addresses());
        return new ReadingContext(me, owner.name(), known, owner.zone(), owner.locale(), now);
    }

    /** What {@code typed} says as an answer of {@code person} to a mail of ours. */
    static ParsedReply reply(
            ReplyGrammar grammar, Person person, SentMail sent, String typed, Instant writtenAt) {
        return grammar.parse(typed, context(person, sent, sent.numbers().size(), writtenAt));
    }

    private static ReplyContext context(
            Person person, SentMail sent, int count, Instant writtenAt) {
        Asked asked =
                switch (sent.kind()) {
                    case PROPOSAL -> Asked.PROPOSAL;
                    case DIGEST -> Asked.DIGEST;
                    case REMINDER,
                            RECEIPT,
                            QUESTION,
                            NUDGE,
                            INVITATION,
                            CANCELLATION,
                            NOTICE,
                            CANARY ->
                            count > 1 ? Asked.DIGEST : Asked.REMINDER;
                };
        var dates = new DateContext(writtenAt.atZone(person.zone()), person.locale());
        return new ReplyContext(asked, count, dates, language(person));
    }

    /** The person's language besides English, or null. */
    static @Nullable Locale language(Person person) {
        return person.language().equals("en") ? null : Locale.forLanguageTag(person.language());
    }
}
