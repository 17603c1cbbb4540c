package org.tickler.ask;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tickler.language.Lexicon;
import org.tickler.language.Phrases;
import org.tickler.language.Tokens;

/**
 * Judges one clause: does it ask for something, promise something, or give something to somebody?
 * The first rule that fits wins; courtesy, conditions, prohibitions and the past come before all.
 */
public final class Asks {
    static final double STRONG = 0.9;
    static final double FAIR = 0.75;

    /** How sure a bare imperative without a day is. */
    public static final double WEAK = 0.6;

    private static final int NEAR = 4;

    private final Scene scene;
    private final Lexicon lexicon;
    private final boolean dated;
    private final boolean timed;
    private final boolean question;
    private final Tokens words;
    private int start;

    private Asks(Tokens words, Scene scene, boolean dated, boolean timed) {
        this.words = words;
        this.scene = scene;
        this.lexicon = scene.lexicon();
        this.dated = dated;
        this.timed = timed;
        this.question = words.text().indexOf('?') >= 0;
    }

    /**
     * What a clause asks, or null where it asks nothing.
     *
     * @param dated whether the sentence holds a day to come
     * @param timed whether it holds a clock time
     */
    public static @Nullable Ask judge(Tokens words, Scene scene, boolean dated, boolean timed) {
        return words.size() < 2 ? null : new Asks(words, scene, dated, timed).judge();
    }

    private Phrases phrases(String section) {
        return lexicon.phrases(section);
    }

    private @Nullable Ask judge() {
        skipStarters();
        int anchor = firstRequest();
        if (words.isQuoted(anchor >= 0 ? anchor : start)) { // what somebody else says
            return null;
        }
        int veto = phrases("hard-veto").find(words, 0);
        boolean barred = veto >= 0 && (anchor < 0 || veto <= anchor + 1) && !isKept(veto);
        if (barred || isConditional() || isOpenOffer()) {
            return null;
        }
        Ask ask = nobody();
        ask = ask == null ? duty() : ask;
        ask = ask == null ? appointments().proposal() : ask;
        ask = ask == null && !question ? new Subjects(words, scene, dated).handed(start) : ask;
        ask = ask == null ? delegation() : ask;
        ask = ask == null ? request(anchor) : ask;
        ask = ask == null ? assignment() : ask;
        ask = ask == null ? new Needs(words, scene, dated, start).ask() : ask;
        ask = ask == null ? commitment() : ask;
        ask = ask == null ? delivery() : ask;
        ask = ask == null ? imperative() : ask;
        ask = ask == null ? appointments().event() : ask;
        return ask == null ? question() : ask;
    }

    /** "As promised, I'll send you the numbers": what was promised is still to be done. */
    private boolean isKept(int veto) {
        return phrases("kept-promises").startsAt(words, veto)
                && phrases("commit").find(words, veto) > veto
                && phrases("hard-veto").find(words, veto + 1) < 0;
    }

    /** "Also, …", "Great - …", "Lee, …": words in front that change nothing. */
    private void skipStarters() {
        start += scene.vocative(words, start);
        int length = starter();
        while (length > 0 && start + length < words.size() - 1) {
            start += length;
            length = starter();
        }
    }

    private int starter() {
        int length = phrases("starters").at(words, start);
        int asks =
                Math.max(
                        phrases("request-start").at(words, start),
                        phrases("request").at(words, start));
        if (asks > length) { // "merci de …", though "merci, …"
            return 0;
        }
        if (length == 0) {
            int exclaimed = phrases("interjections").at(words, start);
            boolean apart =
                    exclaimed > 0
                            && start + exclaimed < words.size()
                            && !words.gapBefore(start + exclaimed).isBlank();
            length = apart ? exclaimed : 0;
        }
        return length;
    }

    private int firstRequest() {
        int request = phrases("request").find(words, start);
        int please = phrases("request-start").find(words, start);
        if (please > start && !phrases("polite").startsAt(words, please)) {
            please = -1;
        }
        return request < 0 ? please : please < 0 ? request : Math.min(request, please);
    }

    private boolean isConditional() {
        if (!phrases("conditional").startsAt(words, start)) {
            return false;
        }
        return !(phrases("conditional-ask").startsAt(words, start)
                || dated && firstRequest() >= 0 && !phrases("conditional-offer").in(words));
    }

    /** "Please call me if you have any questions": courtesy, though it sounds like a request. */
    private boolean isOpenOffer() {
        int end = phrases("courtesy-end").find(words, start + 1);
        int contact = end < 0 ? -1 : phrases("contact-verbs").find(words, start);
        return contact >= 0
                && contact < end
                && IntStream.range(start, contact)
                        .noneMatch(i -> phrases("joiners").startsAt(words, i));
    }

    /** "Could someone …", "we still need a volunteer". */
    private @Nullable Ask nobody() {
        int length = phrases("nobody-start").at(words, start);
        if (length == 0) {
            return null;
        }
        boolean acts =
                question
                        || phrases("will").startsAt(words, start + length)
                        || phrases("verbs").startsAt(words, start + length)
                        || phrases("nobody-need").startsAt(words, start);
        return acts
                ? Ask.at(
                        words,
                        Ask.Sort.REQUEST,
                        new AssigneeRef.Nobody(),
                        start + length + phrases("will").at(words, start + length),
                        STRONG)
                : null;
    }

    /** "Every member must …", "all drivers have to …": a duty of all, so of the reader. */
    private @Nullable Ask duty() {
        int group = phrases("group").at(words, start);
        int obliged = group == 0 ? 0 : phrases("group-duties").at(words, start + group);
        int verb = start + group + obliged;
        return obliged > 0 && !question && phrases("verbs").startsAt(words, verb)
                ? Ask.at(words, Ask.Sort.REQUEST, scene.group(), verb, STRONG)
                : null;
    }

    /** "Ray Esposito will …", "Tomasz turns off the chillers on 27 December". */
    private @Nullable Ask delegation() {
        var subjects = new Subjects(words, scene, dated);
        int asks = question ? phrases("ask-modals").at(words, start) : 0; // "Can Ana book …?"
        int heard = phrases("hearsay").at(words, start);
        boolean told = heard > 0 && words.isCapital(start + heard);
        Subjects.Subject subject = subjects.at(told ? start + heard : start + asks);
        if (subject == null || told && words.word(start + heard).equals("i")) {
            return null;
        }
        int verb = subject.verb();
        if (asks > 0) {
            return phrases("verbs").startsAt(words, verb) && verb + 2 < words.size()
                    ? Ask.at(words, Ask.Sort.DELEGATION, subject.who(), verb, STRONG)
                    : null;
        }
        while (phrases("adverbs").startsAt(words, verb)) {
            verb++;
        }
        int will = phrases("will").at(words, verb);
        boolean past = phrases("past").startsAt(words, verb);
        boolean takes = phrases("takes-over").startsAt(words, verb);
        boolean getsDone =
                dated && phrases("have-done").startsAt(words, verb) || subjects.isDoing(verb);
        if (!takes && !getsDone && (past || phrases("third-veto").startsAt(words, verb))) {
            return null;
        }
        boolean acts =
                will > 0
                        && (phrases("verbs").startsAt(words, verb + will)
                                || phrases("event-verbs").startsAt(words, verb + will)
                                || phrases("takes-over").startsAt(words, verb + will)
                                || subjects.isDoing(verb)
                                || dated);
        boolean present = dated && subjects.isThirdPerson(verb);
        if (!(takes || acts || present)) {
            return null;
        }
        return Ask.at(
                words,
                Ask.Sort.DELEGATION,
                subject.who(),
                lexicon.language().equals("en") ? verb + will : start,
                takes || will > 0 ? STRONG : FAIR);
    }

    private @Nullable Ask request(int anchor) {
        if (anchor < 0
                || phrases("reporting").find(words, start) >= 0
                        && phrases("reporting").find(words, start) < anchor) {
            return null;
        }
        int length =
                Math.max(
                        phrases("request").at(words, anchor),
                        phrases("request-start").at(words, anchor));
        boolean governed = // "that way we can make sure …"
                anchor > start
                        && (phrases("verbs").startsAt(words, anchor)
                                        && phrases("governed").startsAt(words, anchor - 1)
                                || words.word(anchor).equals("you")
                                        && phrases("asked-within").startsAt(words, anchor - 1));
        boolean empty = governed || anchor + length >= words.size() && anchor == start;
        if (empty || phrases("social").in(words)) {
            return null;
        }
        AssigneeRef actor =
                phrases("by-sender").startsAt(words, anchor) ? scene.sender() : scene.reader();
        boolean within = // "Schau es dir bitte an"
                !lexicon.language().equals("en") && phrases("polite").startsAt(words, anchor);
        boolean atEnd = // "Put it in your diary please"
                within || anchor + length >= words.size();
        return Ask.at(words, Ask.Sort.REQUEST, actor, atEnd ? start : anchor, STRONG);
    }

    /** "You're running the open home on Tuesday", "you will present first". */
    private @Nullable Ask assignment() {
        int length = phrases("assign").at(words, start);
        boolean fromSender = phrases("from-sender").in(words);
        if (length == 0 || phrases("assign-veto").startsAt(words, start) && !fromSender || !dated) {
            return null;
        }
        return fromSender
                ? Ask.at(words, Ask.Sort.COMMITMENT, scene.sender(), start, FAIR)
                : Ask.at(words, Ask.Sort.REQUEST, scene.reader(), start + length, FAIR);
    }

    private @Nullable Ask commitment() {
        int at = phrases("commit").find(words, start);
        int length = at < 0 ? 0 : phrases("commit").at(words, at);
        int elided = at < 0 && !question ? elidedWill() : -1;
        if (phrases("commit-start").startsAt(words, start) || willDo() || doesSoon()) {
            at = start;
            length = 1;
        } else if (elided > 0) {
            at = elided;
            length = phrases("will-modal").at(words, elided);
        }
        if (length == 0 || at > start && !Needs.opens(words, lexicon, start, at)) {
            return null;
        }
        int verb = at + length;
        while (phrases("adverbs").startsAt(words, verb)) {
            verb++;
        }
        if (phrases("commit-veto").startsAt(words, verb)
                || verb >= words.size()
                || phrases("social").in(words)) {
            return null;
        }
        boolean doing = // "we'll be announcing the winners"
                phrases("being").startsAt(words, verb)
                        && lexicon.verbOfDoing(words.word(verb + 1)) != null
                        && !phrases("no-doings-ahead").startsAt(words, verb + 1);
        boolean presence =
                phrases("being").startsAt(words, verb)
                        && !doing
                        && !(dated && phrases("presence-of-sender").startsAt(words, verb));
        if (presence) {
            return null;
        }
        return Ask.at(
                words,
                Ask.Sort.COMMITMENT,
                scene.sender(),
                doing ? verb + 1 : lexicon.language().equals("en") ? verbOf(at, verb) : start,
                !dated && Needs.isPlanOfMany(words, lexicon, start) ? WEAK : STRONG);
    }

    /** "Will shoot you the plan": the sender's, without a subject; "will do" says only yes. */
    private boolean willDo() {
        return !question
                && phrases("will-bare").startsAt(words, start)
                && phrases("verbs").startsAt(words, start + 1)
                && words.size() > start + 2;
    }

    /** "I make you a new drawing until Wednesday", as many say who learned English late. */
    private boolean doesSoon() {
        boolean own = phrases("sender-subjects").startsAt(words, start);
        return dated && own && phrases("task-verbs").startsAt(words, start + 1);
    }

    /** "I haven't heard back, will chase them": a second verb of the sender's, or -1. */
    private int elidedWill() {
        boolean own = phrases("sender-starts").startsAt(words, start);
        for (int i = start + 1; own && i < words.size() - 1; i++) {
            int will = phrases("will-modal").at(words, i);
            if (will > 0
                    && phrases("verbs").startsAt(words, i + will)
                    && (words.gapBefore(i).indexOf(',') >= 0
                            || phrases("joiners").startsAt(words, i - 1))) {
                return i;
            }
        }
        return -1;
    }

    /** "Chapter five will follow by the end of April": a thing the sender hands over. */
    private @Nullable Ask delivery() {
        int at = dated ? phrases("will-follow").find(words, start) : -1;
        return at > start && at <= start + NEAR + 2
                ? Ask.at(words, Ask.Sort.COMMITMENT, scene.sender(), start, FAIR)
                : null;
    }

    /** In "I'm sending" the lead-in holds the verb. */
    private int verbOf(int from, int behind) {
        String last = words.word(behind - 1);
        boolean progressive =
                behind - 1 > from
                        && last.endsWith("ing")
                        && !phrases("infinitive").startsAt(words, behind)
                        && !phrases("no-doings").startsAt(words, behind - 1);
        return progressive ? behind - 1 : behind;
    }

    private @Nullable Ask imperative() {
        int at = start;
        int when = phrases("sub-clause").startsAt(words, start) ? words.behindComma(start) : -1;
        at = when > 0 ? when : at;
        boolean verb =
                phrases("verbs").startsAt(words, at) && !phrases("consequence").startsAt(words, 0);
        if (!verb
                || question
                || phrases("imperative-veto").startsAt(words, at)
                || isGoingOn(at)
                || phrases("enclosed").endsAt(words)
                || isDash(words.gapBefore(at + 1).strip()) // "Write-up of the outage"
                || Character.isDigit(
                                words.word(at + 1).isEmpty() ? 'x' : words.word(at + 1).charAt(0))
                        && phrases("finite").startsAt(words, at + 2) // "Proof 3 is …"
                || phrases("finite").startsAt(words, at + 1)) {
            return null;
        }
        return Ask.at(words, Ask.Sort.REQUEST, scene.reader(), at, dated ? FAIR : WEAK);
    }

    private static boolean isDash(String gap) {
        return gap.equals("-") || gap.equals("\u2013") || gap.equals("\u2014");
    }

    /** "Keep going", "stop worrying": no work. */
    private boolean isGoingOn(int at) {
        boolean ing = words.word(at + 1).length() > 4 && words.word(at + 1).endsWith("ing");
        return ing && !dated && phrases("going-on").startsAt(words, at);
    }

    private Appointments appointments() {
        return new Appointments(words, scene, dated, timed, start);
    }

    private @Nullable Ask question() {
        if (!question || phrases("question-social").in(words)) {
            return null;
        }
        int at = phrases("question-work").find(words, start);
        return at >= 0 && Needs.opens(words, lexicon, start, at)
                ? Ask.at(words, Ask.Sort.QUESTION, scene.reader(), at, WEAK)
                : null;
    }
}
