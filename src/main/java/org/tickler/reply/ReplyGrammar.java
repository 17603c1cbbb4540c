package org.tickler.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateFinder;
import org.tickler.quote.PhraseBook;
import org.tickler.reply.Item.Commands;
import org.tickler.reply.Item.Polite;
import org.tickler.reply.Item.Question;

/**
 * Reads the typed text of a reply as commands. Never guesses: a line counts only if the whole of it
 * fits the grammar, and a mail that contradicts itself is answered with a question. Stateless and
 * safe for use by many threads; linear in the length of the text.
 */
public final class ReplyGrammar {
    private static final int LONGEST_LINE = 600;
    private static final int MOST_LINES = 500;
    private static final Pattern SIGNED =
            Pattern.compile(
                    "-{0,2} ?(?:\\p{Lu}[\\p{L}.'-]{0,25}|von|van|de|der)(?: (?:\\p{Lu}[\\p{L}.'-]{0,25}|von|van|de|der)){0,3}[,.!]?");

    /** "Done. -Tom" */
    private static final Pattern SIGNED_BEHIND =
            Pattern.compile("([.!]) ?-{1,2} ?\\p{Lu}\\p{Ll}{1,20}[.!]?$");

    /** "Done. Tom", "Done - Ana Ruiz", "Done, T." */
    private static final Pattern NAME_BEHIND =
            Pattern.compile(
                    "(?:(?<=[.!]) ?|, ?| [-–] )\\p{Lu}\\p{L}{0,20}\\.?(?: (?:van|von|de|der|\\p{Lu}\\p{L}{0,20}\\.?)){0,3}$");

    private final DateFinder dates;

    public ReplyGrammar(DateFinder dates) {
        this.dates = dates;
    }

    /**
     * @param typed only what the author typed, see {@link ReplyText}
     */
    public ParsedReply parse(String typed, ReplyContext context) {
        var words = Vocabulary.of(context.language());
        var lines =
                new LineReader(
                        new ItemReader(words, context, dates),
                        words,
                        context.asked() != Asked.REMINDER);
        return new Reading(typed, context, words, lines).read();
    }

    /** The reading of one text. */
    private static final class Reading {
        private final String[] typed;
        private final String[] lines;
        private final ReplyContext context;
        private final Vocabulary words;
        private final LineReader reader;
        private final List<Command> commands = new ArrayList<>();
        private @Nullable String question;
        private boolean ended;

        Reading(String text, ReplyContext context, Vocabulary words, LineReader reader) {
            String unix = text.replace("\r\n", "\n").replace('\r', '\n');
            this.typed = unix.split("\n", -1);
            this.lines = TypedText.plain(unix).split("\n", -1);
            this.context = context;
            this.words = words;
            this.reader = reader;
        }

        ParsedReply read() {
            int first = greetings();
            int at = commandLines(first);
            var note = new ArrayList<String>();
            for (int i = at; i < lines.length; i++) {
                if (i > MOST_LINES || !prefixed(lines[i].strip())) {
                    note.add(typed[i].stripTrailing());
                }
            }
            List<Command> tidy = Agreement.tidy(commands, context.asked());
            String unclear = question == null ? Agreement.problem(tidy, context) : question;
            String words =
                    isSignature(note, at > first)
                            ? null
                            : note(note, tidy.isEmpty() && unclear == null);
            return new ParsedReply(unclear == null ? tidy : List.of(), words, unclear);
        }

        /** Skips blank lines and "Hi Ana,"; returns the first line that may be a command. */
        private int greetings() {
            int i = 0;
            while (i < lines.length && (lines[i].isBlank() || isGreeting(lines[i].strip()))) {
                i++;
            }
            return i;
        }

        private boolean isGreeting(String line) {
            String folded = TypedText.fold(line);
            int length = words.prefix("greeting", folded);
            String rest = line.substring(length).strip();
            if (length == 0) {
                boolean name = line.endsWith(",") && SIGNED.matcher(line).matches();
                return name && reader.read(line) == null;
            }
            return rest.length() < 40
                    && rest.split(" ", -1).length <= 3
                    && rest.chars().noneMatch(c -> Character.isDigit(c) || c == '?')
                    && (rest.indexOf(',') < 0 || rest.indexOf(',') == rest.length() - 1);
        }

        /** Reads command lines; returns the first line of the note. */
        private int commandLines(int first) {
            int i = first;
            while (i < lines.length && !ended) {
                String line = lines[i].strip();
                if (!line.isEmpty()
                        && !(i == first ? read(afterGreeting(line), true) : read(line, false))) {
                    return i;
                }
                i++;
            }
            return i;
        }

        private String afterGreeting(String line) {
            int length = words.prefix("greeting", TypedText.fold(line));
            int comma = line.indexOf(',', length);
            boolean name =
                    comma >= 0 && line.substring(length, comma).strip().split(" ", -1).length <= 2;
            return length > 0 && name ? line.substring(comma + 1).strip() : line;
        }

        /** Takes a line if it is a command line or the end of them. */
        private boolean read(String line, boolean first) {
            if (line.length() > LONGEST_LINE) {
                return false;
            }
            if (isEnd(line)
                    || !first && words.has("bye", TypedText.fold(TypedText.withoutStop(line)))) {
                ended = !first || line.startsWith("--");
                return ended;
            }
            List<Item> items = items(line);
            if (items == null) {
                return false;
            }
            boolean stop = TypedText.fold(TypedText.withoutStop(line)).equals("stop");
            boolean polite = items.stream().allMatch(Polite.class::isInstance);
            if (!commands.isEmpty() && (stop || polite)) {
                ended = true;
                return true;
            }
            take(items, polite);
            return true;
        }

        private boolean isEnd(String line) {
            String folded = TypedText.fold(TypedText.withoutStop(line));
            return line.equals("--")
                    || words.has("end", folded)
                    || PhraseBook.SIGNATURES.prefix("sentfrom", folded) > 0 && !commands.isEmpty();
        }

        /** The items of a line, null if it is none; doubt and questions are none. */
        private @Nullable List<Item> items(String line) {
            String text = withoutQuotes(withoutBullet(line));
            if (text.indexOf('?') < 0) {
                List<Item> read = reader.read(SIGNED_BEHIND.matcher(text).replaceFirst("$1"));
                read = read == null ? excepting(text) : read;
                read = read == null ? closed(text) : read;
                return read == null ? named(text) : read;
            }
            String asked = TypedText.fold(text.replace("?", "").strip());
            if (asked.isEmpty()) {
                return List.of(VerbReader.one(Verb.HELP));
            }
            Word word = words.verb(asked);
            if (word == Word.HELP
                    || word == Word.LIST
                    || word == Word.AGENDA
                    || word == Word.STATUS) {
                return reader.read(asked);
            }
            List<Item> items = reader.read(text);
            return items != null && items.stream().allMatch(Reading::isFreeText) ? items : null;
        }

        /** "all done except 3": the numbers that are left, where the mail numbered its tasks. */
        private @Nullable List<Item> excepting(String text) {
            Selector out = context.taskCount() > 1 ? Selector.excepted(text, words) : null;
            List<Item> items = out == null ? null : reader.read(out.rest());
            if (out == null || items == null) {
                return null;
            }
            var left = new ArrayList<Item>();
            for (Item item : items) {
                if (!(item instanceof Commands(List<Command> all))) {
                    return null;
                }
                var kept = new ArrayList<Command>();
                for (Command command : all) {
                    List<String> tasks =
                            Selector.without(command.tasks(), out.tasks(), context.taskCount());
                    if (tasks.isEmpty() || command.text() != null) {
                        return null;
                    }
                    kept.add(
                            new Command(
                                    command.verb(),
                                    tasks,
                                    command.when(),
                                    command.person(),
                                    null,
                                    command.exact()));
                }
                left.add(new Commands(kept));
            }
            return left;
        }

        private static boolean isFreeText(Item item) {
            return item instanceof Commands(List<Command> all)
                    && all.stream().allMatch(c -> c.verb() == Verb.NOTE || c.verb() == Verb.RENAME);
        }

        private static String withoutBullet(String line) {
            boolean bullet =
                    line.startsWith("* ") || line.startsWith("• ") || line.startsWith("- ");
            return bullet ? line.substring(2).strip() : line;
        }

        /** "Done. Best, Ana" on one line: what stands before the closing, if that is all. */
        private @Nullable List<Item> closed(String text) {
            for (int i = text.length() - 2; i > 0 && text.length() - i < 60; i--) {
                char c = text.charAt(i);
                if ((c != '.' && c != '!' && c != ',') || text.charAt(i + 1) != ' ') {
                    continue;
                }
                String tail = text.substring(i + 2).strip();
                int length = words.prefix("end", TypedText.fold(tail));
                String name = tail.substring(length).replaceFirst("^[,!.]* *", "");
                if (length > 0 && (name.isEmpty() || SIGNED.matcher(name).matches())) {
                    return reader.read(text.substring(0, i));
                }
            }
            return null;
        }

        /** "Done. Tom": the sentence before a name that stands alone at the end. */
        private @Nullable List<Item> named(String text) {
            Matcher name = NAME_BEHIND.matcher(text);
            return name.find() ? reader.read(text.substring(0, name.start()).strip()) : null;
        }

        /** Our mails show commands in quotation marks, and some people copy them. */
        private static String withoutQuotes(String line) {
            String text = TypedText.withoutStop(line);
            int last = text.length() - 1;
            boolean quoted =
                    last > 1
                            && "\"'*_".indexOf(text.charAt(0)) >= 0
                            && text.indexOf(text.charAt(0), 1) == last;
            return quoted ? text.substring(1, last).strip() : line;
        }

        private void take(List<Item> items, boolean polite) {
            for (Item item : items) {
                switch (item) {
                    case Commands(List<Command> more) -> commands.addAll(more);
                    case Question(String asks) -> question = question == null ? asks : question;
                    case Polite ignored -> {
                        if (polite && commands.isEmpty()) {
                            commands.add(
                                    new Command(
                                            Verb.ACKNOWLEDGE, List.of(), null, null, null, false));
                        }
                    }
                }
            }
        }

        private boolean prefixed(String line) {
            if (!ItemReader.isPrefixed(line) || line.length() > LONGEST_LINE) {
                return false;
            }
            List<Item> items = reader.read(line);
            if (items == null) {
                return false;
            }
            take(items, false);
            return true;
        }

        private @Nullable String note(List<String> lines, boolean nothingElse) {
            String note = String.join("\n", lines).strip();
            if (nothingElse && commands.isEmpty()) {
                note = String.join("\n", typed).strip();
            }
            return note.isEmpty() ? null : note;
        }

        /** Below commands one or two lines with a name only are no note. */
        private static boolean isSignature(List<String> note, boolean below) {
            int lines = 0;
            for (String line : note) {
                if (line.isBlank()) {
                    continue;
                }
                if (++lines > 2 || !SIGNED.matcher(line.strip()).matches()) {
                    return false;
                }
            }
            return below && lines > 0;
        }
    }
}
