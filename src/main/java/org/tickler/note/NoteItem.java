package org.tickler.note;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.People;
import org.tickler.language.PlainText;
import org.tickler.task.Priority;

/**
 * One item of a note, its trailer read from the right: {@code text. @Assignee [📅 date] [⏫🔼🔽🔺⏬]
 * #tags}, in any order and with the other marks of the Obsidian Tasks plugin.
 *
 * @param text the item's words without box and trailer, white space normalised
 * @param box the sign in the check box, a blank where it is empty
 * @param assignees the names of the trailer in order, without {@code @}
 * @param due 📅, or null
 * @param scheduled ⏳, or null
 * @param start 🛫, or null
 */
public record NoteItem(
        String text,
        char box,
        List<String> assignees,
        @Nullable LocalDate due,
        @Nullable LocalDate scheduled,
        @Nullable LocalDate start,
        Priority priority,
        List<String> tags) {

    private static final String VARIANT = "\\x{FE0F}?\\s*";
    private static final String MARKED_DATE =
            "(\\x{1F4C5}|\\x{1F4C6}|\\x{1F5D3}|\\x{23F3}|\\x{231B}|\\x{1F6EB}|\\x{2705}|\\x{2795}|\\x{274C})"
                    + VARIANT
                    + "(\\d{4}-\\d{2}-\\d{2})(?:[T ]\\d{2}:\\d{2})?";
    private static final Pattern DATE = Pattern.compile(MARKED_DATE + "\\s*$");
    private static final Pattern INNER_DATE = Pattern.compile(MARKED_DATE + "(?!\\d)\\s*");
    private static final Pattern FIELD =
            Pattern.compile(
                    "[\\[(](due|scheduled|start|completion|created|cancelled|priority)::\\s*([\\w-]{1,20})[\\])]\\s*$");
    private static final Pattern PRIORITY =
            Pattern.compile(
                    "(\\x{1F53A}|\\x{23EB}|\\x{1F53C}|\\x{1F53D}|\\x{23EC})\\x{FE0F}?\\s*$");
    private static final Pattern TAG =
            Pattern.compile("(?<=^|\\s)#([\\p{L}\\p{N}_/-]*[\\p{L}_/-][\\p{L}\\p{N}_/-]*)\\s*$");
    private static final Pattern OTHER =
            Pattern.compile(
                    "(?:(?<=\\s)\\^[A-Za-z0-9-]{1,40}|(?:\\x{1F194}|\\x{26D4})"
                            + VARIANT
                            + "[\\w,-]{1,80}|\\x{1F3C1}"
                            + VARIANT
                            + "\\w{1,20}|\\x{1F501}"
                            + VARIANT
                            + "[\\w ,]{1,60})\\s*$");

    /** What joins a name to the next one's {@code @}. */
    private static final Pattern JOINER =
            Pattern.compile("(?:\\s*[,;&/+]|\\s+(?:and|or|und|oder|et|ou|y|o))\\s*$");

    private static final Pattern BETWEEN_NAMES =
            Pattern.compile("\\s*[,;&/+]\\s*|\\s+(?:and|or|und|oder|et|ou|y|o)\\s+");

    /** "@Lee Mercer/" before another name, which the path of an address is not. */
    private static final Pattern SLASHED = Pattern.compile("(?<=[\\s.])@[\\p{L}\\p{M}' -]{1,60}/$");

    /** Trailers are short; a limit keeps the search for each token linear. */
    private static final int WINDOW = 120;

    private static final int LONGEST_NAME = 6;

    static NoteItem read(String words, char box, People people) {
        return new Reader(words, people).read(box);
    }

    private static final class Reader {
        private final People people;

        /** Whether it holds anything that {@link #sign} or a date inside could open with. */
        private final boolean signed;

        private final List<String> tags = new ArrayList<>();
        private final List<String> assignees = new ArrayList<>();
        private String rest;
        private @Nullable LocalDate due;
        private @Nullable LocalDate scheduled;
        private @Nullable LocalDate start;
        private Priority priority = Priority.NORMAL;

        Reader(String words, People people) {
            this.rest = words.strip();
            this.people = people;
            this.signed = rest.chars().anyMatch(c -> c == '^' || c > '\u2000');
        }

        NoteItem read(char box) {
            boolean found = true;
            while (found && !rest.isEmpty()) {
                found = signed && sign() || field() || tag() || assignee();
            }
            if (signed) {
                innerDates();
            }
            Collections.reverse(tags);
            Collections.reverse(assignees);
            return new NoteItem(
                    rest,
                    box,
                    List.copyOf(assignees),
                    due,
                    scheduled,
                    start,
                    priority,
                    List.copyOf(tags));
        }

        private @Nullable Matcher last(Pattern pattern) {
            Matcher matcher = pattern.matcher(rest);
            matcher.region(Math.max(0, rest.length() - WINDOW), rest.length());
            matcher.useTransparentBounds(true);
            return matcher.find() ? matcher : null;
        }

        private void cut(Matcher matcher) {
            rest = rest.substring(0, matcher.start()).stripTrailing();
        }

        /** What opens with an emoji or a caret. */
        private boolean sign() {
            return date() || priority() || other();
        }

        private boolean date() {
            Matcher found = last(DATE);
            if (found == null) {
                return false;
            }
            mark(found.group(1).codePointAt(0), found.group(2));
            cut(found);
            return true;
        }

        /** "Buy cake 📅 2026-03-09 for Ana": a marked date is no part of the words. */
        private void innerDates() {
            Matcher found = INNER_DATE.matcher(rest);
            var text = new StringBuilder();
            while (found.find()) {
                if (due == null || found.group(1).codePointAt(0) < 0x1F4C5) {
                    mark(found.group(1).codePointAt(0), found.group(2));
                }
                found.appendReplacement(text, "");
            }
            rest = found.appendTail(text).toString().strip();
        }

        private void mark(int emoji, String text) {
            LocalDate date = parse(text);
            switch (emoji) {
                case 0x1F4C5, 0x1F4C6, 0x1F5D3 -> due = date;
                case 0x23F3, 0x231B -> scheduled = date;
                case 0x1F6EB -> start = date;
                default -> {
                    // done, created and cancelled dates tell nothing about when it is due
                }
            }
        }

        private boolean field() {
            Matcher found = last(FIELD);
            if (found == null) {
                return false;
            }
            switch (found.group(1)) {
                case "due" -> due = parse(found.group(2));
                case "scheduled" -> scheduled = parse(found.group(2));
                case "start" -> start = parse(found.group(2));
                case "priority" -> priority = named(found.group(2));
                default -> {
                    // the other fields tell nothing about when it is due
                }
            }
            cut(found);
            return true;
        }

        private static Priority named(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "highest" -> Priority.URGENT;
                case "high", "medium" -> Priority.HIGH;
                case "low", "lowest" -> Priority.LOW;
                default -> Priority.NORMAL;
            };
        }

        private boolean priority() {
            Matcher found = last(PRIORITY);
            if (found == null) {
                return false;
            }
            priority =
                    switch (found.group(1).codePointAt(0)) {
                        case 0x1F53A -> Priority.URGENT;
                        case 0x23EB, 0x1F53C -> Priority.HIGH;
                        default -> Priority.LOW;
                    };
            cut(found);
            return true;
        }

        private boolean tag() {
            Matcher found = last(TAG);
            if (found == null) {
                return false;
            }
            tags.add(found.group(1));
            cut(found);
            return true;
        }

        private boolean other() {
            Matcher found = last(OTHER);
            if (found == null) {
                return false;
            }
            cut(found);
            return true;
        }

        /** The name behind the last {@code @} that does not belong to an address or a handle. */
        private boolean assignee() {
            int at = rest.lastIndexOf('@');
            if (at < 0 || rest.length() - at > WINDOW || at == 0 || !opensName(at)) {
                return false;
            }
            String name = bare(rest.substring(at + 1));
            if (!isName(name, rest.substring(0, at).stripTrailing())) {
                return false;
            }
            addNames(name);
            rest = rest.substring(0, at).stripTrailing();
            return true;
        }

        private boolean opensName(int at) {
            char before = rest.charAt(at - 1);
            boolean apart =
                    Character.isWhitespace(before)
                            || ".!?,;)]\u3002".indexOf(before) >= 0
                            || before == '/' && SLASHED.matcher(rest.substring(0, at)).find();
            return apart && at + 1 < rest.length() && !Character.isWhitespace(rest.charAt(at + 1));
        }

        private static String bare(String raw) {
            String name = JOINER.matcher(raw.strip()).replaceFirst("");
            int paren = name.lastIndexOf(" (");
            if (paren > 0 && name.endsWith(")")) {
                name = name.substring(0, paren);
            }
            return PlainText.unquoted(name);
        }

        private boolean isName(String name, String before) {
            if (name.isEmpty()
                    || name.chars().anyMatch(c -> "#@?!:;/<>\"=\u2026".indexOf(c) >= 0)) {
                return false;
            }
            if (people.isSpecial(name) || people.find(name) != null || areKnown(name)) {
                return true;
            }
            String[] words = name.split("\\s+");
            boolean ended =
                    !before.isEmpty()
                            && ".!?)\u3002".indexOf(before.charAt(before.length() - 1)) >= 0;
            boolean behindAnother = !assignees.isEmpty();
            return words.length <= LONGEST_NAME
                    && looksLikeName(words)
                    && (ended || behindAnother || words.length > 1 || !before.contains(" in "));
        }

        /** "myself, Ana Ruiz": each of them is known. */
        private boolean areKnown(String names) {
            for (String one : BETWEEN_NAMES.split(names)) {
                if (!people.isSpecial(one) && people.find(one) == null) {
                    return false;
                }
            }
            return true;
        }

        private static boolean looksLikeName(String[] words) {
            boolean capital = false;
            for (String word : words) {
                int first = word.codePointAt(0);
                boolean upper = Character.isUpperCase(first) || Character.isIdeographic(first);
                boolean particle = People.PARTICLES.contains(word.toLowerCase(Locale.ROOT));
                if (!upper && !particle && words.length > 1 || !Character.isLetter(first)) {
                    return false;
                }
                boolean ends = word.endsWith(".") && word.length() > 4;
                if (ends) {
                    return false;
                }
                capital |= upper;
            }
            return capital || words.length == 1;
        }

        private void addNames(String name) {
            if (people.find(name) != null || people.isSpecial(name)) {
                assignees.add(name);
                return;
            }
            List<String> several = new ArrayList<>(List.of(BETWEEN_NAMES.split(name)));
            Collections.reverse(several);
            several.stream().filter(one -> !one.isBlank()).forEach(assignees::add);
        }

        private static @Nullable LocalDate parse(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                return null;
            }
        }
    }
}
