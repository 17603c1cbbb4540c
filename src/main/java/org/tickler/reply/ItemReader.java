package org.tickler.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateFinder;
import org.tickler.reply.Item.Commands;
import org.tickler.reply.Item.Question;
import org.tickler.reply.Whens.When;

/** Reads one piece of a line, selector included, as a command; null where it is none. */
final class ItemReader {
    private static final Pattern KEY =
            Pattern.compile("(?<key>[\\p{L}' -]{1,30}?) ?: ?(?<args>.*)");
    private static final Pattern LEVEL = Pattern.compile("[pP][1-4]|!{1,3}");
    private static final Pattern SHORT =
            Pattern.compile("(?:^| )(?:[@+-]\\S|[pP][1-4]\\b|!|due |by |\\p{So})");
    private static final int LONGEST = 160;

    private final Vocabulary words;
    private final Whens whens;
    private final VerbReader verbs;
    private final Asked asked;

    ItemReader(Vocabulary words, ReplyContext context, DateFinder dates) {
        this.words = words;
        asked = context.asked();
        whens = new Whens(dates, context.dates(), words);
        verbs = new VerbReader(words, whens, context.asked(), context.dates());
    }

    /**
     * Whether everything to the end of the line belongs to the command {@code text} begins with.
     */
    boolean takesTheLine(String text) {
        String rest = text.strip();
        for (Selector selector : Selector.of(rest, words, several())) {
            if (!selector.rest().isEmpty() && takes(selector.rest())) {
                return true;
            }
        }
        return takes(rest);
    }

    private boolean takes(String text) {
        String inner = isPrefixed(text) ? text.substring(1).strip() : text;
        String folded = TypedText.fold(inner);
        for (Vocabulary.Match match : words.verbs(folded)) {
            boolean colon = folded.startsWith(":", match.phrase().length());
            boolean free =
                    match.word() == Word.NOTE
                            || match.word() == Word.RENAME
                            || match.word() == Word.TITLE && (colon || isPrefixed(text));
            if (free) {
                return true;
            }
        }
        return false;
    }

    @Nullable Item read(String text) {
        String piece = text.strip();
        if (piece.isEmpty() || piece.length() > LONGEST && !takesTheLine(piece)) {
            return null;
        }
        Item whole = numbersAhead(piece) ? null : bare(piece, 0);
        if (whole != null) {
            return whole;
        }
        Item found = null;
        boolean selectorOnly = false;
        for (Selector selector : Selector.of(piece, words, several())) {
            String rest = selector.rest().strip();
            if (rest.isEmpty() || isPunctuation(rest)) {
                selectorOnly = true;
                continue;
            }
            if (found != null && whens.read(TypedText.withoutStop(rest)) == null) {
                continue;
            }
            Item item = bare(rest, 0);
            if (item != null && !isSelected(item)) {
                found = select(item, selector.tasks());
            }
        }
        if (found == null && !selectorOnly && several()) {
            found = selectedWithin(piece);
        }
        if (found == null && selectorOnly) {
            return new Question("What is to happen with " + TypedText.withoutStop(piece) + "?");
        }
        return found;
    }

    /**
     * Whether a leading number selects a task although the whole could be a date: "3 friday" does,
     * "3 march" does not.
     */
    private boolean numbersAhead(String piece) {
        int space = piece.indexOf(' ');
        if (asked == Asked.REMINDER
                || space <= 0
                || !piece.substring(0, space).chars().allMatch(Character::isDigit)) {
            return false;
        }
        String rest = piece.substring(space + 1).strip();
        if (!words.verbs(TypedText.fold(rest)).isEmpty()) {
            return true;
        }
        int next = rest.indexOf(' ');
        String word = next < 0 ? rest : rest.substring(0, next);
        boolean day = whens.isDay(word) || Character.isDigit(rest.charAt(0));
        return day && whens.read(rest) != null;
    }

    private boolean several() {
        return asked != Asked.REMINDER;
    }

    private static boolean isPunctuation(String text) {
        return text.chars().noneMatch(Character::isLetterOrDigit)
                && text.length() == 1
                && ".,:;-!".contains(text);
    }

    private static boolean isSelected(Item item) {
        return item instanceof Commands(List<Command> all)
                && all.stream().anyMatch(c -> !c.tasks().isEmpty());
    }

    private static Item select(Item item, List<String> tasks) {
        return item instanceof Commands commands
                ? new Commands(commands.commands().stream().map(c -> withTasks(c, tasks)).toList())
                : item;
    }

    static Command withTasks(Command c, List<String> tasks) {
        return c.tasks().isEmpty()
                ? new Command(c.verb(), tasks, c.when(), c.person(), c.text(), c.exact())
                : c;
    }

    /** A line of its own that begins with a prefix and a verb is meant as a command anywhere. */
    static boolean isPrefixed(String text) {
        return text.length() > 1
                && "/#!\\".indexOf(text.charAt(0)) >= 0
                && (Character.isLetter(text.charAt(1))
                        || text.charAt(1) == ' '
                                && text.length() > 2
                                && Character.isLetter(text.charAt(2)));
    }

    private @Nullable Item bare(String raw, int depth) {
        boolean explicit = isPrefixed(raw);
        String text = explicit ? raw.substring(1).strip() : raw;
        if (takes(raw)) {
            return verb(text, explicit);
        }
        text =
                LEVEL.matcher(text).matches()
                        ? text
                        : TypedText.withoutSmile(TypedText.withoutStop(text));
        if (text.isEmpty()) {
            return null;
        }
        if (words.verb(TypedText.fold(text)) == null) {
            text = words.withoutTail("politely", text);
        }
        String folded = TypedText.fold(text);
        if (words.has("nodue", folded)) {
            return VerbReader.one(Verb.DUE, null, null, "none");
        }
        Word whole = words.verb(folded);
        Item item = whole == null ? null : verbs.read(whole, folded, "", explicit);
        item = item == null ? verbs.level(text) : item;
        item = item == null ? verbs.rule(text) : item;
        item = item == null ? key(text) : item;
        if (item != null) {
            return item;
        }
        item = verb(text, explicit);
        if (item != null) {
            return item;
        }
        When when = whens.read(text);
        if (when != null) {
            return words.prefix("beforeday", folded) > 0
                    ? VerbReader.one(Verb.DUE, when, null, null)
                    : verbs.bare(when);
        }
        if (depth < 3) {
            int length = words.prefix("before", folded);
            item =
                    length > 0 && length < text.length()
                            ? bare(text.substring(length).strip(), depth + 1)
                            : null;
        }
        item = item == null ? shorthand(text) : item;
        return item == null ? verbLast(text) : item;
    }

    /** "gestern erledigt", "an Ana geben": some languages put the verb at the end. */
    private @Nullable Item verbLast(String text) {
        int space = text.lastIndexOf(' ');
        for (int i = 0; space > 0 && i < 2; i++, space = text.lastIndexOf(' ', space - 1)) {
            String tail = TypedText.fold(text.substring(space + 1));
            if (words.has("last", tail)) {
                Word word = words.verb(tail);
                String args = words.withoutTail("politely", text.substring(0, space).strip());
                Item item = verbLast(word == null ? Word.ASSIGN : word, tail, args);
                return item instanceof Commands ? item : null;
            }
        }
        return null;
    }

    private @Nullable Item verbLast(Word word, String verb, String args) {
        boolean aimed = words.prefix("who", TypedText.fold(args)) > 0;
        boolean name = Character.isUpperCase(args.charAt(0)) || args.charAt(0) == '@';
        return switch (word) {
            case ASSIGN, NUDGE ->
                    aimed ? verbs.read(word, verb, words.without("who", args), false) : null;
            case SNOOZE ->
                    name || whens.read(args) != null ? verbs.read(word, verb, args, false) : null;
            default ->
                    aimed || whens.read(args) != null ? verbs.read(word, verb, args, false) : null;
        };
    }

    private @Nullable Item verb(String text, boolean explicit) {
        for (Vocabulary.Match match : words.verbs(TypedText.fold(text))) {
            String args = text.substring(match.phrase().length()).strip();
            boolean colon = args.startsWith(":");
            Item item =
                    numbersAhead(args)
                            ? selectedBehind(match, args, explicit)
                            : verbs.read(
                                    match.word(),
                                    match.phrase(),
                                    colon ? args.substring(1).strip() : args,
                                    explicit || colon);
            if (item == null && !args.isEmpty()) {
                item = selectedBehind(match, colon ? args.substring(1).strip() : args, explicit);
            }
            if (item == null && (match.word() == Word.YES || match.word() == Word.OK)) {
                Item more = args.isEmpty() ? null : bare(args, 3);
                item = more == null ? null : VerbReader.join(agreed(match), more);
            }
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    private Item agreed(Vocabulary.Match match) {
        Item item = verbs.read(match.word(), match.phrase(), "", false);
        return item == null ? new Item.Polite() : item;
    }

    /** "done 1 3", "snooze 2 friday", "yes to all". */
    private @Nullable Item selectedBehind(Vocabulary.Match match, String args, boolean explicit) {
        String list = args;
        if (Selector.of(list, words, several()).isEmpty()) {
            list = words.without("who", args);
        }
        for (Selector selector : Selector.of(list, words, several())) {
            String rest = selector.rest().strip();
            Item item = verbs.read(match.word(), match.phrase(), rest, explicit);
            if (item instanceof Commands) {
                return select(item, selector.tasks());
            }
        }
        return null;
    }

    /** "give 2 to Ana": the number stands inside of what would be a command without it. */
    private @Nullable Item selectedWithin(String text) {
        int space = text.indexOf(' ');
        String behind = space < 0 ? "" : text.substring(space + 1);
        for (Selector selector : Selector.of(behind, words, true)) {
            String rest = selector.rest().strip();
            String verb = text.substring(0, space);
            Item item = rest.isEmpty() ? null : bare(verb + " " + rest, 0);
            if (item instanceof Commands && !isSelected(item)) {
                return select(item, selector.tasks());
            }
        }
        return null;
    }

    /** {@code status: Resolved}, {@code owner: ana}, {@code status solved}. */
    private @Nullable Item key(String text) {
        var matcher = KEY.matcher(text);
        String key;
        String args;
        if (matcher.matches()) {
            key = TypedText.fold(matcher.group("key")).strip();
            args = matcher.group("args").strip();
        } else {
            int space = text.indexOf(' ');
            if (space < 0) {
                return null;
            }
            key = TypedText.fold(text.substring(0, space));
            args = text.substring(space + 1).strip();
        }
        return words.verb(key) == Word.STATUS && !args.isEmpty()
                ? state(TypedText.fold(args))
                : null;
    }

    private @Nullable Item state(String state) {
        if (words.has("isdone", state)) {
            return VerbReader.one(Verb.DONE);
        }
        if (words.has("isrejected", state)) {
            return VerbReader.one(Verb.REJECT);
        }
        if (words.has("isopen", state)) {
            return VerbReader.one(Verb.REOPEN);
        }
        return words.has("iswaiting", state) ? new Question("Waiting for whom?") : null;
    }

    /** Several short forms side by side: {@code @ana friday p1 +pilot}. */
    private @Nullable Item shorthand(String text) {
        String person = Persons.marked(text);
        if (person != null && (text.startsWith("@") || text.startsWith("+"))) {
            return words.has("me", TypedText.fold(person))
                    ? VerbReader.one(Verb.MINE)
                    : VerbReader.one(Verb.ASSIGN, null, person, null);
        }
        var tokens = new ArrayList<>(List.of(text.split(" +", -1)));
        if (tokens.size() > 12
                || !SHORT.matcher(text).find()
                || text.indexOf(',') >= 0
                || text.indexOf(';') >= 0) {
            return null;
        }
        Item all = null;
        while (!tokens.isEmpty()) {
            Item next = nextShorthand(tokens);
            if (next == null) {
                return null;
            }
            all = all == null ? next : VerbReader.join(all, next);
        }
        return all;
    }

    private @Nullable Item nextShorthand(List<String> tokens) {
        for (int end = tokens.size(); end > 0; end--) {
            String text = String.join(" ", tokens.subList(0, end));
            Item item = oneShorthand(text, end == 1);
            if (item != null) {
                tokens.subList(0, end).clear();
                return item;
            }
        }
        return null;
    }

    private @Nullable Item oneShorthand(String text, boolean single) {
        char first = text.charAt(0);
        String person = first == '@' || first == '+' || single ? Persons.marked(text) : null;
        if (person != null) {
            return VerbReader.one(Verb.ASSIGN, null, person, null);
        }
        if (single
                && (first == '+' || first == '-')
                && text.length() > 1
                && Character.isLetter(text.charAt(1))) {
            return verbs.tags(text);
        }
        if (single && LEVEL.matcher(text).matches()) {
            return verbs.level(text);
        }
        for (Vocabulary.Match match : words.verbs(TypedText.fold(text))) {
            boolean due = match.word() == Word.DUE && match.phrase().length() < text.length();
            if (due || match.word() == Word.CHECK) {
                String args = text.substring(match.phrase().length()).strip();
                return verbs.read(match.word(), match.phrase(), args, false);
            }
        }
        When when = whens.read(text);
        return when == null ? null : verbs.bare(when);
    }
}
