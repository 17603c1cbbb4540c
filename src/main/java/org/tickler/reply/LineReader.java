package org.tickler.reply;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.reply.Item.Commands;

/** Reads a line as a list of items; all of it must fit. */
final class LineReader {
    private static final int MOST_PIECES = 40;
    private static final int WIDEST_JOIN = 6;

    private final ItemReader items;
    private final Vocabulary words;
    private final Set<String> connectors;
    private final boolean several;

    /**
     * @param several whether the answered mail may number several tasks
     */
    LineReader(ItemReader items, Vocabulary words, boolean several) {
        this.several = several;
        this.items = items;
        this.words = words;
        this.connectors = words.all("and");
    }

    /** The items of the line in their order, or null if any word is left over. */
    @Nullable List<Item> read(String line) {
        List<Item> items = read(line, false);
        return items == null && several ? read(line, true) : items;
    }

    /**
     * @param numbers whether a number alone begins a new piece, as in "1 yes 2 no"
     */
    private @Nullable List<Item> read(String line, boolean numbers) {
        var pieces = new Pieces(line, new ArrayList<>(), new ArrayList<>());
        split(pieces, numbers);
        if (pieces.starts().isEmpty() || pieces.starts().size() > MOST_PIECES) {
            return null;
        }
        var found = new ArrayList<Item>();
        return from(0, pieces, found, new HashSet<>()) ? inherit(found) : null;
    }

    private boolean from(int piece, Pieces pieces, List<Item> found, Set<Integer> dead) {
        if (piece == pieces.starts().size()) {
            return true;
        }
        if (dead.contains(piece)) {
            return false;
        }
        String rest = pieces.text(piece, pieces.starts().size() - 1);
        if (items.takesTheLine(rest)) {
            Item item = items.read(rest);
            if (item != null) {
                found.add(item);
                return true;
            }
        }
        int last = Math.min(pieces.starts().size(), piece + WIDEST_JOIN) - 1;
        for (int end = last; end >= piece; end--) {
            Item item = items.read(pieces.text(piece, end));
            boolean free = item != null && end > piece && isReason(item);
            if (!free && accept(item, end, pieces, found, dead)) {
                return true;
            }
        }
        for (int end = piece + 1; end <= last; end++) {
            Item item = items.read(pieces.text(piece, end));
            if (item != null && isReason(item) && accept(item, end, pieces, found, dead)) {
                return true;
            }
        }
        dead.add(piece);
        return false;
    }

    private boolean accept(
            @Nullable Item item, int end, Pieces pieces, List<Item> found, Set<Integer> dead) {
        if (item == null) {
            return false;
        }
        found.add(item);
        if (from(end + 1, pieces, found, dead)) {
            return true;
        }
        found.removeLast();
        return false;
    }

    /** A reason is free text: it takes the words behind a comma only if they are nothing else. */
    private static boolean isReason(Item item) {
        return item instanceof Commands(List<Command> all)
                && all.stream().anyMatch(c -> c.verb() == Verb.REJECT && c.text() != null);
    }

    /** A selector holds for the items behind it until another one comes. */
    private static List<Item> inherit(List<Item> found) {
        var result = new ArrayList<Item>();
        List<String> tasks = List.of();
        for (Item item : found) {
            if (item instanceof Commands(List<Command> commands)) {
                var selected = new ArrayList<Command>();
                for (Command command : commands) {
                    tasks = command.tasks().isEmpty() ? tasks : command.tasks();
                    selected.add(ItemReader.withTasks(command, tasks));
                }
                result.add(new Commands(selected));
            } else {
                result.add(item);
            }
        }
        return result;
    }

    /** The parts of a line between its separators. */
    private record Pieces(String line, List<Integer> starts, List<Integer> ends) {
        String text(int first, int last) {
            return line.substring(starts.get(first), ends.get(last));
        }

        void add(int start, int end) {
            if (!line.substring(start, end).isBlank()) {
                starts.add(start);
                ends.add(end);
            }
        }
    }

    /** Cuts at commas, semicolons, sentence ends and words such as "and". */
    private void split(Pieces pieces, boolean numbers) {
        String line = pieces.line();
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            int next = separator(line, i);
            if (next < 0 && numbers && i > 0 && line.charAt(i) == ' ' && isSelector(line, i + 1)) {
                next = i + 1;
            }
            if (next > 0) {
                pieces.add(start, i);
                start = next;
                i = next - 1;
            }
        }
        pieces.add(start, line.length());
    }

    private boolean isSelector(String line, int i) {
        if (words.prefix("rest", TypedText.fold(line.substring(i))) > 0) {
            return true;
        }
        int end = i;
        while (end < line.length() && Character.isDigit(line.charAt(end))) {
            end++;
        }
        return end > i
                && end - i < 4
                && end < line.length()
                && " :.)-".indexOf(line.charAt(end)) >= 0;
    }

    /** The position behind the separator at {@code i}, or -1. */
    private int separator(String line, int i) {
        char c = line.charAt(i);
        if (c == ',' || c == ';') {
            return i + 1;
        }
        if ((c == '.' || c == '!') && i + 1 < line.length() && line.charAt(i + 1) == ' ') {
            return i + 2;
        }
        if (c == '-' && i > 0 && line.startsWith(" - ", i - 1)) {
            return i + 2;
        }
        if (c == ' ') {
            int end = line.indexOf(' ', i + 1);
            if (end > 0
                    && end - i < 9
                    && connectors.contains(TypedText.fold(line.substring(i + 1, end)))) {
                return end;
            }
        }
        return -1;
    }
}
