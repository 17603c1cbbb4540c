package org.tickler.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Scene;
import org.tickler.ask.SecondOpinion;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.layout.Block;

/** Reads sentences one after the other, as each may say who the next one speaks of. */
final class SentenceReader {
    private final Scene base;
    private final Lexicon lexicon;
    private final Drafts drafts;
    private final List<Draft> found;
    private Scene scene;
    private boolean minutes;

    /**
     * @param found where the drafts go
     */
    SentenceReader(Scene scene, Drafts drafts, List<Draft> found) {
        this.base = scene;
        this.scene = scene;
        this.lexicon = scene.lexicon();
        this.drafts = drafts;
        this.found = found;
    }

    /** Whether the text is that of a meeting. */
    void minutes(boolean are) {
        this.minutes = are;
    }

    /** Who speaks to whom behind what was read. */
    Scene scene() {
        return scene;
    }

    /** Forgets whom the sentences before spoke of. */
    void begin() {
        drafts.endParagraph();
        scene = base;
    }

    /**
     * Reads the sentences of a block, and adds what they hold.
     *
     * @param open whether what no rule knows may be a task; an item of a list is what its lead-in
     *     makes of it
     */
    void read(Block block, List<String> sentences, boolean open) {
        Draft last = null;
        for (String sentence : sentences) {
            var words = new Tokens(sentence);
            boolean said = minutes && MinutesLine.isSaid(words, lexicon);
            if (said || Block.isTitle(words, lexicon) || Block.isFact(words, lexicon, minutes)) {
                continue;
            }
            scene = Vocative.in(words, scene, base, found.isEmpty());
            boolean debated = minutes && scene.reader().equals(base.reader());
            if (debated && MinutesLine.isAside(words, lexicon)) {
                continue;
            }
            String rest = ActionLine.behindLabel(sentence, scene);
            ActionLine line = rest.isEmpty() ? null : ActionLine.read(rest, scene);
            line = line == null && minutes ? MinutesLine.read(words, scene) : line;
            List<Draft> drafted =
                    line == null
                            ? drafts.sentence(words, block.line(), scene)
                            : List.of(drafts.action(line, block.saying(sentence), "", scene));
            SecondOpinion opinion = line == null ? drafts.opinion(words, scene) : null;
            boolean given = minutes && scene.nameAt(words, 0) != null; // "Rob will fit it"
            if (opinion != null && !given) {
                drafted = drafted.stream().filter(d -> !opinion.denies(d.sureness())).toList();
            }
            var due =
                    drafted.isEmpty() && last != null && last.due() == null
                            ? drafts.deadline(words, lexicon)
                            : null;
            if (due != null && last != null) {
                found.set(found.size() - 1, last.withDue(due));
            } else if (open && drafted.isEmpty() && opinion != null && opinion.affirms()) {
                Draft more = drafts.affirmed(words, block.line(), scene, opinion);
                if (last != null
                        && last.due() == null
                        && more.due() != null
                        && opinion.continues()) {
                    found.set(found.size() - 1, last.withDue(more.due()));
                } else {
                    drafted = List.of(more);
                }
            } else if (!drafted.isEmpty()
                    && last != null
                    && last.due() == null
                    && drafts.isDeadlineOnly(words, lexicon)) {
                found.set(found.size() - 1, last.withDue(drafted.getFirst().due()));
                drafted = List.of();
            }
            found.addAll(drafted);
            scene = scene.mentioning(mentioned(words, drafted));
            last = drafted.isEmpty() ? null : drafted.getLast();
        }
    }

    /** Whom "she" in the next sentence means: who was given something, or named alone. */
    private @Nullable AssigneeRef mentioned(Tokens words, List<Draft> drafted) {
        if (scene.mentioned() != null
                && (lexicon.has("object-pronouns", words)
                        || lexicon.has("third-pronouns", words))) {
            return scene.mentioned();
        }
        for (Draft draft : drafted) {
            if (draft.who() instanceof AssigneeRef.Named named && !named.equals(scene.sender())) {
                return named;
            }
        }
        return scene.mentionedIn(words);
    }
}
