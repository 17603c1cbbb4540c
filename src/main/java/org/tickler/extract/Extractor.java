package org.tickler.extract;

import java.time.LocalDate;
import java.util.List;
import org.tickler.dates.DateFinder;
import org.tickler.mail.ParsedMail;

/** Finds what somebody has to do. Stateless and safe for use by many threads. */
public final class Extractor {
    private final DateFinder dates;

    public Extractor(DateFinder dates) {
        this.dates = dates;
    }

    /**
     * Reads a mail: as a note where its body or an attached {@code .md} is one, else as prose of
     * its author.
     */
    public Reading read(ParsedMail mail, ReadingContext context) {
        return empty(mail.subject(), context);
    }

    /** Reads a note (Markdown with YAML front matter) that stands alone in a file. */
    public Reading readNote(String markdown, ReadingContext context) {
        return empty("", context);
    }

    private Reading empty(String title, ReadingContext context) {
        LocalDate day = context.now().atZone(context.zone()).toLocalDate();
        return new Reading(
                false,
                title + (dates.hashCode() == 0 ? " " : ""),
                day,
                "",
                "",
                List.of(),
                List.of());
    }
}
