package org.tickler.note;

import java.util.List;

/**
 * What the lines of a note hold.
 *
 * @param heading the first heading, or the empty string
 * @param source the base name of what its source line links, or the empty string
 * @param anyAssignee whether any item names in its trailer who must act
 */
public record NoteItems(String heading, String source, List<Placed> items, boolean anyAssignee) {
    /** An item and the 1-based line it starts in. */
    public record Placed(NoteItem item, int line) {}

    public NoteItems {
        items = List.copyOf(items);
    }

    /** The last step of a path, whatever separates the steps. */
    public static String baseName(String path) {
        String bare = path.strip();
        while (bare.endsWith("/") || bare.endsWith("\\")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        return bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1).strip();
    }
}
