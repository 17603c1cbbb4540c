package org.tickler.extract;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.Ask;
import org.tickler.ask.People;
import org.tickler.ask.Scene;
import org.tickler.dates.FoundDate;
import org.tickler.language.Infinitives;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;

/**
 * Words a good assistant would put on a list: imperative where that is natural, without lead-in,
 * due date, Markdown and full stop.
 */
final class Titles {
    static final int LONGEST = 200;

    /** So much of a long sentence is read for a title, which takes less. */
    private static final int READ = 4 * LONGEST;

    private static final int LONGEST_NAME = 3;
    private static final int LONGEST_SUBJECT = 8;

    private static final Pattern EMPTY =
            Pattern.compile("\\s*\\(\\s*" + Lexicon.anyOf("title-brackets") + "?\\s*\\)");
    private static final Pattern TAIL =
            Pattern.compile(
                    "(?i)(?:[\\s,;]++" + Lexicon.anyOf("title-tails") + "){1,3}[\\s.!?,]*$");
    private static final Pattern DANGLING = Pattern.compile("\\s(?:is|are)[\\s.]*$");
    private static final String SIGNS = ",;:.!?\u2013\u2014-";
    private static final Pattern BEFORE_POINT = Pattern.compile("\\s+([,;:.!?)])");

    private final Lexicon lexicon;

    Titles(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * The title of a note's item; {@code due} is the date that was read from its words, or null.
     */
    String ofItem(String text, @Nullable FoundDate due, People people) {
        String words = due == null ? text : withoutDate(text, due);
        words = PlainText.withoutMarkdown(words);
        var tokens = new Tokens(words);
        int lead = lead(tokens, people);
        boolean bare = tokens.size() - lead < 2;
        return finish(bare ? words : words.substring(tokens.start(lead)), text);
    }

    /** The words of a title that say what is done, behind several who do it: "Ana and Bo to …". */
    Tokens action(String title) {
        var words = new Tokens(title);
        for (int i = 1; i <= LONGEST_SUBJECT && i < words.size() && !isVerb(words, 0); i++) {
            int will = lexicon.phrases("will").at(words, i);
            if (will > 0 && i + will < words.size()) {
                return new Tokens(title.substring(words.start(i + will)));
            }
            if (!words.isCapital(i) && !words.gapBefore(i).contains(",") && !isAnd(words.word(i))) {
                break;
            }
        }
        return words;
    }

    private static boolean isAnd(String word) {
        return Lexicon.all().stream()
                .anyMatch(lexicon -> lexicon.phrases("list-joiners").isAllOf(new Tokens(word)));
    }

    /** How many words in front only say who is asked, or ask. */
    private int lead(Tokens words, People people) {
        int label = label(words);
        int i = label + subject(words, label, people);
        int lead = titleLead(words, i);
        while (lead > 0 && i + lead < words.size()) {
            i += lead;
            lead = titleLead(words, i);
        }
        return i < words.size() ? i : 0;
    }

    private int titleLead(Tokens words, int i) {
        return lexicon.phrases("no-title-leads").startsAt(words, i)
                ? 0
                : lexicon.phrases("title-leads").at(words, i);
    }

    /** "Action item: …", "Ok, …", "To do - …": the words of the label, or 0. */
    private int label(Tokens words) {
        int i = 0;
        int length = lexicon.phrases("title-labels").at(words, i);
        while (length > 0 && i + length < words.size()) {
            String gap = words.gapBefore(i + length);
            boolean ends =
                    gap.length() > 1 && ":,.!-\u2013\u2014".indexOf(gap.strip().charAt(0)) >= 0;
            if (!ends) {
                return i;
            }
            i += length;
            length = lexicon.phrases("title-labels").at(words, i);
        }
        return i;
    }

    /**
     * "Ana Ruiz to …", "Ana Ruiz will …", "Ana: …": the words up to the verb, or 0, also where the
     * verb is the action itself ("Ana takes care of …").
     */
    private int subject(Tokens words, int first, People people) {
        int stranger = first == 0 ? strangerInFront(words) : 0;
        if (stranger > 0) {
            return stranger;
        }
        for (int length = Math.min(4, words.size() - first - 1); length > 0; length--) {
            int behind = first + length;
            String name = words.text().substring(words.start(first), words.end(behind - 1));
            int next = lexicon.phrases("will").at(words, behind);
            boolean named = people.find(name) != null || people.isNobody(name);
            boolean colon = words.gapBefore(behind).startsWith(":");
            if (named && (next > 0 || colon)
                    || next > 0
                            && length > 1
                            && allCapital(words, first, behind)
                            && !isParted(words, first, behind)
                            && !isVerb(words, first)) {
                boolean acts = lexicon.phrases("acting-verbs").startsAt(words, behind);
                return acts ? 0 : length + next;
            }
        }
        return 0;
    }

    /** "Ana Ruiz: Send …", where nobody knows an Ana Ruiz: the words of the name, or 0. */
    int strangerInFront(Tokens words) {
        if (lexicon != Lexicon.english()) {
            return 0; // nouns have capitals elsewhere, and words that are no names are not listed
        }
        for (int length = 2; length <= LONGEST_NAME && length < words.size(); length++) {
            if (words.gapBefore(length).startsWith(":")) {
                boolean name =
                        allCapital(words, 0, length)
                                && !lexicon.phrases("no-names").within(words, 0, length)
                                && !lexicon.phrases("event-nouns").within(words, 0, length)
                                && !isVerb(words, 0);
                return name && !isParted(words, 0, length) && isVerb(words, length) ? length : 0;
            }
        }
        return 0;
    }

    /** Whether more than a blank stands between two of these words. */
    private static boolean isParted(Tokens words, int first, int end) {
        for (int i = first + 1; i < end; i++) {
            if (!words.gapBefore(i).isBlank() && !words.gapBefore(i).equals("-")) {
                return true;
            }
        }
        return false;
    }

    /** "Call Ana to agree the numbers" begins with what is done, "Mark Jones to …" with who. */
    private boolean isVerb(Tokens words, int i) {
        return lexicon.phrases("verbs").startsAt(words, i)
                && !lexicon.phrases("names-like-verbs").startsAt(words, i);
    }

    private static boolean allCapital(Tokens words, int first, int end) {
        for (int i = first; i < end; i++) {
            if (!words.isCapital(i)) {
                return false;
            }
        }
        return true;
    }

    /** The title of what a sentence asks; "me" and "you" become names. */
    String ofAsk(String clause, String action, Ask ask, @Nullable FoundDate due, Scene scene) {
        String words = action.substring(0, Math.min(action.length(), READ));
        if (due != null && clause.contains(due.text()) && words.contains(due.text())) {
            int moved = clause.indexOf(due.text()) - due.start();
            boolean elsewhere = moved != 0 && clause.length() < due.end();
            words = elsewhere ? words : withoutDate(words, at(due, words.indexOf(due.text())));
        }
        words = PlainText.withoutMarkdown(words);
        if (ask.sort() == Ask.Sort.EVENT) {
            return finish(eventName(words), clause);
        }
        var tokens = new Tokens(words);
        int need = lexicon.phrases("need-lead").at(tokens, 0);
        boolean thing = need > 0 && need < tokens.size() && !tokens.word(need).equals("to");
        if (thing && lexicon.language().equals("en")) {
            String to = scene.senderName().isEmpty() ? "" : scene.senderName() + " ";
            return finish("Send " + to + lowerFirst(words.substring(tokens.start(need))), clause);
        }
        if (ask.sort() == Ask.Sort.QUESTION
                && lexicon.phrases("bare-questions").startsAt(tokens, 0)) {
            return finish("Answer " + scene.senderName() + ": " + lowerFirst(words), clause);
        }
        int lead = lead(tokens, scene.people());
        if (ask.sort() == Ask.Sort.MEETING && lead == 0) { // "are you free for lunch"
            lead = lexicon.phrases("meeting-prepositions").at(tokens, 0);
            lead = lead < tokens.size() ? lead : 0;
        }
        if (!lexicon.language().equals("en")) {
            return finish(
                    foreign(words, tokens.isEmpty() ? 0 : tokens.start(lead), ask, scene), clause);
        }
        words = tokens.isEmpty() ? words : words.substring(tokens.start(lead));
        words = new Pronouns(ask, scene).resolve(imperative(words, ask));
        if (handsOver(clause, action)) { // "you'll have the comments"
            String to = scene.readerName().isEmpty() ? "me" : scene.readerName();
            words = "Send " + to + " " + lowerFirst(words);
        }
        String other = scene.ownerSpeaks() ? scene.readerName() : scene.senderName();
        boolean with =
                ask.sort() == Ask.Sort.MEETING
                        && !other.isEmpty()
                        && !words.contains(" with ")
                        && !words.contains(other);
        return finish(with ? trimmed(words) + " with " + other : words, clause);
    }

    /** "Nils wants you to ring him" as what is to be done; what no rule of English knows stays. */
    static String restated(String text, Ask ask, Scene scene) {
        Infinitives rules =
                scene.lexicon() == Lexicon.english() ? scene.lexicon().infinitives() : null;
        boolean giving = ask.sort() != Ask.Sort.COMMITMENT;
        String other = giving ? scene.senderName() : scene.readerName();
        String told =
                rules == null || ask.sort() == Ask.Sort.EVENT || ask.sort() == Ask.Sort.DELEGATION
                        ? null
                        : rules.rewritten(text, giving, other.isEmpty() && !giving ? "me" : other);
        return told == null ? text : told;
    }

    /** In the other languages the lead may hold "to me", and the whole clause the verb. */
    private String foreign(String words, int lead, Ask ask, Scene scene) {
        boolean meets = ask.sort() == Ask.Sort.MEETING || ask.sort() == Ask.Sort.EVENT;
        boolean giving = ask.sort() != Ask.Sort.COMMITMENT;
        String rest = words.substring(lead);
        if (meets || ask.sort() == Ask.Sort.DELEGATION) {
            return rest;
        }
        Infinitives infinitives = lexicon.infinitives();
        if (infinitives == null) {
            return rest;
        }
        String whole = infinitives.of(words, giving, scene.senderName());
        boolean understood = !whole.equals(words) && !whole.equals(rest);
        return understood && lead == 0 ? whole : infinitives.of(rest, giving, scene.senderName());
    }

    private boolean handsOver(String clause, String action) {
        return clause.endsWith(action)
                && lexicon.phrases("handing-over")
                        .endsAt(new Tokens(clause.substring(0, clause.length() - action.length())));
    }

    /** "sending the minutes" is "send the minutes", where the verb is known. */
    private String imperative(String text, Ask ask) {
        var words = new Tokens(text);
        String first = words.word(0);
        if (ask.sort() == Ask.Sort.DELEGATION && first.length() > 3 && first.endsWith("s")) {
            String base = first.substring(0, first.length() - 1);
            return lexicon.isVerb(base) ? base + text.substring(words.end(0)) : text;
        }
        String verb = lexicon.verbOfDoing(first);
        return verb == null ? text : verb + text.substring(words.end(0));
    }

    /** "The panel interview is set for Monday" is "panel interview". */
    private String eventName(String text) {
        var words = new Tokens(text);
        int from = lexicon.phrases("articles").at(words, 0);
        int noun = lexicon.phrases("event-nouns").find(words, from);
        if (noun < 0 || from >= words.size()) {
            return text;
        }
        int to = noun + lexicon.phrases("event-nouns").at(words, noun);
        String name = text.substring(words.start(from), words.end(to - 1));
        boolean more =
                to < words.size()
                        && lexicon.phrases("prepositions").startsAt(words, to)
                        && !lexicon.phrases("date-prepositions").startsAt(words, to);
        int stop = more ? lexicon.phrases("finite").find(words, to) : -1;
        return stop > to ? name + " " + text.substring(words.start(to), words.end(stop - 1)) : name;
    }

    private static FoundDate at(FoundDate date, int start) {
        return new FoundDate(
                date.text(),
                start,
                start + date.text().length(),
                date.date(),
                date.time(),
                date.from(),
                date.grain(),
                date.other());
    }

    static String lowerFirst(String text) {
        boolean capitals = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return text.isEmpty() || capitals
                ? text
                : text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
    }

    /**
     * Takes a date out where it is an adjunct: "by Friday", "early in the New Year". What comes
     * again keeps its "every Friday": the due tells only the first.
     */
    String withoutDate(String text, FoundDate date) {
        if (lexicon.phrases("repeats").startsAt(new Tokens(date.text()), 0)
                || date.start() < 0
                || date.end() > text.length()
                || !text.startsWith(date.text(), date.start())) {
            return text;
        }
        String after = text.substring(date.end());
        String head = text.substring(0, date.start());
        var before = new Tokens(head);
        int from = date.start();
        int taken = 0;
        boolean complete = // "bring the bike in before Wednesday"
                lexicon.phrases("date-openers").startsAt(new Tokens(date.text()), 0);
        for (int i = Math.max(0, before.size() - 5); i < before.size(); i++) {
            boolean particle =
                    complete
                            && i == before.size() - 1
                            && lexicon.phrases("verb-particles").startsAt(before, i);
            if (!particle
                    && lexicon.phrases("date-prepositions").at(before, i) == before.size() - i) {
                from = before.start(i);
                taken = before.size() - i;
                break;
            }
        }
        boolean own = lexicon.phrases("date-adjuncts").startsAt(new Tokens(date.text()), 0);
        boolean last = after.isBlank() || ",;.:!?)".indexOf(after.strip().charAt(0)) >= 0;
        boolean genitive = after.startsWith("'") || after.startsWith("\u2019");
        if (genitive
                || taken == 0 && !own && !last
                || taken == 0 && lexicon.phrases("date-binders").endsAt(before)) {
            return text;
        }
        var behind = new Tokens(after); // "by Wednesday lunchtime"
        boolean close = !behind.isEmpty() && behind.gapBefore(0).isBlank();
        int more = close ? lexicon.phrases("date-leftovers").at(behind, 0) : 0;
        after = more > 0 ? after.substring(behind.end(more - 1)) : after;
        String rest =
                text.substring(0, from).stripTrailing()
                        + (after.isEmpty() || ",;.:!?".indexOf(after.charAt(0)) >= 0 ? "" : " ")
                        + after.stripLeading();
        return new Tokens(rest).size() < 2 ? text : rest;
    }

    /** Trimmed, capitalised, never blank and never too long. */
    static String finish(String words, String otherwise) {
        String full = words.indexOf('(') < 0 ? words : EMPTY.matcher(words).replaceAll("");
        String bare = TAIL.matcher(full).replaceAll("");
        if (DANGLING.matcher(bare).find()) { // "Timesheets are due Friday"
            bare = trimmed(bare) + " due";
        }
        String title = BEFORE_POINT.matcher(trimmed(bare)).replaceAll("$1");
        if (title.isBlank()) {
            title = PlainText.withoutMarkdown(otherwise);
        }
        if (title.isBlank()) {
            title = "?";
        }
        int first = title.codePointAt(0);
        boolean mixed = title.length() > 1 && Character.isUpperCase(title.charAt(1));
        if (Character.isLowerCase(first) && !mixed) {
            title =
                    Character.toString(Character.toTitleCase(first))
                            + title.substring(Character.charCount(first));
        }
        return shorten(title);
    }

    private static String trimmed(String words) {
        return PlainText.trimmed(words, SIGNS + "\u00bf\u00a1", SIGNS);
    }

    private static String shorten(String title) {
        if (title.length() <= LONGEST) {
            return title;
        }
        int space = title.lastIndexOf(' ', LONGEST - 1);
        int end = space > LONGEST / 2 ? space : LONGEST - 1;
        end -= Character.isHighSurrogate(title.charAt(end - 1)) ? 1 : 0;
        return title.substring(0, end) + "\u2026";
    }
}
