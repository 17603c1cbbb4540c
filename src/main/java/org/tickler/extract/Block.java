package org.tickler.extract;

import java.util.List;

/**
 * A piece of a mail's text as it is laid out.
 *
 * @param text lines of a paragraph joined where they were only wrapped; {@code \n} where a line
 *     really ends
 * @param cells the cells of a table row, else empty
 * @param number the number or letter of a list item, or the empty string
 * @param line the 1-based line where it starts
 */
record Block(Kind kind, String text, List<String> cells, String number, int line) {
    enum Kind {
        PARAGRAPH,
        ITEM,
        ROW,
        HEADING
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** An item in the same place that says {@code sentence} only. */
    Block saying(String sentence) {
        return new Block(Kind.ITEM, sentence, List.of(), "", line);
    }
}
