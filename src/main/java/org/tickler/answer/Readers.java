package org.tickler.answer;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.ReadingContext;
import org.tickler.dates.DateContext;
import org.tickler.invite.OfferedTimes;
import org.tickler.mail.EmailAddress;
import org.tickler.outbox.SentMail;
import org.tickler.people.Person;
import org.tickler.reply.Asked;
import org.tickler.reply.ParsedReply;
import org.tickler.reply.ReplyContext;
import org.tickler.reply.ReplyGrammar;
import org.tickler.rsvp.Choice;

/** For whom a text is read: the owner, and everybody known. */
public final class Readers {
    private Readers() {}

    /**
     * @param everybody all people that are known, the owner among them
     */
    public static ReadingContext context(List<Person> everybody, Person owner, Instant now) {
        List<ReadingContext.Known> known =
                everybody.stream()
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

    /** What was typed, with the words for a number that a mail of ours offered. */
    record Chosen(String words, boolean unclear, List<String> offered) {
        /** Whether a number was chosen, or tried. */
        boolean isChoice() {
            return !offered.isEmpty();
        }

        /** What to ask where no number can be told. */
        String question() {
            String last = Integer.toString(offered.size());
            String numbers =
                    offered.size() == 1
                            ? last
                            : IntStream.range(1, offered.size())
                                            .mapToObj(Integer::toString)
                                            .collect(Collectors.joining(", "))
                                    + " or "
                                    + last;
            return "Which time do you mean? Answer with one number: " + numbers + ".";
        }
    }

    /** A number alone takes one of the times that {@code sent} numbers. */
    static Chosen chosen(Handle handle, SentMail sent, String typed) {
        List<String> offered = OfferedTimes.of(handle, sent.outboxId());
        return switch (Choice.of(typed, offered.size())) {
            case Choice.One(int number, String rest) ->
                    new Chosen(offered.get(number - 1) + "\n" + rest, false, offered);
            case Choice.Unclear _ -> new Chosen(typed, true, offered);
            case Choice.Other _ -> new Chosen(typed, false, List.of());
        };
    }

    static String excerpt(String typed) {
        String line = typed.strip().replaceAll("\\s+", " ");
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
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
