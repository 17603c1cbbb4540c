package org.tickler.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.ReadingContext;
import org.tickler.dates.DateFinder;
import org.tickler.extract.Extractor;
import org.tickler.extract.Reading;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;

/**
 * How the story begins: which mails arrive, and when.
 *
 * @param start the moment the clock is set to
 */
record Opening(Instant start, List<Arriving> mails) {
    /** A mail on its way to the mailbox that is read. */
    record Arriving(String what, EmailAddress from, byte[] raw) {}

    private static final LocalTime MORNING = LocalTime.of(9, 0);

    Opening {
        mails = List.copyOf(mails);
    }

    /** The built-in note and two mails of people. */
    static Opening builtIn(Pen pen) {
        Instant start = at(LocalDate.of(2025, 12, 11));
        var mails = new ArrayList<Arriving>();
        mails.add(note(pen, Cast.note(), "Pilot kick-off with Northwind", start));
        for (Cast.Letter letter : Cast.letters()) {
            Cast.Player from = letter.from();
            byte[] raw =
                    pen.mail(
                            new NamedAddress(from.name(), from.address()),
                            Cast.LEE.address(),
                            letter.subject(),
                            letter.body(),
                            start);
            mails.add(
                    new Arriving(
                            from.name() + " writes \"" + letter.subject() + "\"",
                            from.address(),
                            raw));
        }
        return new Opening(start, mails);
    }

    /** A note that nobody has answered yet, for whoever plays on after the story. */
    static Arriving encore(Pen pen, Instant now) {
        return note(
                pen, Cast.encore(now.atZone(Cast.ZONE).toLocalDate()), "Weekly with Priya", now);
    }

    /**
     * Any note ({@code .md}) or mail ({@code .eml}); the clock starts on its own date.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    static Opening of(Path file, Pen pen, Instant today) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
        if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".eml")) {
            ParsedMail mail = MailReader.read(bytes);
            Instant date = mail.date() == null ? today : mail.date().toInstant();
            EmailAddress from =
                    mail.from().isEmpty() ? Cast.RECORDER : mail.from().getFirst().address();
            return new Opening(
                    date,
                    List.of(new Arriving("the mail \"" + mail.subject() + "\"", from, bytes)));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        Instant start = at(date(text, today));
        String title = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return new Opening(start, List.of(note(pen, text, title, start)));
    }

    private static Arriving note(Pen pen, String text, String title, Instant start) {
        var recorder = new NamedAddress("Meeting recorder", Cast.RECORDER);
        return new Arriving(
                "the recorder delivers the note \"" + title + "\"",
                Cast.RECORDER,
                pen.mail(recorder, Cast.LEE.address(), "Notes: " + title, text, start));
    }

    private static LocalDate date(String note, Instant today) {
        var context =
                new ReadingContext(
                        Set.of(Cast.LEE.address()),
                        Cast.LEE.name(),
                        List.of(),
                        Cast.ZONE,
                        null,
                        today);
        Reading reading = new Extractor(new DateFinder()).readNote(note, context);
        @Nullable LocalDate date = reading.date();
        return date == null ? today.atZone(Cast.ZONE).toLocalDate() : date;
    }

    private static Instant at(LocalDate day) {
        return day.atTime(MORNING).atZone(Cast.ZONE).toInstant();
    }
}
