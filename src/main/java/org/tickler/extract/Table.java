package org.tickler.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Owners;
import org.tickler.ask.Scene;
import org.tickler.language.Lexicon;
import org.tickler.language.Phrases;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;
import org.tickler.layout.Block;

/**
 * The columns of a table of actions.
 *
 * @param owner index of the column, or -1
 * @param due index of the column, or -1
 */
record Table(int owner, int task, int due) {

    /** The columns a header row names; null where there is no column of tasks. */
    static @Nullable Table of(List<String> header, Lexicon lexicon) {
        int owner = column(header, lexicon.phrases("owner-heading"));
        int due = column(header, lexicon.phrases("due-heading"));
        int task = column(header, lexicon.phrases("task-heading"));
        task = task < 0 && owner >= 0 && due >= 0 ? other(header, lexicon, owner, due) : task;
        return task >= 0 && (owner >= 0 || due >= 0) ? new Table(owner, task, due) : null;
    }

    /** Who and when are named, so the first column that is no number must be what. */
    private static int other(List<String> header, Lexicon lexicon, int owner, int due) {
        Phrases numbers = lexicon.phrases("number-heading");
        for (int i = 0; i < header.size(); i++) {
            var words = new Tokens(PlainText.withoutMarkdown(header.get(i)));
            if (i != owner && i != due && !words.isEmpty() && !numbers.isAllOf(words)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a row says that nothing is left to do. */
    private boolean isDone(List<String> row, Lexicon lexicon) {
        return row.stream()
                .anyMatch(cell ->
                        lexicon.phrases("done-cell")
                                .isAllOf(new Tokens(PlainText.withoutMarkdown(cell))));
    }

    private static int column(List<String> header, Phrases names) {
        for (int i = 0; i < header.size(); i++) {
            if (names.isAllOf(new Tokens(PlainText.withoutMarkdown(header.get(i))))) {
                return i;
            }
        }
        return -1;
    }

    /** The task of a row, or null where nothing is to be done. */
    @Nullable Draft read(Block block, Drafts drafts, Scene scene) {
        String what = cell(block.cells(), task);
        String by = cell(block.cells(), owner);
        boolean nobodys = isDash(by) && isDash(cell(block.cells(), due));
        boolean over =
                nobodys || new Tokens(by).isEmpty() && isDone(block.cells(), scene.lexicon());
        if (what.isBlank() || over) {
            return null;
        }
        AssigneeRef who = by.isBlank() ? scene.reader() : Owners.all(by, scene);
        return drafts.action(
                new ActionLine(
                        who == null ? scene.people().refer(by) : who,
                        what,
                        isDone(block.cells(), scene.lexicon())
                                ? CandidateStatus.DONE
                                : CandidateStatus.OPEN),
                block,
                cell(block.cells(), due),
                scene);
    }

    private static boolean isDash(String cell) {
        return cell.strip().matches("[-\u2013\u2014]");
    }

    private String cell(List<String> row, int column) {
        return column < 0 || column >= row.size() ? "" : PlainText.withoutMarkdown(row.get(column));
    }
}
