package org.tickler.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;

/**
 * Takes the text of a mail apart: paragraphs, list items, table rows and headings, without
 * signature, disclaimer and footer. Linear in the length of the text.
 */
public final class Layout {
    private static final Pattern ITEM =
            Pattern.compile(
                    "^\\s*(?:[-*+\u2022\u2013\u2014\u25e6\u25aa\u25cf\u00b7\u2023\u25ba\u27a2\u2192\u21d2]|[-=]{1,2}>|\\(?(\\d{1,2}|[a-hA-H])[.)]|(\\d{1,2})(?=\\s{2})|(?=\\[[ xX?]\\]))\\s*(?<=\\s|^)(\\S.*)$");
    private static final String RULE_SIGNS = "-=_*~.#\u2014\u2013";
    private static final String BLANKS = " \t\u000b\f\r\n";
    private static final int SHORTEST_RULE = 4;
    private static final Pattern HEADING =
            Pattern.compile(
                    "^\\s{0,3}(?:#{1,6}\\s+(.*?)\\s*#*|\\*{1,2}([^*]{2,60})\\*{1,2}:?|([^:]{2,60}):)\\s*$");
    private static final Pattern SIGNATURE = Pattern.compile("^\\s*(?:--\\s?|__+\\s?|\u2014)$");
    private static final Pattern POSTSCRIPT =
            Pattern.compile("(?i)^\\s*p\\.?\\s?p?\\.?s\\.?\\s*[:.,\u2013-]?\\s.*");

    /** "Ana Ruiz - …", "10:30 …", "Apologies: …": a line that is no wrapped one. */
    private static final Pattern OWN_LINE =
            Pattern.compile(
                    "^(?:\\p{Lu}[\\p{L}.'-]{0,30}(?:\\s\\p{Lu}[\\p{L}.'-]{0,30}){0,3}(?:\\s[-\u2013\u2014|]\\s|\\s?:\\s)|\\d{1,2}:\\d{2}\\s|\\p{Lu}{2,8}\\s?#?\\d{1,3}\\s?[:.)]|@\\p{L}|\\[\\p{L}[^\\]]{0,60}\\]\\s)");

    private static final Pattern SIGNS = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N})!?]+$");
    private static final Pattern TICK =
            Pattern.compile("^(\\s*(?:[-*+\u2022]\\s+)?)([\u2610\u25a2\u25a1]|[\u2611\u2612])\\s*");
    private static final String CELL_END = " | ";
    private static final int WIDEST_WRAP = 100;
    private static final int LONGEST_HEADING = 60;
    private static final int LONGEST_TAIL = 30;
    private static final int SHORTEST_END = 4;
    private static final int LONGEST_OWNERS = 6;

    private final Lexicon lexicon;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private Block.Kind openKind = Block.Kind.PARAGRAPH;
    private String openNumber = "";
    private int openLine;
    private int openIndent;
    private int width;

    private Layout(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** The pieces of a text, in their order. */
    public static List<Block> of(String text, Lexicon lexicon) {
        var layout = new Layout(lexicon);
        layout.read(PlainText.lines(text));
        return layout.blocks;
    }

    /**
     * A line drawn with signs, at most one blank between two of them. By hand: a regular expression
     * with such a group calls itself for each sign and overflows the stack on a long line.
     */
    private static boolean isRule(String line) {
        int signs = 0;
        int blanks = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (BLANKS.indexOf(c) >= 0) {
                blanks++;
            } else if (RULE_SIGNS.indexOf(c) < 0 || signs > 0 && blanks > 1) {
                return false;
            } else {
                signs++;
                blanks = 0;
            }
        }
        return signs >= SHORTEST_RULE;
    }

    private void read(List<String> lines) {
        for (String line : lines) {
            width =
                    line.length() <= WIDEST_WRAP
                            ? Math.max(width, line.stripTrailing().length())
                            : width;
        }
        boolean signed = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            if (SIGNATURE.matcher(lines.get(i)).matches() && i > 0) {
                break;
            }
            signed |=
                    lines.size() - i <= LONGEST_TAIL
                            && isClosing(line)
                            && hasContent()
                            && !isAboveItem(lines, i);
            if (signed
                    && !POSTSCRIPT.matcher(line).matches()
                    && !(open.size() == 1 && POSTSCRIPT.matcher(open.getFirst()).matches())) {
                close();
                continue;
            }
            line(line, i + 1, isAboveItem(lines, i));
        }
        close();
        blocks.removeIf(this::isFooter);
    }

    /** "Later" above further items takes no leave. */
    private static boolean isAboveItem(List<String> lines, int i) {
        return i + 1 < lines.size() && ITEM.matcher(lines.get(i + 1)).matches();
    }

    private boolean hasContent() {
        return blocks.size() > 1
                || !blocks.isEmpty() && new Tokens(blocks.getFirst().text()).size() > 4
                || !open.isEmpty() && new Tokens(open.getFirst()).size() > 4;
    }

    private boolean isClosing(String line) {
        if (line.isBlank() || line.length() > LONGEST_HEADING) {
            return false;
        }
        var words = new Tokens(line);
        int length = lexicon.phrases("closing").at(words, 0);
        return length > 0
                && (length == words.size()
                        || line.stripTrailing().endsWith(",")
                                && length + 2 >= words.size()
                                && line.indexOf(',') == line.stripTrailing().length() - 1);
    }

    private boolean isFooter(Block block) {
        if (block.is(Block.Kind.HEADING) || block.is(Block.Kind.ROW)) {
            return false;
        }
        var words = new Tokens(block.text());
        return lexicon.phrases("sign-mark").startsAt(words, 0) || lexicon.has("injection", words);
    }

    private void line(String written, int number, boolean aboveItem) {
        String line = boxed(written);
        Matcher item = ITEM.matcher(line);
        String bare = line.strip();
        if (bare.isEmpty() || isRule(line)) {
            close();
        } else if (bare.startsWith("|") && bare.indexOf('|', 1) > 0) {
            close();
            row(List.of(bare.substring(1).split("\\|", -1)), number);
        } else if (isTabular(bare)) {
            close();
            row(List.of(bare.split("\\|", -1)), number);
        } else if (bare.indexOf('\t') > 0 && bare.split("\t+").length > 1) {
            close();
            row(List.of(bare.split("\t+")), number);
        } else if (heading(bare)) {
            close();
        } else if (item.matches() && !isWrappedNumber(item)) {
            close();
            openKind = Block.Kind.ITEM;
            openIndent = indent(line);
            openNumber =
                    item.group(1) != null
                            ? item.group(1)
                            : item.group(2) == null ? "" : item.group(2);
            add(item.group(3), number);
        } else {
            boolean apart = // the title of the next group, "Action: …" behind a list
                    indent(line) < openIndent && isTitle(bare)
                            || indent(line) <= openIndent
                                    && (OWN_LINE.matcher(bare).find()
                                            || aboveItem && isTitle(bare) && !isFull(bare));
            if (openKind == Block.Kind.ITEM && apart) {
                close();
            }
            add(bare, number);
        }
    }

    /** "\u2610 book the room" is "[ ] book the room". */
    private static String boxed(String line) {
        Matcher tick = TICK.matcher(line);
        if (!tick.find()) {
            return line;
        }
        boolean open = "\u2610\u25a2\u25a1".contains(tick.group(2));
        return tick.group(1) + (open ? "[ ] " : "[x] ") + line.substring(tick.end());
    }

    /** Whether the line before has no room for the next word. */
    private boolean isFull(String next) {
        int space = next.indexOf(' ');
        int word = space < 0 ? next.length() : space;
        return open.isEmpty() || open.getLast().length() + 1 + word > Math.max(width, 60) - 6;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** One or two words with a capital: no rest of a wrapped line. */
    private static boolean isTitle(String bare) {
        return Character.isUpperCase(bare.codePointAt(0)) && new Tokens(bare).size() <= 3;
    }

    /** "task | owner | due": three cells at least. */
    private static boolean isTabular(String bare) {
        int first = bare.indexOf(CELL_END);
        return first >= 0 && bare.indexOf(CELL_END, first + CELL_END.length()) >= 0;
    }

    /** "call me on\n2) …" never; but "on the\n14. of May" is a wrapped line. */
    private boolean isWrappedNumber(Matcher item) {
        return item.group(1) != null
                && openKind == Block.Kind.PARAGRAPH
                && !open.isEmpty()
                && Character.isLowerCase(item.group(3).charAt(0))
                && item.group().strip().endsWith(".")
                && !open.getLast().endsWith(":")
                && !open.getLast().endsWith(",");
    }

    private void row(List<String> raw, int number) {
        List<String> cells = raw.stream().map(String::strip).toList();
        if (!cells.isEmpty() && cells.getLast().isEmpty()) {
            cells = cells.subList(0, cells.size() - 1);
        }
        boolean rule =
                cells.stream()
                        .allMatch(cell ->
                                cell.chars().allMatch(c -> c == '-' || c == ':' || c == '='));
        if (!rule) {
            blocks.add(new Block(Block.Kind.ROW, String.join(" | ", cells), cells, "", number));
        }
    }

    private boolean heading(String bare) {
        if (bare.length() > LONGEST_HEADING) {
            return false;
        }
        Matcher marked = HEADING.matcher(bare);
        boolean mayBe = bare.startsWith("#") || bare.startsWith("*") || bare.endsWith(":");
        boolean matches = mayBe && marked.matches();
        boolean markdown = bare.startsWith("#") && matches;
        String text = bare;
        if (matches) {
            text =
                    marked.group(1) != null
                            ? marked.group(1)
                            : marked.group(2) != null ? marked.group(2) : marked.group(3);
        }
        text = SIGNS.matcher(text).replaceAll(""); // "\ud83c\udfaf Next steps"
        var words = new Tokens(text);
        boolean known =
                lexicon.phrases("task-headings").isAllOf(words)
                        || isOwnersHeading(words)
                        || marked.matches() && marked.group(2) != null && isName(text, words)
                        || lexicon.phrases("other-headings").isAllOf(words);
        boolean capitals =
                words.size() > 0
                        && words.size() <= 7
                        && text.equals(text.toUpperCase(java.util.Locale.ROOT))
                        && text.chars().filter(Character::isLetter).count() > 4
                        && !text.endsWith("!");
        if (markdown || known || capitals) {
            close();
            int depth = markdown ? bare.length() - bare.replaceFirst("^#+", "").length() : 0;
            String number = depth == 0 ? "" : Integer.toString(depth);
            blocks.add(new Block(Block.Kind.HEADING, text, List.of(), number, 0));
            return true;
        }
        return false;
    }

    /** "Your action items", "Ana's tasks". */
    private boolean isOwnersHeading(Tokens words) {
        if (words.size() <= LONGEST_OWNERS && lexicon.phrases("owned-by").at(words, 0) > 1) {
            return true; // "Action items for Ana"
        }
        return words.size() > 1
                && words.size() <= 5
                && lexicon.phrases("task-headings").endsAt(words)
                && (lexicon.phrases("possessives").startsAt(words, 0)
                        || words.written(0).endsWith("s") && words.word(0).indexOf('\'') > 0
                        || words.word(0).indexOf('\u2019') > 0);
    }

    /** "**Harvest supper planning**": bold and no sentence. */
    private boolean isName(String text, Tokens words) {
        return words.size() <= 5
                && text.indexOf('.') < 0
                && text.indexOf('?') < 0
                && !lexicon.phrases("verbs").startsAt(words, 0)
                && !lexicon.phrases("request").in(words);
    }

    private void add(String line, int number) {
        if (open.isEmpty()) {
            openLine = number;
        }
        open.add(line);
    }

    private void close() {
        if (!open.isEmpty()) {
            blocks.add(new Block(openKind, joined(), List.of(), openNumber, openLine));
            open.clear();
        }
        openKind = Block.Kind.PARAGRAPH;
        openNumber = "";
    }

    private String joined() {
        var text = new StringBuilder(open.getFirst());
        int widest = open.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 1; i < open.size(); i++) {
            text.append(isWrapped(open.get(i - 1), open.get(i), widest) ? ' ' : '\n')
                    .append(open.get(i));
        }
        return text.toString();
    }

    /** "St.", "Mr.": the stop may belong to the word. */
    private static boolean endsShort(String line) {
        String last = line.substring(line.lastIndexOf(' ') + 1);
        return last.length() <= SHORTEST_END && Character.isLetter(last.charAt(0));
    }

    /** Whether the line ended only because the next word had no room. */
    private boolean isWrapped(String line, String next, int widest) {
        boolean begins = OWN_LINE.matcher(next).find();
        if (begins) {
            return false;
        }
        if (line.endsWith(":") && lexicon.phrases("next-words").startsAt(new Tokens(line), 0)) {
            return true; // "Next meeting:" above its day
        }
        int space = next.indexOf(' ');
        int word = space < 0 ? next.length() : space;
        char last = line.charAt(line.length() - 1);
        boolean ends = ".!?:;".indexOf(last) >= 0;
        boolean lower = Character.isLowerCase(next.codePointAt(0));
        if (ends && !lower && !endsShort(line)) {
            return false;
        }
        if (widest > WIDEST_WRAP) {
            return !ends && line.length() > WIDEST_WRAP / 2;
        }
        boolean full = line.length() + 1 + word > Math.min(width, Math.max(widest, 60)) - 4;
        if (full) {
            return true;
        }
        return lower && !ends && line.length() > 30 || lower && last == ',' && line.length() > 25;
    }
}
