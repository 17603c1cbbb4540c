package org.tickler.reply;

import org.jspecify.annotations.Nullable;
import org.tickler.reply.Item.Question;
import org.tickler.reply.Whens.When;

/** Reads "thursday 3pm for 45m with ana and tom", in either order. */
final class InviteReader {
    private static final int MOST_WORDS = 10;

    private final Vocabulary words;
    private final Whens whens;

    InviteReader(Vocabulary words, Whens whens) {
        this.words = words;
        this.whens = whens;
    }

    /**
     * @param plain whether the verb alone shows that an invitation is meant
     */
    @Nullable Item read(String args, boolean plain) {
        if (args.isEmpty()) {
            return plain
                    ? new Question("When? For example \"invite thursday 3pm with ana\".")
                    : null;
        }
        Item item = whenFirst(args, "");
        if (item != null) {
            return item;
        }
        item = personsFirst(words.without("with", args));
        if (item != null) {
            return item;
        }
        if (plain && withPersons(args)) {
            return VerbReader.one(Verb.INVITE, null, null, args);
        }
        boolean persons = plain && InviteDetails.read("with " + args, words) != null;
        return persons
                ? new Question("When? For example \"invite " + args + " thursday 3pm\".")
                : null;
    }

    /**
     * "uninvite ana and tom", "without Ana".
     *
     * @param plain whether the verb alone shows that guests are meant
     */
    static @Nullable Item without(Vocabulary words, String args, boolean plain) {
        if (args.isEmpty()) {
            return plain ? new Question("Whom? For example \"uninvite ana\".") : null;
        }
        String persons = "with " + args;
        InviteDetails details = InviteDetails.read(persons, words);
        return details == null || details.persons().isEmpty() || details.place() != null
                ? null
                : VerbReader.one(Verb.UNINVITE, null, null, persons);
    }

    /** "with ana" and no moment: whoever knows the task decides whether it has one. */
    private boolean withPersons(String args) {
        InviteDetails details =
                InviteDetails.firstClause(" " + args) == 0 ? InviteDetails.read(args, words) : null;
        return details != null && !details.persons().isEmpty();
    }

    /** The longest beginning that is a moment, with clauses behind it. */
    private @Nullable Item whenFirst(String args, String before) {
        int end = InviteDetails.firstClause(args);
        for (int i = 0; end > 0 && i < 2 * MOST_WORDS; i++, end = args.lastIndexOf(' ', end - 1)) {
            String phrase = args.substring(0, end);
            When when = phrase.length() > 80 ? null : whens.read(phrase);
            if (when != null) {
                String rest = (before + " " + args.substring(end).strip()).strip();
                return InviteDetails.read(rest, words) == null
                        ? null
                        : VerbReader.one(Verb.INVITE, when, null, rest.isEmpty() ? null : rest);
            }
        }
        return null;
    }

    private @Nullable Item personsFirst(String args) {
        int from = 0;
        for (int i = 0; i < MOST_WORDS; i++) {
            int space = args.indexOf(' ', from);
            if (space < 0) {
                return null;
            }
            String persons = "with " + args.substring(0, space);
            if (InviteDetails.read(persons, words) != null) {
                Item item = whenFirst(args.substring(space + 1), persons);
                if (item != null) {
                    return item;
                }
            }
            from = space + 1;
        }
        return null;
    }
}
