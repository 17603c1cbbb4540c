package org.tickler.layout;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tickler.ask.People;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;

/**
 * Who a text says was there: "Present: Ana Ruiz, Bo Lind", a list or a table under "Attendees". The
 * names become known, with the initials the text gives them.
 */
public final class Attendance {
    private static final Pattern LABELLED =
            Pattern.compile(
                    "(?im)^\\s*(?:[-*+\u2022]\\s+)?\\**(?:(?:all|\\d{1,3})\\s)?"
                            + Lexicon.anyOf("people-labels")
                            + "(?:\\s?\\(\\d{1,3}\\))?\\**\\s*(?::|[-\u2013]\\s)\\**\\s*(.{3,600})$");

    /** "Fjordlab (Ana Ruiz, Bo Lind)" in a list of people. */
    private static final Pattern FIRM_OF =
            Pattern.compile(
                    "[^,;()]{2,40}\\((\\p{Lu}[\\p{L}.'-]+ \\p{Lu}[^(),]{1,30}(?:, \\p{Lu}[^(),]{1,40})*)\\)");

    private static final Pattern BETWEEN =
            Pattern.compile(
                    "[,;]|(?<=\\p{Ll}{3})\\.|\\s\\b" + Lexicon.anyOf("list-joiners") + "\\b\\s");
    private static final Pattern ROLE =
            Pattern.compile("(?:\\s[-\u2013\u2014]\\s|:\\s|,\\s|\\s\\()([^()]*)\\)?$");
    private static final Pattern INITIALS =
            Pattern.compile("^([^()]{3,50})\\s?\\((\\p{Lu}{2,4})\\)");
    private static final Pattern NAME =
            Pattern.compile(
                    "\\p{Lu}[\\p{L}.'\u2019-]*(?:\\s(?:\\p{Lu}[\\p{L}.'\u2019-]*|"
                            + String.join("|", People.PARTICLES)
                            + ")){0,3}");
    private static final int LONGEST_NAME = 4;
    private static final int LONGEST_ROLE = 2;
    private static final int LONGEST_HEADING = 5;

    private final People people;
    private int found;

    private Attendance(People people) {
        this.people = people;
    }

    /**
     * Makes the people known who were there.
     *
     * @return how many names the text lists
     */
    public static int of(String text, List<Block> blocks, Lexicon lexicon, People people) {
        var attendance = new Attendance(people);
        Matcher list = LABELLED.matcher(text);
        while (list.find()) {
            attendance.line(list.group(1));
        }
        for (int i = 0; i + 1 < blocks.size(); i++) {
            if (isHead(blocks.get(i), lexicon)) {
                attendance.below(blocks, i + 1, lexicon);
            }
        }
        return attendance.found;
    }

    /** "Attendees", "Key participants:". */
    private static boolean isHead(Block block, Lexicon lexicon) {
        boolean line =
                block.is(Block.Kind.HEADING)
                        || block.is(Block.Kind.PARAGRAPH) && block.text().indexOf('\n') < 0;
        var words = new Tokens(block.text());
        return line
                && words.size() <= LONGEST_HEADING
                && lexicon.phrases("people-labels").endsAt(words);
    }

    private void below(List<Block> blocks, int from, Lexicon lexicon) {
        List<String> columns = List.of();
        for (int i = from; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.is(Block.Kind.ITEM)) {
                person(block.text());
            } else if (block.is(Block.Kind.ROW)) {
                if (columns.isEmpty()) {
                    columns = block.cells();
                } else {
                    row(columns, block.cells(), lexicon);
                }
            } else {
                boolean names = i == from && block.is(Block.Kind.PARAGRAPH);
                if (names && block.text().length() < 600) {
                    block.text().lines().forEach(this::line);
                }
                return;
            }
        }
    }

    private void row(List<String> columns, List<String> cells, Lexicon lexicon) {
        String name = "";
        String initials = "";
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            var heading = new Tokens(PlainText.withoutMarkdown(columns.get(i)));
            if (name.isEmpty() && lexicon.phrases("name-columns").isAllOf(heading)) {
                name = bare(cells.get(i));
            } else if (lexicon.phrases("initials-columns").isAllOf(heading)) {
                initials = bare(cells.get(i));
            }
        }
        add(name.isEmpty() ? bare(cells.getFirst()) : name, initials);
    }

    private void line(String names) {
        String firms = FIRM_OF.matcher(names).replaceAll("$1");
        for (String name : BETWEEN.split(firms)) {
            String bare = bare(name);
            if (!bare.isEmpty() && bare.split("\\s+").length <= LONGEST_NAME) {
                person(bare);
            }
        }
    }

    /** "**Ana Ruiz** - treasurer", who is "the treasurer" too, "Ana Ruiz (AR)". */
    private void person(String written) {
        String text = bare(written);
        Matcher both = INITIALS.matcher(text);
        if (both.find()) {
            add(both.group(1).strip(), both.group(2));
        } else {
            Matcher role = ROLE.matcher(text);
            boolean told = role.find();
            String name = told ? text.substring(0, role.start()) : text;
            add(name.replaceAll("\\([^()]*\\)", "").strip(), "");
            if (told && new Tokens(role.group(1)).size() <= LONGEST_ROLE) {
                people.addAlias(role.group(1), name.strip());
            }
        }
    }

    private static String bare(String text) {
        return PlainText.withoutMarkdown(text).replaceAll("^[@\\s]+|[\\s*]+$", "").strip();
    }

    private void add(String name, String initials) {
        if (name.length() > 1 && NAME.matcher(name).matches()) {
            people.addName(name);
            found++;
            if (!initials.isEmpty()) {
                people.addAlias(initials, name);
            }
        }
    }
}
