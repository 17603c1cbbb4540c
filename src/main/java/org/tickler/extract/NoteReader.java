package org.tickler.extract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.dates.FoundDate;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.task.Due;

/** Reads generated notes: Markdown with front matter and items with check boxes. */
final class NoteReader {
    private static final Pattern ITEM =
            Pattern.compile(
                    "^\\s*(?:(?:[-*+\u2022\u2013\u25e6\u00b7]|\\d{1,3}[.)])\\s+)?(?:\\\\?\\[([^\\]\\[\\\\]?)\\\\?\\])\\s+(.*)$");
    private static final Pattern BULLET =
            Pattern.compile("^\\s*(?:[-*+\u2022]|\\d{1,3}[.)])\\s+(.*)$");
    private static final Pattern HEADING = Pattern.compile("^\\s{0,3}#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern CODE = Pattern.compile("^\\s*(?:```|~~~)");
    private static final Pattern SOURCE =
            Pattern.compile("(?i)^[*_\\s]*source[*_]*:[*_\\s]*\\[\\[([^\\[\\]|]+).*");
    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern INVISIBLE = Pattern.compile("[\\x{FEFF}\\x{200B}\\x{2060}]");
    private static final int LONGEST_INTRO = 80;
    private static final double SURE = 0.95;

    private final DateFinder dates;

    NoteReader(DateFinder dates) {
        this.dates = dates;
    }

    static List<String> lines(String text) {
        return INVISIBLE
                .matcher(text.replace("\r\n", "\n").replace('\r', '\n').replace('\u00a0', ' '))
                .replaceAll("")
                .lines()
                .toList();
    }

    /** Reads {@code text} if it is a note: front matter of its kind, or an item with a trailer. */
    Optional<Reading> readIfNote(
            String text,
            String title,
            @Nullable LocalDate day,
            ReadingContext context,
            People people) {
        List<String> lines = lines(text);
        FrontMatter front = front(lines);
        if (front == FrontMatter.NONE && !hasTrailer(lines, people)) {
            return Optional.empty();
        }
        return Optional.of(read(lines, front, title, day, context, people));
    }

    /** Reads {@code text}, known to be a note. */
    Reading read(
            String text,
            String title,
            @Nullable LocalDate day,
            ReadingContext context,
            People people) {
        List<String> lines = lines(text);
        return read(lines, front(lines), title, day, context, people);
    }

    private static FrontMatter front(List<String> lines) {
        int last = Math.min(lines.size(), LONGEST_INTRO);
        for (int i = 0; i < last; i++) {
            if (FrontMatter.isFence(lines.get(i))) {
                FrontMatter front = FrontMatter.after(lines, i + 1);
                if (front.isNote()) {
                    return front;
                }
            }
        }
        boolean items = lines.stream().anyMatch(line -> ITEM.matcher(line).matches());
        for (int i = 0; items && i < last; i++) {
            if (!lines.get(i).isBlank()
                    && (i == 0
                            || lines.get(i - 1).isBlank()
                            || FrontMatter.isFence(lines.get(i - 1)))) {
                FrontMatter front = FrontMatter.bare(lines, i);
                if (front != FrontMatter.NONE) {
                    return front;
                }
            }
        }
        return FrontMatter.NONE;
    }

    private static boolean hasTrailer(List<String> lines, People people) {
        for (String line : lines) {
            Matcher item = ITEM.matcher(line);
            if (item.matches() && !line.stripLeading().startsWith(">")) {
                NoteItem read = NoteItem.read(item.group(2), box(item), people);
                if (!read.tags().isEmpty() || !read.assignees().isEmpty() || read.due() != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private static char box(Matcher item) {
        return item.group(1).isEmpty() ? ' ' : item.group(1).charAt(0);
    }

    private Reading read(
            List<String> lines,
            FrontMatter front,
            String title,
            @Nullable LocalDate day,
            ReadingContext context,
            People people) {
        List<String> participants =
                front.list("participants", "attendees", "people").stream()
                        .flatMap(name -> List.of(name.split("\\s*[,;]\\s*")).stream())
                        .map(name -> FrontMatter.scalar(name.strip()))
                        .filter(name -> !name.isBlank())
                        .toList();
        participants.forEach(people::addName);
        LocalDate date = date(front, day, context);
        var words = new Tokens(String.join("\n", lines.subList(front.next(), lines.size())));
        Lexicon lexicon = Lexicon.of(words, context.locale());
        var base = new DateContext(date.atStartOfDay(context.zone()), context.locale());
        var items = new Items(people, new Dues(dates, base, lexicon), lexicon);
        Scan scan = new Scan(people, lexicon).over(lines, front.next());
        List<Candidate> candidates =
                scan.items.stream().map(item -> items.candidate(item, scan.anyAssignee)).toList();
        String named = front.text("title").isEmpty() ? scan.heading : front.text("title");
        String key = baseName(front.text("source_ref"));
        return new Reading(
                true,
                named.isEmpty() ? title : named,
                date,
                key.isEmpty() ? scan.source : key,
                front.text("account"),
                participants,
                candidates);
    }

    /** The last step of a path, whatever separates the steps. */
    static String baseName(String path) {
        String bare = path.strip();
        while (bare.endsWith("/") || bare.endsWith("\\")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        return bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1).strip();
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

    private record Found(NoteItem item, int line) {}

    /** One walk over the lines: items with their wrapped lines, headings, the source line. */
    private static final class Scan {
        private final People people;
        private final Lexicon lexicon;
        private final List<Found> items = new ArrayList<>();
        private String heading = "";
        private String source = "";
        private boolean anyAssignee;
        private boolean inCode;
        private boolean inTasks;
        private @Nullable StringBuilder open;
        private char openBox;
        private int openLine;

        Scan(People people, Lexicon lexicon) {
            this.people = people;
            this.lexicon = lexicon;
        }

        Scan over(List<String> lines, int first) {
            for (int i = first; i < lines.size(); i++) {
                line(lines.get(i), i + 1);
            }
            close();
            return this;
        }

        private void line(String line, int number) {
            if (CODE.matcher(line).find()) {
                close();
                inCode = !inCode;
                return;
            }
            if (inCode) {
                return;
            }
            Matcher item = ITEM.matcher(line);
            Matcher title = HEADING.matcher(line);
            if (item.matches()) {
                start(item.group(2), box(item), number);
            } else if (title.matches()) {
                close();
                heading = heading.isEmpty() ? Titles.plain(title.group(1)) : heading;
                inTasks = lexicon.phrases("task-headings").isAllOf(new Tokens(title.group(1)));
            } else {
                other(line, number);
            }
        }

        private void other(String line, int number) {
            Matcher named = SOURCE.matcher(line);
            Matcher bullet = BULLET.matcher(line);
            if (line.isBlank()
                    || FrontMatter.isFence(line)
                    || line.stripLeading().startsWith("|")
                    || line.stripLeading().startsWith(">")) {
                close();
            } else if (named.matches()) {
                close();
                source = baseName(named.group(1));
            } else if (bullet.matches()) {
                close();
                if (inTasks && !Character.isWhitespace(line.charAt(0))) {
                    start(bullet.group(1), '?', number);
                }
            } else if (open != null) {
                open.append(' ').append(line.strip());
            }
        }

        private void start(String words, char box, int number) {
            close();
            open = new StringBuilder(words.strip());
            openBox = box;
            openLine = number;
        }

        private void close() {
            if (open != null) {
                NoteItem item = NoteItem.read(Titles.squeeze(open.toString()), openBox, people);
                if (!item.text().isBlank()) {
                    items.add(new Found(item, openLine));
                    anyAssignee |= !item.assignees().isEmpty();
                }
                open = null;
            }
        }
    }

    /** Makes candidates of items. */
    private record Items(People people, Dues dues, Lexicon lexicon) {
        Candidate candidate(Found found, boolean othersAreAssigned) {
            NoteItem item = found.item();
            String evidence = item.text();
            FoundDate spoken = dues.best(evidence);
            Due due = due(item, spoken);
            String title = new Titles(lexicon).ofItem(evidence, spoken, people);
            boolean followUp =
                    new FollowUps(lexicon).is(new Tokens(title), new Tokens(evidence), due);
            return new Candidate(
                    title,
                    evidence,
                    found.line(),
                    assignee(item, othersAreAssigned),
                    due,
                    followUp,
                    item.status(),
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

        private AssigneeRef assignee(NoteItem item, boolean othersAreAssigned) {
            List<AssigneeRef> named = item.assignees().stream().map(people::refer).toList();
            for (AssigneeRef one : named) {
                if (one instanceof AssigneeRef.Me) {
                    return one;
                }
            }
            if (!named.isEmpty()) {
                return named.getFirst();
            }
            return unnamed(item.text(), othersAreAssigned);
        }

        /** An item without {@code @}: whoever its words begin with, else the note's writer. */
        private AssigneeRef unnamed(String text, boolean othersAreAssigned) {
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
            return othersAreAssigned ? new AssigneeRef.Nobody() : new AssigneeRef.Me();
        }
    }
}
