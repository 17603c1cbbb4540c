package org.tickler.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.language.Lexicon;
import org.tickler.language.Phrases;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;

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
        return task >= 0 && (owner >= 0 || due >= 0) ? new Table(owner, task, due) : null;
    }

    private static int column(List<String> header, Phrases names) {
        for (int i = 0; i < header.size(); i++) {
            if (names.isAllOf(new Tokens(PlainText.withoutMarkdown(header.get(i))))) {
                return i;
            }
        }
        return -1;
    }

    String cell(List<String> row, int column) {
        return column < 0 || column >= row.size() ? "" : PlainText.withoutMarkdown(row.get(column));
    }
}
