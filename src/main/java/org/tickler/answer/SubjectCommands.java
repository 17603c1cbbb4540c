package org.tickler.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.tickler.dates.DateContext;
import org.tickler.letter.Letter;
import org.tickler.letter.ReceiptLine;
import org.tickler.outbox.MailPurpose;
import org.tickler.people.Person;
import org.tickler.reply.Asked;
import org.tickler.reply.ParsedReply;
import org.tickler.reply.ReplyContext;
import org.tickler.reply.ReplyGrammar;
import org.tickler.task.TaskId;
import org.tickler.tracker.CommandRequest;
import org.tickler.tracker.CommandResult;
import org.tickler.tracker.CommandRunner;

/**
 * A new mail of an owner whose subject is a command to a task, such as {@code T-12 done}. There is
 * no token in it, so that it counts only if our mail server vouches for the sender.
 */
public final class SubjectCommands {
    /** The task's id first: anything else in a subject is just a subject. */
    private static final Pattern COMMAND = Pattern.compile("T-[0-9]{1,18}\\b.*");

    private final ReplyGrammar grammar;
    private final CommandRunner commands;
    private final Answering answering;

    public SubjectCommands(ReplyGrammar grammar, CommandRunner commands, Answering answering) {
        this.grammar = grammar;
        this.commands = commands;
        this.answering = answering;
    }

    /** What became of the command; empty if the mail is none, or nobody vouches for its sender. */
    public Optional<String> handle(Handle handle, Arrival arrival) {
        String subject = arrival.mail().subject().strip();
        if (!COMMAND.matcher(subject).matches()
                || arrival.repeated()
                || !arrival.authentication().isStrong()) {
            return Optional.empty();
        }
        return arrival.sender()
                .filter(Person::isOwner)
                .flatMap(person -> obey(handle, arrival, person, subject));
    }

    private Optional<String> obey(Handle handle, Arrival arrival, Person person, String subject) {
        ParsedReply reply = grammar.parse(subject, context(arrival, person));
        if (reply.commands().isEmpty() && reply.unclear() == null) {
            return Optional.empty();
        }
        String proof = arrival.authentication().method();
        String unclear = reply.unclear();
        CommandResult result =
                unclear != null
                        ? null
                        : commands.run(
                                handle,
                                new CommandRequest(
                                        reply.commands(),
                                        Map.of(),
                                        person,
                                        arrival.cause(person.id(), subject, proof),
                                        arrival.writtenAt(),
                                        false,
                                        true));
        String question = result == null ? unclear : result.question();
        if (question != null || result == null) {
            var letter =
                    new Letter.Question(
                            person, null, question + " Nothing was changed.", List.of());
            answering.answer(handle, arrival, person, MailPurpose.QUESTION, letter, List.of());
            return Optional.of("a command in the subject, unclear; asked back");
        }
        List<TaskId> concerned =
                result.lines().stream().map(ReceiptLine::taskId).distinct().toList();
        var letter =
                new Letter.Receipt(
                        person,
                        subject,
                        result.lines(),
                        null,
                        new ArrayList<>(result.remarks()),
                        result.undoable());
        answering.answer(handle, arrival, person, MailPurpose.RECEIPT, letter, concerned);
        return Optional.of("a command in the subject was carried out");
    }

    private static ReplyContext context(Arrival arrival, Person person) {
        var dates = new DateContext(arrival.writtenAt().atZone(person.zone()), person.locale());
        return new ReplyContext(Asked.REMINDER, 1, dates, Readers.language(person));
    }
}
