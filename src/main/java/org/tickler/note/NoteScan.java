package org.tickler.note;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.People;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;

/** One walk over the lines: items with their wrapped lines, headings, the source line. */
final class NoteScan {
    private static final Pattern BULLET =
            Pattern.compile("^\\s*(?:[-*+\u2022]|\\d{1,3}[.)])\\s+(.*)$");
    private static final Pattern HEADING = Pattern.compile("^\\s{0,3}#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern CODE = Pattern.compile("^\\s*(?:```|~~~)");
    private static final Pattern SOURCE =
            Pattern.compile("(?i)^[*_\\s]*source[*_]*:[*_\\s]*\\[\\[([^\\[\\]|]+).*");

    private final People people;
    private final Lexicon lexicon;
    private final List<NoteItems.Placed> items = new ArrayList<>();
    private String heading = "";
    private String source = "";
    private boolean anyAssignee;
    private boolean inCode;
    private boolean inTasks;
    private @Nullable StringBuilder open;
    private char openBox;
    private int openLine;

    NoteScan(People people, Lexicon lexicon) {
        this.people = people;
        this.lexicon = lexicon;
    }

    NoteItems over(List<String> lines, int first) {
        for (int i = first; i < lines.size(); i++) {
            line(lines.get(i), i + 1);
        }
        close();
        return new NoteItems(heading, source, items, anyAssignee);
    }

    private void line(String line, int number) {
        if (CODE.matcher(line).find()) {
            close();
            inCode = !inCode;
            return;
        }
        if (inCode) {
            return;
        }
        Matcher item = Note.ITEM.matcher(line);
        Matcher title = HEADING.matcher(line);
        if (item.matches()) {
            start(item.group(2), Note.box(item), number);
        } else if (title.matches()) {
            close();
            inTasks = lexicon.phrases("task-headings").isAllOf(new Tokens(title.group(1)));
            // "Action items" says what follows; what the note is called stands elsewhere.
            if (heading.isEmpty() && !inTasks) {
                heading = PlainText.withoutMarkdown(title.group(1));
            }
        } else {
            other(line, number);
        }
    }

    private void other(String line, int number) {
        Matcher named = SOURCE.matcher(line);
        Matcher bullet = BULLET.matcher(line);
        if (line.isBlank()
                || FrontMatter.isFence(line)
                || line.stripLeading().startsWith("|")
                || line.stripLeading().startsWith(">")) {
            close();
        } else if (named.matches()) {
            close();
            source = NoteItems.baseName(named.group(1));
        } else if (bullet.matches()) {
            close();
            boolean label = line.stripTrailing().endsWith(":"); // "- Before the launch:"
            if (inTasks && !label && !Character.isWhitespace(line.charAt(0))) {
                start(bullet.group(1), '?', number);
            }
        } else if (open != null) {
            open.append(' ').append(line.strip());
        }
    }

    private void start(String words, char box, int number) {
        close();
        open = new StringBuilder(words.strip());
        openBox = box;
        openLine = number;
    }

    private void close() {
        if (open != null) {
            NoteItem item = NoteItem.read(PlainText.squeeze(open.toString()), openBox, people);
            if (item.text().codePoints().anyMatch(Character::isLetterOrDigit)) {
                items.add(new NoteItems.Placed(item, openLine));
                anyAssignee |= !item.assignees().isEmpty();
            }
            open = null;
        }
    }
}
