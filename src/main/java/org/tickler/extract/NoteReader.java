package org.tickler.extract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.People;
import org.tickler.ask.ReadingContext;
import org.tickler.ask.Voice;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.dates.FoundDate;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;
import org.tickler.note.FrontMatter;
import org.tickler.note.Note;
import org.tickler.note.NoteItem;
import org.tickler.note.NoteItems;
import org.tickler.task.Due;

/** Reads generated notes: Markdown with front matter and items with check boxes. */
final class NoteReader {
    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final double SURE = 0.95;

    private final DateFinder dates;

    NoteReader(DateFinder dates) {
        this.dates = dates;
    }

    /** Reads {@code text} if it is a note: front matter of its kind, or an item with a trailer. */
    Optional<Reading> readIfNote(
            String text,
            String title,
            @Nullable LocalDate day,
            ReadingContext context,
            People people) {
        Note note = Note.of(text);
        return note.isNote(people)
                ? Optional.of(read(note, title, day, context, people))
                : Optional.empty();
    }

    /** Reads {@code text}, known to be a note. */
    Reading read(
            String text,
            String title,
            @Nullable LocalDate day,
            ReadingContext context,
            People people) {
        return read(Note.of(text), title, day, context, people);
    }

    private Reading read(
            Note note,
            String title,
            @Nullable LocalDate day,
            ReadingContext context,
            People people) {
        FrontMatter front = note.front();
        List<String> participants =
                front.list("participants", "attendees", "people").stream()
                        .flatMap(name -> List.of(name.split("\\s*[,;]\\s*")).stream())
                        .map(name -> PlainText.unquoted(name.strip()))
                        .filter(name -> !name.isBlank())
                        .toList();
        participants.forEach(people::addName);
        LocalDate date = date(front, day, context);
        Lexicon lexicon = Lexicon.of(new Tokens(note.body()), context.locale());
        var base = new DateContext(date.atStartOfDay(context.zone()), context.locale());
        var items = new Items(people, new Dues(dates, base, lexicon), lexicon);
        NoteItems scan = note.items(people, lexicon);
        List<Candidate> candidates =
                scan.items().stream()
                        .map(item -> items.candidate(item, scan.anyAssignee()))
                        .toList();
        String named = front.text("title").isEmpty() ? scan.heading() : front.text("title");
        String key = NoteItems.baseName(front.text("source_ref"));
        return new Reading(
                true,
                named.isEmpty() ? title : named,
                date,
                key.isEmpty() ? scan.source() : key,
                front.text("account"),
                participants,
                Voice.PERSON,
                candidates);
    }

    private LocalDate date(FrontMatter front, @Nullable LocalDate day, ReadingContext context) {
        LocalDate otherwise =
                day == null ? context.now().atZone(context.zone()).toLocalDate() : day;
        for (String key : List.of("date", "meeting_date", "created")) {
            String text = front.text(key);
            LocalDate read = text.isEmpty() ? null : parse(text, otherwise, context);
            if (read != null) {
                return read;
            }
        }
        return otherwise;
    }

    private @Nullable LocalDate parse(String text, LocalDate today, ReadingContext context) {
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T'))
                    .atZoneSameInstant(context.zone())
                    .toLocalDate();
        } catch (DateTimeException e) {
            // not a moment with an offset: a day, perhaps with a local time
        }
        Matcher iso = ISO.matcher(text);
        if (iso.find()) {
            try {
                return LocalDate.parse(iso.group());
            } catch (DateTimeException e) {
                return null;
            }
        }
        var base = new DateContext(today.atStartOfDay(context.zone()), context.locale());
        List<FoundDate> found = dates.find(text, base);
        return found.isEmpty() ? null : found.getFirst().date();
    }

    /** Makes candidates of items. */
    private record Items(People people, Dues dues, Lexicon lexicon) {
        Candidate candidate(NoteItems.Placed found, boolean othersAreAssigned) {
            NoteItem item = found.item();
            String evidence = item.text();
            FoundDate spoken = dues.best(evidence);
            Due due = due(item, spoken);
            var titles = new Titles(lexicon);
            String title = titles.ofItem(evidence, spoken, people);
            boolean followUp =
                    new FollowUps(lexicon).is(titles.action(title), new Tokens(evidence), due);
            return new Candidate(
                    title,
                    evidence,
                    found.line(),
                    assignee(item, titles, othersAreAssigned),
                    due,
                    followUp,
                    CandidateStatus.ofBox(item.box()),
                    item.priority(),
                    item.tags(),
                    SURE);
        }

        private static @Nullable Due due(NoteItem item, @Nullable FoundDate spoken) {
            LocalDate marked = item.due() == null ? item.scheduled() : item.due();
            if (marked == null) {
                return spoken == null ? null : spoken.asDue();
            }
            return spoken != null && spoken.time() != null && spoken.date().equals(marked)
                    ? spoken.asDue()
                    : Due.day(marked);
        }

        private AssigneeRef assignee(NoteItem item, Titles titles, boolean othersAreAssigned) {
            List<AssigneeRef> named = item.assignees().stream().map(people::refer).toList();
            for (AssigneeRef one : named) {
                if (one instanceof AssigneeRef.Me) {
                    return one;
                }
            }
            if (!named.isEmpty()) {
                return named.getFirst();
            }
            return unnamed(item.text(), titles, othersAreAssigned);
        }

        /** An item without {@code @}: whoever its words begin with, else the note's writer. */
        private AssigneeRef unnamed(String marked, Titles titles, boolean othersAreAssigned) {
            String text = PlainText.withoutMarkdown(marked); // "**Ana Ruiz**: send the report"
            var words = new Tokens(text);
            for (int length = Math.min(4, words.size() - 1); length > 0; length--) {
                String name = text.substring(words.start(0), words.end(length - 1));
                boolean acts =
                        lexicon.phrases("will").startsAt(words, length)
                                || words.gapBefore(length).startsWith(":");
                if (acts && (people.find(name) != null || people.isNobody(name))) {
                    return people.refer(name);
                }
            }
            int stranger = titles.strangerInFront(words);
            if (stranger > 0) {
                return people.refer(text.substring(words.start(0), words.end(stranger - 1)));
            }
            return othersAreAssigned ? new AssigneeRef.Nobody() : new AssigneeRef.Me();
        }
    }
}
