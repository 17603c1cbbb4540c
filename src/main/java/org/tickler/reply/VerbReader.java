package org.tickler.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;
import org.tickler.reply.Item.Commands;
import org.tickler.reply.Item.Polite;
import org.tickler.reply.Item.Question;
import org.tickler.reply.Whens.PersonAndWhen;
import org.tickler.reply.Whens.When;

/** Reads what stands behind a verb. Everything must fit; null means that it does not. */
final class VerbReader {
    private static final Pattern TASK =
            Pattern.compile("\\[?(?:(?<sign>[Tt]-?|#)(?<id>\\d{1,9})|(?<n>\\d{1,3}))\\]?");

    private static final Pattern REASON =
            Pattern.compile("(?:[(\\[](?<in>[^()\\[\\]]+)[)\\]]|(?:- |: ?)(?<out>.+))");

    private static final Pattern TAG =
            Pattern.compile("[+#-]?[\\p{L}\\p{N}][\\p{L}\\p{N}_/.-]{0,40}");

    private final Vocabulary words;
    private final Whens whens;
    private final Asked asked;
    private final DateContext now;

    VerbReader(Vocabulary words, Whens whens, Asked asked, DateContext now) {
        this.words = words;
        this.whens = whens;
        this.asked = asked;
        this.now = now;
    }

    /**
     * @param phrase the verb as written, folded
     * @param args what stands behind it, without white space around
     * @param explicit whether a prefix or a colon makes the intent plain
     */
    @Nullable Item read(Word word, String phrase, String args, boolean explicit) {
        return switch (word) {
            case YES, OK -> asked == Asked.PROPOSAL ? confirm(args) : plain(Verb.ACKNOWLEDGE, args);
            case CONFIRM -> confirm(args);
            case SEEN -> plain(Verb.ACKNOWLEDGE, args);
            case NO -> no(args, explicit);
            case REJECT -> reject(args, explicit);
            case CHECK -> plain(asked == Asked.PROPOSAL ? Verb.CONFIRM : Verb.DONE, args);
            case DONE -> done(args);
            case REOPEN -> plain(Verb.REOPEN, args);
            case SNOOZE -> snooze(phrase, args);
            case DUE ->
                    due(args, explicit || phrase.startsWith("due") || phrase.startsWith("dead"));
            case ASSIGN -> assign(phrase, args, explicit);
            case MINE -> plain(Verb.MINE, args);
            case WAITING -> waiting(phrase, args, explicit);
            case NUDGE -> nudge(args);
            case INVITE ->
                    new InviteReader(words, whens)
                            .read(args, explicit || phrase.startsWith("invite"));
            case UNINVITE -> InviteReader.without(words, args, explicit || phrase.length() > 7);
            case REPEAT -> repeat(args);
            case PRIORITY -> priority(words.without("until", args));
            case TAG -> tags(args);
            case RENAME -> text(Verb.RENAME, args);
            case TITLE -> explicit ? text(Verb.RENAME, args) : null;
            case NOTE -> text(Verb.NOTE, args);
            case MERGE -> merge(args);
            case MUTE -> withOptionalWhen(Verb.MUTE, args);
            case PAUSE -> withOptionalWhen(Verb.PAUSE, args);
            case RESUME -> plain(Verb.RESUME, args);
            case UNDO -> plain(Verb.UNDO, args);
            case LIST -> answer(Verb.LIST, args, explicit);
            case AGENDA -> answer(Verb.AGENDA, args, explicit);
            case HELP -> answer(Verb.HELP, args, explicit);
            case STATUS -> answer(Verb.STATUS, args, explicit);
            case THANKS ->
                    isFiller(args) || Persons.named(args, words) != null ? new Polite() : null;
        };
    }

    static Item one(Verb verb) {
        return one(verb, null, null, null);
    }

    static Item one(
            Verb verb, @Nullable When when, @Nullable String person, @Nullable String text) {
        if (when != null && when.date().isAmbiguous()) {
            return new Question(
                    "Which day is \"%s\": %s or %s?"
                            .formatted(
                                    when.date().text(), when.date().date(), when.date().other()));
        }
        return new Commands(
                List.of(
                        new Command(
                                verb,
                                List.of(),
                                when == null ? null : when.date(),
                                person,
                                text,
                                when != null && when.exact())));
    }

    /** A bare moment: what it means depends on what was asked. */
    Item bare(When when) {
        return one(asked == Asked.PROPOSAL ? Verb.CONFIRM : Verb.SNOOZE, when, null, null);
    }

    private boolean isFiller(String args) {
        return words.only("after", TypedText.fold(args));
    }

    private @Nullable Item plain(Verb verb, String args) {
        return isFiller(args) ? one(verb) : null;
    }

    private @Nullable Item confirm(String args) {
        if (isFiller(args)) {
            return one(Verb.CONFIRM);
        }
        When when = whens.read(words.without("byday", args));
        if (when != null) {
            return one(Verb.CONFIRM, when, null, null);
        }
        int who = words.prefix("who", TypedText.fold(args));
        PersonAndWhen both = whens.split(args.substring(who), false);
        return both == null ? null : one(Verb.CONFIRM, both.when(), both.person(), null);
    }

    private @Nullable Item no(String args, boolean explicit) {
        if (isFiller(args) && asked == Asked.REMINDER && !explicit) {
            return new Question(
                    "Does \"no\" mean that the task is to be dropped? Answer \"drop\" or \"not done\".");
        }
        return reject(args, explicit);
    }

    private @Nullable Item reject(String args, boolean explicit) {
        if (isFiller(args)) {
            return one(Verb.REJECT);
        }
        Matcher reason = REASON.matcher(args);
        if (reason.matches()) {
            String text = reason.group("in") == null ? reason.group("out") : reason.group("in");
            return one(Verb.REJECT, null, null, text.strip());
        }
        boolean because = words.prefix("because", TypedText.fold(args)) > 0;
        return explicit || because ? one(Verb.REJECT, null, null, args) : null;
    }

    private @Nullable Item done(String args) {
        if (isFiller(args)) {
            return one(Verb.DONE);
        }
        When plain = whens.read(args);
        When when = plain == null ? whens.read(words.without("after", args)) : plain;
        if (when == null) {
            return null;
        }
        if (when.date().date().isAfter(now.now().toLocalDate())) {
            return new Question(
                    "\"%s\" is %s: is it done already, or shall I remind you then?"
                            .formatted(when.date().text(), when.date().date()));
        }
        return one(Verb.DONE, when, null, null);
    }

    private @Nullable Item snooze(String phrase, String args) {
        String rest = words.without("politely", args);
        if (isFiller(rest) || words.only("object", TypedText.fold(rest))) {
            return one(Verb.SNOOZE);
        }
        When when = whens.read(rest);
        if (when != null) {
            return one(Verb.SNOOZE, when, null, null);
        }
        if (asked != Asked.DIGEST && rest.chars().allMatch(Character::isDigit)) {
            return new Question("Until when? For example \"snooze " + rest + " days\".");
        }
        return words.has("reminds", phrase) ? nudge(rest) : null;
    }

    private @Nullable Item due(String args, boolean explicit) {
        String rest = words.without("until", args);
        if (words.has("none", TypedText.fold(args))) {
            return one(Verb.DUE, null, null, "none");
        }
        if (rest.isEmpty()) {
            return explicit ? new Question("Due when?") : null;
        }
        When when = whens.read(args);
        return when == null ? null : one(Verb.DUE, when, null, null);
    }

    private @Nullable Item assign(String phrase, String args, boolean explicit) {
        boolean weak = phrase.length() <= 4 && !explicit && words.has("who", phrase);
        String rest =
                words.prefix("who", TypedText.fold(args)) > 0 ? words.without("who", args) : args;
        if (rest.isEmpty()) {
            return explicit || !weak ? new Question("Who is to do it?") : null;
        }
        if (words.has("me", TypedText.fold(rest)) && !weak) {
            return one(Verb.MINE);
        }
        int by = clause(rest);
        String name = by < 0 ? rest : rest.substring(0, by).strip();
        String person = weak ? Persons.named(name, words) : Persons.any(name, words);
        if (person == null) {
            PersonAndWhen both = by < 0 && !weak ? whens.split(rest, false) : null;
            return both == null || both.person() == null
                    ? null
                    : assigned(both.person(), both.when(), false);
        }
        When when = by < 0 ? null : whens.read(words.without("byday", rest.substring(by).strip()));
        return by >= 0 && when == null ? null : assigned(person, when, true);
    }

    /** An assignment with a day: "by" makes it the due, else the day means what it means alone. */
    Item assigned(String person, @Nullable When when, boolean due) {
        Item assignment = one(Verb.ASSIGN, null, person, null);
        if (when == null) {
            return assignment;
        }
        Item second = due ? one(Verb.DUE, when, null, null) : bare(when);
        return join(assignment, second);
    }

    /** Both, or the question that one of them asks. */
    static Item join(Item first, Item second) {
        if (first instanceof Commands one && second instanceof Commands two) {
            var all = new ArrayList<>(one.commands());
            all.addAll(two.commands());
            return new Commands(all);
        }
        return first instanceof Question || second instanceof Polite ? first : second;
    }

    private int clause(String text) {
        String folded = TypedText.fold(text);
        for (int space = folded.indexOf(' '); space >= 0; space = folded.indexOf(' ', space + 1)) {
            if (words.prefix("byday", folded.substring(space + 1)) > 0) {
                return space + 1;
            }
        }
        return -1;
    }

    private @Nullable Item waiting(String phrase, String args, boolean explicit) {
        String rest = Persons.owner(words.without("who", args), words);
        if (isFiller(rest)) {
            boolean asks = explicit || args.isEmpty() && !phrase.equals("wait");
            return asks ? new Question("Waiting for whom?") : null;
        }
        PersonAndWhen both = whens.split(rest, true);
        if (both == null) {
            both = behindSource(rest);
        }
        if (both == null) {
            return null;
        }
        return both.person() == null
                ? one(Verb.SNOOZE, both.when(), null, null)
                : one(Verb.WAITING, both.when(), both.person(), null);
    }

    /** "an answer from Ana until friday". */
    private @Nullable PersonAndWhen behindSource(String text) {
        for (String word : words.all("source")) {
            String from = " " + word + " ";
            int at = text.lastIndexOf(from);
            if (at > 0 && at < 40) {
                return whens.split(text.substring(at + from.length()), false);
            }
        }
        return null;
    }

    private @Nullable Item nudge(String args) {
        if (isFiller(args)) {
            return one(Verb.NUDGE);
        }
        PersonAndWhen both = whens.split(args, true);
        return both == null ? null : one(Verb.NUDGE, both.when(), both.person(), null);
    }

    private @Nullable Item repeat(String args) {
        String folded = TypedText.fold(args);
        if (words.has("none", folded)) {
            return one(Verb.REPEAT, null, null, "none");
        }
        return args.isEmpty()
                ? new Question("How often? For example \"every monday\".")
                : rule(args);
    }

    /** A recurrence in words, if every word belongs to one. */
    @Nullable Item rule(String text) {
        String folded = TypedText.fold(text);
        if (words.prefix("every", folded) == 0 || folded.length() > 80) {
            return null;
        }
        for (String word : folded.split("[ ,]+", -1)) {
            boolean number =
                    !word.isEmpty() && Character.isDigit(word.charAt(0)) && word.length() < 8;
            if (!number && !words.has("rulewords", word) && !words.has("unit", word)) {
                return null;
            }
        }
        return one(Verb.REPEAT, null, null, text);
    }

    private @Nullable Item priority(String args) {
        Item level = level(args);
        return level == null ? level("p" + args) : level;
    }

    /** A level alone, such as "p1" or "high". */
    @Nullable Item level(String text) {
        String folded = TypedText.fold(text);
        for (String level : List.of("urgent", "high", "normal", "low")) {
            if (words.has(level, folded)) {
                return one(Verb.PRIORITY, null, null, level);
            }
        }
        return null;
    }

    @Nullable Item tags(String args) {
        String[] tags = args.split("[ ,]+", -1);
        if (args.isEmpty() || tags.length > 6) {
            return null;
        }
        var signed = new ArrayList<String>();
        for (String tag : tags) {
            if (!TAG.matcher(tag).matches()) {
                return null;
            }
            char first = tag.charAt(0);
            signed.add(
                    first == '-' || first == '+'
                            ? tag
                            : "+" + (first == '#' ? tag.substring(1) : tag));
        }
        return one(Verb.TAG, null, null, String.join(" ", signed));
    }

    private static @Nullable Item text(Verb verb, String args) {
        String text =
                args.startsWith(":") || args.startsWith("- ") ? args.substring(1).strip() : args;
        if (text.isEmpty()) {
            return verb == Verb.RENAME ? new Question("Which title?") : null;
        }
        return one(verb, null, null, text);
    }

    private @Nullable Item merge(String args) {
        Matcher task = TASK.matcher(words.without("number", words.without("who", args)));
        if (args.isEmpty()) {
            return new Question("Of which task? For example \"duplicate of T-12\".");
        }
        if (!task.matches()) {
            return null;
        }
        String id = task.group("n") == null ? "T-" + task.group("id") : task.group("n");
        return one(Verb.MERGE, null, null, id);
    }

    private @Nullable Item withOptionalWhen(Verb verb, String args) {
        if (isFiller(args)) {
            return one(verb);
        }
        When when = whens.read(args);
        return when == null ? null : one(verb, when, null, null);
    }

    private @Nullable Item answer(Verb verb, String args, boolean explicit) {
        if (isFiller(args)) {
            return one(verb);
        }
        boolean fits =
                words.only("filter", TypedText.fold(args))
                        || Persons.marked(args) != null
                        || explicit && args.length() <= 60;
        return fits ? one(verb, null, null, args) : null;
    }
}
