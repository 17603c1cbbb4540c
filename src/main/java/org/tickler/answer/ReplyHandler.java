package org.tickler.answer;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tickler.mail.AuthenticationResults.Verdict;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.SentMail;
import org.tickler.outbox.SentMails;
import org.tickler.people.Person;
import org.tickler.remind.Digests;
import org.tickler.reply.ParsedReply;
import org.tickler.reply.ReplyGrammar;
import org.tickler.reply.ReplyText;
import org.tickler.tracker.CommandRequest;
import org.tickler.tracker.CommandResult;
import org.tickler.tracker.CommandRunner;
import org.tickler.trust.Confirmations;
import org.tickler.trust.Confirmations.Waiting;
import org.tickler.trust.Confirmations.Word;

/**
 * People's answers to our mails: recognised, read as commands, carried out, answered with a
 * receipt.
 */
public final class ReplyHandler {
    private final Recognition recognition;
    private final ReplyGrammar grammar;
    private final CommandRunner commands;
    private final Digests digests;
    private final Responses responses;
    private final InvitationReplies invitations;
    private final SentMails sentMails;
    private final Confirmations confirmations;
    private final Impostors impostors;

    public ReplyHandler(
            Recognition recognition,
            ReplyGrammar grammar,
            CommandRunner commands,
            Digests digests,
            Responses responses,
            InvitationReplies invitations,
            SentMails sentMails,
            Confirmations confirmations,
            Impostors impostors) {
        this.recognition = recognition;
        this.grammar = grammar;
        this.commands = commands;
        this.digests = digests;
        this.responses = responses;
        this.invitations = invitations;
        this.sentMails = sentMails;
        this.confirmations = confirmations;
        this.impostors = impostors;
    }

    /** Settles an answer to a mail of ours; returns for the operator what became of it. */
    public String handle(Handle handle, Arrival arrival) {
        Optional<SentMail> answered = recognition.answered(handle, arrival);
        if (answered.isEmpty()) {
            return "answers a mail that is not ours or no longer known; nothing was changed";
        }
        SentMail sent = answered.get();
        if (arrival.repeated()) {
            return "the same answer came before; nothing was changed";
        }
        ReplyText typed = ReplyText.of(arrival.mail(), sent.bodyText());
        return switch (recognition.speaker(handle, arrival, sent)) {
            case Recognition.Speaker.Addressee speaker ->
                    addressee(handle, arrival, sent, speaker, typed.text());
            case Recognition.Speaker.Other other -> {
                boolean forged = arrival.authentication().verdict() == Verdict.FAIL;
                Optional<String> coming =
                        forged
                                ? Optional.empty()
                                : invitations.byStranger(handle, arrival, sent, typed.text());
                yield coming.orElseGet(
                        () -> impostors.ignored(handle, arrival, sent.taskIds(), other));
            }
        };
    }

    /** An answer about coming is one about the event, whoever else may command the task. */
    private String addressee(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Recognition.Speaker.Addressee speaker,
            String words) {
        Person person = speaker.person();
        Optional<Waiting> waiting = confirmations.of(handle, sent.outboxId());
        if (waiting.isPresent()) {
            return confirmed(handle, arrival, sent, speaker, waiting.get(), words);
        }
        Readers.Chosen chosen = Readers.chosen(handle, sent, words);
        if (chosen.unclear()) {
            return responses.question(
                    handle, arrival, sent, person, chosen.question(), chosen.offered());
        }
        String typed = chosen.words();
        ParsedReply read = Readers.reply(grammar, person, sent, typed, arrival.writtenAt());
        Optional<String> coming = invitations.byGuest(handle, arrival, sent, person, typed, read);
        if (coming.isPresent()) {
            return coming.get();
        }
        if (!Recognition.speaksForTasks(handle, person, sent)) {
            return responses.answeredNudge(handle, arrival, sent, person, speaker.proof(), typed);
        }
        if (chosen.isChoice()) {
            return obey(handle, arrival, sent, speaker, typed, read, arrival.writtenAt());
        }
        return switch (invitations.byOwner(handle, arrival, sent, person, typed, read)) {
            case InvitationReplies.Meaning.Obey(ParsedReply reply) ->
                    obey(
                            handle,
                            arrival,
                            sent,
                            reply == read ? speaker : speaker.agreeing(),
                            typed,
                            reply,
                            arrival.writtenAt());
            case InvitationReplies.Meaning.Done(CommandResult result) ->
                    responses.receipt(handle, arrival, sent, person, result, null);
            case InvitationReplies.Meaning.Asked(String outcome) -> outcome;
        };
    }

    private String obey(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Recognition.Speaker.Addressee speaker,
            String typed,
            ParsedReply reply,
            Instant writtenAt) {
        Person person = speaker.person();
        String proof = speaker.proof();
        if (reply.unclear() != null) {
            return responses.question(handle, arrival, sent, person, reply.unclear());
        }
        if (reply.commands().isEmpty()) {
            return responses.kept(handle, arrival, sent, person, proof, reply.note(), typed);
        }
        var request =
                new CommandRequest(
                        reply.commands(),
                        sent.tasksByNumber(),
                        person,
                        arrival.cause(person.id(), Readers.excerpt(typed), proof),
                        writtenAt,
                        sent.kind() == MailPurpose.INVITATION,
                        speaker.proven());
        CommandResult result = commands.run(handle, request);
        if (result.unproven() && result.question() != null) {
            return prove(handle, arrival, sent, person, typed, result.question());
        }
        if (result.question() != null) {
            return responses.question(handle, arrival, sent, person, result.question());
        }
        String wanted = result.list();
        if (wanted != null) {
            if (digests.list(handle, person, "message:" + arrival.row(), wanted)) {
                return "the list was sent";
            }
            result = result.withNothingToList();
        }
        responses.keepNote(handle, arrival, sent, person, proof, reply.note());
        return responses.receipt(handle, arrival, sent, person, result, reply.note());
    }

    /** Asks the person in a mail that reaches nobody else; its answer is the proof. */
    private String prove(
            Handle handle,
            Arrival arrival,
            SentMail sent,
            Person person,
            String typed,
            String stake) {
        responses
                .proof(handle, arrival, sent, person, stake)
                .ifPresent(row ->
                        confirmations.keep(
                                handle,
                                new Waiting(
                                        row, sent.outboxId(), typed.strip(), arrival.writtenAt())));
        return "needs a better proof of the sender; asked back";
    }

    /** An answer to {@link #prove}: the command runs as it was first written, or never. */
    private String confirmed(
            Handle handle,
            Arrival arrival,
            SentMail question,
            Recognition.Speaker.Addressee speaker,
            Waiting waiting,
            String typed) {
        Person person = speaker.person();
        Word word = waiting.word(typed, grammar, Readers.language(person), arrival.writtenAt());
        SentMail meant =
                word == Word.YES
                        ? sentMails.byId(handle, waiting.answeredId()).orElseThrow()
                        : question;
        if (word != Word.OTHER) {
            confirmations.settle(handle, waiting);
        }
        return switch (word) {
            case NO -> "the command was not confirmed; nothing was changed";
            case OTHER -> {
                Instant now = arrival.writtenAt();
                ParsedReply read = Readers.reply(grammar, person, question, typed, now);
                yield obey(handle, arrival, question, speaker, typed, read, now);
            }
            case YES -> {
                ParsedReply read =
                        Readers.reply(
                                grammar, person, meant, waiting.command(), waiting.writtenAt());
                yield obey(
                        handle,
                        arrival,
                        meant,
                        speaker.agreeing(),
                        waiting.command(),
                        read,
                        waiting.writtenAt());
            }
        };
    }
}
