package org.tickler.note;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tickler.ask.People;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;

/**
 * A text that may be a generated note: Markdown with front matter and items with check boxes.
 *
 * @param lines all of its lines
 * @param front its front matter, which may stand behind a short intro; without values if it has
 *     none
 */
public record Note(List<String> lines, FrontMatter front) {
    static final Pattern ITEM =
            Pattern.compile(
                    "^\\s*(?:(?:[-*+\u2022\u2013\u25e6\u00b7]|\\d{1,3}[.)])\\s+)?(?:\\\\?\\[([^\\]\\[\\\\]?)\\\\?\\])\\s+(.*)$");
    private static final int LONGEST_INTRO = 80;

    public Note {
        lines = List.copyOf(lines);
    }

    public static Note of(String text) {
        List<String> lines = PlainText.lines(text);
        return new Note(lines, front(lines));
    }

    /** Whether it is a note: front matter of its kind, or an item with a trailer. */
    public boolean isNote(People people) {
        return front != FrontMatter.NONE || hasTrailer(people);
    }

    /** What stands behind the front matter. */
    public String body() {
        return String.join("\n", lines.subList(front.next(), lines.size()));
    }

    /** The items of the note, and what else its lines tell. */
    public NoteItems items(People people, Lexicon lexicon) {
        return new NoteScan(people, lexicon).over(lines, front.next());
    }

    private static FrontMatter front(List<String> lines) {
        int last = Math.min(lines.size(), LONGEST_INTRO);
        for (int i = 0; i < last; i++) {
            if (FrontMatter.isFence(lines.get(i))) {
                FrontMatter front = FrontMatter.after(lines, i + 1);
                if (front.isNote()) {
                    return front;
                }
            }
        }
        boolean items =
                lines.stream().anyMatch(line -> mayBeItem(line) && ITEM.matcher(line).matches());
        for (int i = 0; items && i < last; i++) {
            if (!lines.get(i).isBlank()
                    && (i == 0
                            || lines.get(i - 1).isBlank()
                            || FrontMatter.isFence(lines.get(i - 1)))) {
                FrontMatter front = FrontMatter.bare(lines, i);
                if (front != FrontMatter.NONE) {
                    return front;
                }
            }
        }
        return FrontMatter.NONE;
    }

    private boolean hasTrailer(People people) {
        for (String line : lines) {
            Matcher item = ITEM.matcher(line);
            if (mayBeItem(line) && item.matches() && !line.stripLeading().startsWith(">")) {
                NoteItem read = NoteItem.read(item.group(2), box(item), people);
                if (!read.tags().isEmpty() || !read.assignees().isEmpty() || read.due() != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean mayBeItem(String line) {
        return line.indexOf('[') >= 0;
    }

    static char box(Matcher item) {
        return item.group(1).isEmpty() ? ' ' : item.group(1).charAt(0);
    }
}
