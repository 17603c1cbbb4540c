package org.tickler.extract;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Owners;
import org.tickler.ask.Scene;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.layout.Block;

/** What sentences say in the minutes of a meeting only, where the mail lists who was there. */
final class MinutesLine {
    private static final int LONGEST_NAME = 5;
    private static final int NEAR = 3;
    private static final int MOST_BEFORE = 6;

    /** "Outreach to …", "Permission to …": a thing by its ending. */
    private static final Pattern NO_NAME =
            Pattern.compile(".*(?:ed|ing|[ts]ion|ment|ness|ance|ence|ity|ship|reach)");

    private static final Pattern INFINITIVE = Pattern.compile(".{3,}(?:[aei]r|re)");

    private MinutesLine() {}

    /**
     * "Len to apply for the road closure", "The chairman will see to it", "The owner will be asked
     * to trim it"; else null.
     */
    static @Nullable ActionLine read(Tokens words, Scene scene) {
        Lexicon lexicon = scene.lexicon();
        if (lexicon.has("hard-veto", words) || words.text().endsWith("?")) {
            return null;
        }
        for (int end = 1; end <= Math.min(LONGEST_NAME, words.size() - 2); end++) {
            String told = words.gapBefore(end).isBlank() ? "told-to" : "none";
            int to = lexicon.phrases(told).at(words, end);
            int will = Math.max(to, lexicon.phrases("will-modal").at(words, end));
            boolean acts = lexicon.phrases("verbs").startsAt(words, end + will);
            if (will > 0 && acts) {
                String front = words.text().substring(0, words.end(end - 1));
                boolean known = Owners.isKnown(front, scene);
                boolean stranger = !known && to > 0 && isName(words, end, lexicon);
                boolean several = known && scene.people().find(front) == null;
                AssigneeRef who =
                        stranger || several ? Owners.all(front, scene) : Owners.role(front, scene);
                if (who != null) {
                    String task = words.text().substring(words.start(end + will));
                    return new ActionLine(who, task, CandidateStatus.OPEN);
                }
            }
        }
        boolean listed = // "Trouver un graphiste": what is to be done, as lists say it
                INFINITIVE.matcher(words.word(0)).matches()
                        && words.isCapital(0)
                        && lexicon.phrases("behind-infinitives").startsAt(words, 1);
        if (listed) {
            return new ActionLine(null, words.text(), CandidateStatus.OPEN);
        }
        if (isNeed(words, lexicon)) {
            return new ActionLine(null, words.text(), CandidateStatus.OPEN);
        }
        int asked = lexicon.phrases("passive-future").find(words, 1);
        if (asked > 0 && !lexicon.phrases("conditional").startsAt(words, 0)) {
            return new ActionLine(new AssigneeRef.Nobody(), words.text(), CandidateStatus.OPEN);
        }
        return null;
    }

    /** "Need to find a field", "the risk assessment needs to be completed". */
    private static boolean isNeed(Tokens words, Lexicon lexicon) {
        int bare = lexicon.phrases("bare-needs").at(words, 0);
        if (bare > 0) {
            return lexicon.phrases("verbs").startsAt(words, bare);
        }
        int need = lexicon.phrases("passive-needs").find(words, 1);
        int done = need < 0 ? 0 : need + lexicon.phrases("passive-needs").at(words, need);
        return need > 0
                && need <= MOST_BEFORE
                && !lexicon.phrases("opinions").startsAt(words, need - 1)
                && (words.word(done).endsWith("ed")
                        || lexicon.phrases("done-forms").startsAt(words, done));
    }

    /** Words with capitals none of which begins sentences as "Ready" and "Able" do. */
    private static boolean isName(Tokens words, int end, Lexicon lexicon) {
        for (int i = 0; i < end; i++) {
            boolean common =
                    lexicon.phrases("no-doers").startsAt(words, i)
                            || lexicon.phrases("no-names").startsAt(words, i)
                            || lexicon.phrases("function-words").startsAt(words, i)
                            || lexicon.phrases("event-nouns").startsAt(words, i)
                            || lexicon.phrases("verbs").startsAt(words, i)
                            || NO_NAME.matcher(words.word(i)).matches();
            if (common || !words.isCapital(i) || words.word(i).length() < 2) {
                return false;
            }
        }
        return true;
    }

    /** A question of the debate: it asks the reader nothing. */
    static boolean isAside(Tokens words, Lexicon lexicon) {
        return words.text().endsWith("?")
                && !lexicon.has("request", words)
                && !lexicon.phrases("nobody-start").startsAt(words, 0);
    }

    /** "Bo: thinks it can wait", "Elena comenta que …". */
    static boolean isSaid(Tokens words, Lexicon lexicon) {
        boolean foreign = !lexicon.language().equals("en");
        for (int i = 1; i < Math.min(LONGEST_NAME + 1, words.size()); i++) {
            boolean colon = words.gapBefore(i).startsWith(":");
            if (colon || !words.isCapital(i)) {
                return (colon || foreign && words.isCapital(0))
                        && lexicon.phrases("opinions").startsAt(words, i);
            }
        }
        return false;
    }

    /** "Thinks it could wait", "would it be better …?": what somebody said in the debate. */
    static boolean isOpinion(Tokens words, Lexicon lexicon) {
        return words.text().endsWith("?") || lexicon.phrases("opinions").within(words, 0, NEAR);
    }

    /** "Today: write the page" of a round of reports is "write the page"; else empty. */
    static String behindPlan(String line, Lexicon lexicon) {
        var words = new Tokens(line);
        int label = lexicon.phrases("plan-labels").at(words, 0);
        boolean plan =
                label > 0
                        && label < words.size()
                        && words.gapBefore(label).strip().startsWith(":")
                        && !words.word(label).endsWith("ing");
        for (int i = label; plan && i < words.size(); i++) {
            boolean opens = i == label || words.gapBefore(i).startsWith(",");
            if (opens && lexicon.phrases("verbs").startsAt(words, i)) {
                return line.substring(words.start(label));
            }
        }
        return "";
    }

    /** A line that gives something to somebody, wherever it stands: "Ana: Book the van". */
    static boolean isGiven(Block block, Scene scene) {
        String text = block.text();
        ActionLine line = ActionLine.read(text, scene);
        boolean shorter = line.task().length() < text.length();
        return line.who() != null
                && block.isOpen(scene.lexicon())
                && (ActionLine.isTold(text, scene)
                        || ActionLine.isLabelled(text)
                        || shorter
                                && (ActionLine.namesOwner(text, scene)
                                        || ActionLine.isBracketed(text, scene))
                                && scene.lexicon()
                                        .phrases("verbs")
                                        .startsAt(new Tokens(line.task()), 0));
    }
}
