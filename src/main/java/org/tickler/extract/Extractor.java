package org.tickler.extract;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tickler.ask.People;
import org.tickler.ask.ReadingContext;
import org.tickler.ask.Voice;
import org.tickler.dates.DateFinder;
import org.tickler.mail.MailPart;
import org.tickler.mail.ParsedMail;

/** Finds what somebody has to do. Stateless and safe for use by many threads. */
public final class Extractor {
    private final NoteReader notes;
    private final ProseReader prose;

    public Extractor(DateFinder dates) {
        this.notes = new NoteReader(dates);
        this.prose = new ProseReader(dates);
    }

    /**
     * Reads a mail: as a note where its body or an attached {@code .md} is one, else as prose of
     * its author, whose own words are known: {@code newText} is the body without quoted history.
     * What the author forwards is read from the mail itself.
     */
    public Reading read(ParsedMail mail, String newText, ReadingContext context) {
        var people = new People(context);
        mail.from().forEach(people::add);
        mail.to().forEach(people::add);
        mail.cc().forEach(people::add);
        LocalDate day = day(mail, context);
        Optional<Reading> note = note(mail, newText, day, context, people);
        return note.orElseGet(() -> {
            ProseReader.Prose read = prose.read(mail, newText, context, people);
            return new Reading(
                    false, mail.subject(), day, "", "", List.of(), read.voice(), read.tasks());
        });
    }

    /** Reads a note (Markdown with YAML front matter) that stands alone in a file. */
    public Reading readNote(String markdown, ReadingContext context) {
        LocalDate day = context.now().atZone(context.zone()).toLocalDate();
        return notes.read(markdown, "", day, context, new People(context));
    }

    /** Whether the subject says that the mail hands another one on. */
    public static boolean isForward(ParsedMail mail) {
        return Forwarded.is(mail);
    }

    private static LocalDate day(ParsedMail mail, ReadingContext context) {
        var sent = mail.date();
        return sent == null
                ? context.now().atZone(context.zone()).toLocalDate()
                : sent.atZoneSameInstant(context.zone()).toLocalDate();
    }

    private Optional<Reading> note(
            ParsedMail mail, String newText, LocalDate day, ReadingContext context, People people) {
        var readings = new ArrayList<Reading>();
        for (MailPart part : mail.parts()) {
            if (isMarkdown(part)) {
                notes.readIfNote(part.text(), mail.subject(), day, context, people)
                        .ifPresent(readings::add);
            }
        }
        if (readings.isEmpty()) {
            notes.readIfNote(newText, mail.subject(), day, context, people)
                    .or(() ->
                            mail.inReplyTo() != null
                                    ? Optional.empty()
                                    : noteInBody(mail, newText, day, context, people))
                    .ifPresent(readings::add);
        }
        return readings.isEmpty() ? Optional.empty() : Optional.of(joined(readings));
    }

    private Optional<Reading> noteInBody(
            ParsedMail mail, String newText, LocalDate day, ReadingContext context, People people) {
        String body = mail.bodyText();
        return body.equals(newText)
                ? Optional.empty()
                : notes.readIfNote(body, mail.subject(), day, context, people);
    }

    private static boolean isMarkdown(MailPart part) {
        String name = part.fileName() == null ? "" : part.fileName().toLowerCase(Locale.ROOT);
        return part.type().equals("text/markdown")
                || part.type().equals("text/x-markdown")
                || name.endsWith(".md")
                || name.endsWith(".markdown");
    }

    private static Reading joined(List<Reading> readings) {
        Reading first = readings.getFirst();
        var candidates = new LinkedHashSet<Candidate>();
        readings.forEach(reading -> candidates.addAll(reading.candidates()));
        return new Reading(
                true,
                first.title(),
                first.date(),
                first.groupKey(),
                first.account(),
                first.participants(),
                Voice.PERSON,
                List.copyOf(candidates));
    }
}
