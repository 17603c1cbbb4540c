package org.tickler.ask;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tickler.language.Lexicon;
import org.tickler.language.Phrases;
import org.tickler.language.Tokens;
import org.tickler.mail.Headers;
import org.tickler.mail.ParsedMail;

/**
 * For how many a mail was written, as its headers, its sender and its words tell.
 *
 * @param why for the reader: what shows that no person wrote it; empty where one did
 */
public record Voice(Reach reach, String why) {
    /** A person's, to people. */
    public static final Voice PERSON = new Voice(Reach.PERSONAL, "");

    /** A phrase that only bulk mail has; one that people use too weighs half of it. */
    private static final int CLEAR_MARK = 2;

    private static final int ENOUGH_MARKS = 2 * CLEAR_MARK;
    private static final int MOST_SHOWN = 5;

    /** The different phrases of a section that occur in a text, and how much they weigh. */
    private record Marks(int weight, Set<String> phrases) {
        static Marks of(String section, Tokens words, Lexicon lexicon) {
            Phrases phrases = lexicon.phrases(section);
            Phrases common = lexicon.phrases("said-by-people-too");
            var seen = new LinkedHashSet<String>();
            int weight = 0;
            for (int i = phrases.find(words, 0); i >= 0; ) {
                int length = phrases.at(words, i);
                String phrase =
                        IntStream.range(i, i + length)
                                .mapToObj(words::word)
                                .collect(Collectors.joining(" "));
                if (seen.add(phrase)) {
                    weight += common.at(words, i) >= length ? 1 : CLEAR_MARK;
                }
                i = phrases.find(words, i + length);
            }
            return new Marks(weight, seen);
        }

        Marks with(Marks more) {
            var both = new LinkedHashSet<String>(phrases);
            both.addAll(more.phrases);
            return new Marks(weight + more.weight, both);
        }

        static String shown(Marks... all) {
            return Stream.of(all)
                    .flatMap(marks -> marks.phrases.stream())
                    .distinct()
                    .limit(MOST_SHOWN)
                    .map(phrase -> "\u201c" + phrase + "\u201d")
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * The voice of a mail.
     *
     * @param words all its words, the small print too
     */
    public static Voice of(ParsedMail mail, Tokens words, Lexicon lexicon) {
        var headers = mail.headers();
        boolean discussion =
                headers.has("List-Post") || headers.has("In-Reply-To") && headers.has("List-Id");
        var author = new Author(mail, words, lexicon);
        Marks marks = Marks.of("bulk-mark", words, lexicon);
        Marks outreach =
                Marks.of("outreach", words, lexicon).with(Marks.of("cold-calls", words, lexicon));
        Marks phishing = Marks.of("phishing", words, lexicon);
        int enough =
                ENOUGH_MARKS
                        + (author.isAcquainted() ? CLEAR_MARK : 0)
                        - (hasLowPrecedence(headers) ? CLEAR_MARK : 0);
        if (Recap.is(words, lexicon)) {
            return author.isMachine() || author.isFirm()
                    ? new Voice(Reach.AUTOMATIC, "a machine sent notes of a meeting")
                    : PERSON;
        }
        if (outreach.weight + phishing.weight >= enough) {
            return bulk("it reads like cold outreach or phishing", outreach, phishing);
        }
        if (hasBulkHeaders(headers, discussion)) {
            return bulk("its headers are those of a newsletter");
        }
        if (headers.has("Feedback-ID") && marks.weight > 0 || headers.has("X-Campaign-Id")) {
            return bulk("its headers are those of a campaign", marks);
        }
        Marks machine = Marks.of("machine-talk", words, lexicon);
        boolean stranger = !author.isAcquainted() && !discussion;
        if (stranger && machine.weight + (author.isMachine() ? CLEAR_MARK : 0) >= ENOUGH_MARKS) {
            return bulk("it reads like a machine's notification", machine);
        }
        if (marks.weight >= enough && !discussion
                || marks.weight + outreach.weight >= enough + CLEAR_MARK) {
            return bulk("it reads like advertising", marks, outreach);
        }
        int firms = marks.weight + machine.weight + outreach.weight;
        if (stranger
                && author.isFirm()
                && (firms >= CLEAR_MARK || lexicon.has("teams-sign", words))) {
            return bulk("a firm speaks in it, and no person signs", marks, machine, outreach);
        }
        if (isSubmittedByMachine(headers) || author.isMachine()) {
            return new Voice(Reach.AUTOMATIC, "a machine sent it");
        }
        if (stranger && author.isFirmWithoutName()) {
            return new Voice(Reach.AUTOMATIC, "a firm sent it, and no person signs");
        }
        if (marks.weight > 0 && outreach.weight > 0) {
            return new Voice(
                    Reach.AUTOMATIC, "it sounds like advertising: " + Marks.shown(marks, outreach));
        }
        boolean automatic = lexicon.phrases("automatic-mark").in(words) && !author.isSignedPerson();
        return automatic ? new Voice(Reach.AUTOMATIC, "it says that a machine wrote it") : PERSON;
    }

    private static boolean hasBulkHeaders(Headers headers, boolean discussion) {
        boolean list = headers.has("List-Unsubscribe") || headers.has("List-Unsubscribe-Post");
        return list && !discussion && !precedence(headers).equals("list");
    }

    /** Alone it says nothing: some systems mark every mail so that goes to more than one person. */
    private static boolean hasLowPrecedence(Headers headers) {
        return precedence(headers).equals("bulk") || precedence(headers).equals("junk");
    }

    private static String precedence(Headers headers) {
        return headers.first("Precedence").orElse("").strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isSubmittedByMachine(Headers headers) {
        String submitted =
                headers.first("Auto-Submitted").orElse("").strip().toLowerCase(Locale.ROOT);
        return !submitted.isEmpty() && !submitted.startsWith("no");
    }

    private static Voice bulk(String why, Marks... marks) {
        String shown = Marks.shown(marks);
        return new Voice(Reach.BULK, shown.isEmpty() ? why : why + ": " + shown);
    }

    /** Who answers a mail, writes to several by name, or to a colleague, hardly sends bulk mail. */
    public static boolean isAmongAcquaintances(ParsedMail mail) {
        return Author.isAmongAcquaintances(mail);
    }
}
