package org.tickler.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.tickler.answer.Arrival;
import org.tickler.answer.Impostors;
import org.tickler.answer.Readers;
import org.tickler.answer.Recognition;
import org.tickler.ask.ReadingContext;
import org.tickler.ask.Voice;
import org.tickler.extract.Candidate;
import org.tickler.extract.Extractor;
import org.tickler.extract.Reading;
import org.tickler.intake.Handlers.Handled;
import org.tickler.intake.Handlers.Handled.Done;
import org.tickler.mail.NamedAddress;
import org.tickler.model.ModelFinding;
import org.tickler.model.ModelQuestion;
import org.tickler.model.ModelReader;
import org.tickler.people.Person;
import org.tickler.task.Cause;
import org.tickler.tracker.Origin;
import org.tickler.tracker.Proposals;
import org.tickler.tracker.Proposals.Taken;
import org.tickler.trust.Lookalike;
import org.tickler.understand.Prose;

/** Notes and people's mails: what somebody has to do becomes a proposal. */
public final class SourceHandler {
    private static final Duration OLD = Duration.ofDays(30);

    /** The name under which imported mails are stored. */
    private static final String IMPORT = "import";

    private final Extractor extractor;
    private final Proposals proposals;
    private final Impostors impostors;

    public SourceHandler(Extractor extractor, Proposals proposals, Impostors impostors) {
        this.extractor = extractor;
        this.proposals = proposals;
        this.impostors = impostors;
    }

    /** Reads it; asks for the model instead if one is to be asked and was not yet. */
    Handled handle(Handle handle, Arrival arrival) {
        Optional<String> refused = Recognition.refusedAsSource(arrival);
        if (refused.isPresent()) {
            return new Done(impostors.told(handle, arrival, refused.get()));
        }
        if (arrival.repeated()) {
            return new Done("a mail with this Message-ID was read before");
        }
        if (isOld(arrival)) {
            return new Done("more than " + OLD.toDays() + " days old: no tasks are read from it");
        }
        ReadingContext context = context(arrival);
        Prose prose =
                arrival.prose() != null && arrival.prose().context().equals(context)
                        ? arrival.prose()
                        : Prose.of(arrival.mail(), extractor, context);
        Reading reading = prose.reading();
        ModelReader model = arrival.rules().model();
        if (model != null && arrival.mayAsk() && !reading.note()) {
            Optional<ModelQuestion> question =
                    model.question(arrival.mail(), prose.typed(), context);
            if (question.isPresent()) {
                return new Handled.Asking(question.get());
            }
        }
        return new Done(take(handle, arrival, reading));
    }

    /** Nothing is read that {@link #handle} would refuse. */
    Optional<Prose> readAhead(Arrival arrival) {
        return Recognition.isWelcome(arrival) && !isOld(arrival)
                ? Optional.of(Prose.of(arrival.mail(), extractor, context(arrival)))
                : Optional.empty();
    }

    private static ReadingContext context(Arrival arrival) {
        return Readers.context(arrival.everybody().people(), arrival.owner(), written(arrival));
    }

    /** What is read from a mail that no person wrote is little, and must not vanish unsaid. */
    private static String caution(Reading reading) {
        Voice voice = reading.voice();
        return switch (voice.reach()) {
            case PERSONAL -> "";
            case AUTOMATIC -> "; only what names a day counts, for " + voice.why();
            case BULK -> "; taken for bulk mail, which holds no tasks: " + voice.why();
        };
    }

    private String take(Handle handle, Arrival arrival, Reading reading) {
        ModelFinding finding = arrival.finding();
        List<Candidate> found =
                finding instanceof ModelFinding.Listed(String _, var listed)
                        ? listed
                        : reading.candidates();
        String proof =
                finding instanceof ModelFinding.Listed(String name, var _)
                        ? Cause.MODEL + name
                        : Cause.SOURCE;
        List<Candidate> wanted =
                found.stream()
                        .filter(candidate ->
                                reading.note()
                                        || candidate.confidence() >= arrival.rules().threshold())
                        .toList();
        Taken taken =
                wanted.isEmpty()
                        ? Taken.NOTHING
                        : proposals.take(
                                handle,
                                origin(arrival, reading),
                                wanted,
                                arrival.owner(),
                                arrival.cause(null, null, proof));
        return (reading.note() ? "a note: " : "a mail: ")
                + counts(taken)
                + caution(reading)
                + switch (finding) {
                    case null -> "";
                    case ModelFinding.Listed(String name, var _) -> "; read by the model " + name;
                    case ModelFinding.Fallback(var reason) ->
                            "; read by the built-in rules, for " + reason.words();
                };
    }

    private static String counts(Taken taken) {
        String counts =
                Stream.of(
                                count(taken.proposed(), "proposed"),
                                count(taken.joined(), "known already"),
                                count(taken.recorded(), "recorded as finished"))
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "no tasks found" : counts;
    }

    private static String count(List<?> tasks, String what) {
        return tasks.isEmpty() ? "" : tasks.size() + " " + what;
    }

    /** Words such as "on Friday" count from the day of writing, also in a mail found late. */
    private static Instant written(Arrival arrival) {
        var date = arrival.mail().date();
        return date != null && date.toInstant().isBefore(arrival.takenAt())
                ? date.toInstant()
                : arrival.writtenAt();
    }

    /** The first poll of a full mailbox must not propose years of work; an import is asked for. */
    private static boolean isOld(Arrival arrival) {
        var date = arrival.mail().date();
        return date != null
                && !arrival.mailbox().equals(IMPORT)
                && date.toInstant().isBefore(arrival.takenAt().minus(OLD));
    }

    /**
     * Whose address it is, else the name it bears, and the address where that is somebody else's.
     */
    private static String shown(Arrival arrival, NamedAddress author) {
        return arrival.sender()
                .map(Person::name)
                .or(() ->
                        Lookalike.of(author, arrival.everybody().people())
                                .map(why -> author.address() + " (" + why + ")"))
                .orElse(author.display());
    }

    private static Origin origin(Arrival arrival, Reading reading) {
        Optional<NamedAddress> author = arrival.author();
        return new Origin(
                reading.note() ? "note" : "mail",
                arrival.row(),
                arrival.mail().messageId() == null ? null : arrival.mail().messageId().value(),
                reading.title().isBlank() ? arrival.mail().subject() : reading.title(),
                reading.groupKey(),
                reading.account(),
                author.map(named -> shown(arrival, named)).orElse(""),
                author.map(named -> named.address().value()).orElse(null),
                arrival.senderDoubt(),
                reading.date());
    }
}
