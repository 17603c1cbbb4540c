package org.tickler.intake;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tickler.extract.Candidate;
import org.tickler.extract.Extractor;
import org.tickler.extract.Reading;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;
import org.tickler.people.People;
import org.tickler.reply.ReplyText;
import org.tickler.tracker.Origin;
import org.tickler.tracker.Proposals;
import org.tickler.tracker.Proposals.Taken;

/** Notes and people's mails: what somebody has to do becomes a proposal. */
public final class SourceHandler {
    private final Extractor extractor;
    private final Proposals proposals;

    public SourceHandler(Extractor extractor, Proposals proposals) {
        this.extractor = extractor;
        this.proposals = proposals;
    }

    String handle(Handle handle, Arrival arrival) {
        Optional<EmailAddress> from = arrival.from();
        boolean known =
                from.flatMap(address -> new People(handle).store().byAddress(address)).isPresent();
        if (!known && !arrival.rules().anyone()) {
            return "from a stranger, and the mailbox takes tasks from known people only";
        }
        if (arrival.repeated()) {
            return "a mail with this Message-ID was read before";
        }
        String typed = ReplyText.of(arrival.mail(), null).text();
        var context = Readers.context(handle, arrival.owner(), arrival.writtenAt());
        Reading reading = extractor.read(arrival.mail(), typed, context);
        List<Candidate> wanted =
                reading.candidates().stream()
                        .filter(candidate ->
                                reading.note()
                                        || candidate.confidence() >= arrival.rules().threshold())
                        .toList();
        Taken taken =
                proposals.take(
                        handle,
                        origin(arrival, reading),
                        wanted,
                        arrival.owner(),
                        arrival.cause(null, null, "source"));
        return (reading.note() ? "a note: " : "a mail: ")
                + taken.proposed().size()
                + " proposed, "
                + taken.joined().size()
                + " known already, "
                + taken.recorded().size()
                + " recorded as finished";
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
                author.map(NamedAddress::display).orElse(""),
                author.map(named -> named.address().value()).orElse(null),
                reading.date());
    }
}
