package org.tickler.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Owners;
import org.tickler.ask.Scene;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.layout.Block;
import org.tickler.task.Due;

/**
 * What a heading makes of the lines below it.
 *
 * @param depth of the heading, 0 where it carries no marks
 * @param owner whose list it is, or null
 * @param due until when all of it is wanted, or null
 */
record Section(Kind kind, int depth, @Nullable AssigneeRef owner, @Nullable Due due) {
    static final Section NONE = new Section(Kind.NONE, 0, null, null);

    private static final int SHORT = 4;
    private static final int LONGEST_OTHER = 5;

    enum Kind {
        NONE,
        TASKS,
        OTHER,
        /** "Next meeting", with the day below. */
        EVENT
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /**
     * The section a heading opens behind this one.
     *
     * @param all the blocks of the text
     */
    Section below(Block heading, List<Block> all, Drafts drafts, Scene scene) {
        Lexicon lexicon = scene.lexicon();
        var words = new Tokens(heading.text());
        int level = heading.number().isEmpty() ? 0 : Integer.parseInt(heading.number());
        Due until = drafts.headingDue(words);
        if (isOfTasks(words, lexicon)) { // "Ana's action items", "Action items (by Friday)"
            return new Section(
                    Kind.TASKS, level, Owners.heading(heading.text(), scene, true), until);
        }
        if (lexicon.phrases("next-event").isAllOf(words)) {
            return new Section(Kind.EVENT, level, null, null);
        }
        boolean other =
                lexicon.phrases("other-headings").isAllOf(words)
                        || words.size() <= LONGEST_OTHER
                                && lexicon.phrases("other-headings").startsAt(words, 0)
                                && level > 0;
        if (kind == Kind.TASKS && level > depth && depth > 0 && !other) {
            AssigneeRef whose = Owners.heading(heading.text(), scene, false);
            boolean stranger = whose == null && until == null && isOwned(all, level, scene);
            whose = stranger ? Owners.heading(heading.text(), scene, true) : whose;
            return new Section(Kind.TASKS, depth, whose, until);
        }
        return other ? new Section(Kind.OTHER, level, null, null) : NONE;
    }

    /** Whether a heading says somewhere that actions stand below, or boxes show them. */
    static boolean areListed(List<Block> all, Lexicon lexicon) {
        return all.stream()
                .anyMatch(block ->
                        ActionLine.isBoxed(block.text())
                                || block.is(Block.Kind.HEADING)
                                        && isOfTasks(new Tokens(block.text()), lexicon));
    }

    /** Whether a heading stands above actions. */
    private static boolean isOfTasks(Tokens words, Lexicon lexicon) {
        return lexicon.phrases("task-headings").isAllOf(words)
                || lexicon.has("task-headings", words)
                        && (words.size() <= SHORT
                                || lexicon.phrases("owned-by").startsAt(words, 0));
    }

    /** Where one heading of a depth is somebody's name, the others are too. */
    private static boolean isOwned(List<Block> all, int level, Scene scene) {
        String depth = Integer.toString(level);
        return all.stream()
                .filter(block -> block.is(Block.Kind.HEADING) && block.number().equals(depth))
                .anyMatch(block -> Owners.heading(block.text(), scene, false) != null);
    }
}
