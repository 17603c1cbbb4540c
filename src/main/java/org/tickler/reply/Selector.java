package org.tickler.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are meant: numbers as printed in the mail, ranges, task ids, "all", "rest".
 *
 * @param tasks in the order written, ranges expanded, ids as {@code T-12}
 * @param rest the text behind it
 */
record Selector(List<String> tasks, String rest) {
    static final String ALL = "all";
    static final String REST = "rest";

    private static final int LARGEST_RANGE = 200;

    private static final Pattern ONE =
            Pattern.compile(
                    "\\[?(?:(?<id>[Tt]-?\\d{1,9})|#(?<hash>\\d{1,9})|(?<from>\\d{1,3})"
                            + "(?:(?: ?- ?|\\.\\.| to )(?<to>\\d{1,3}))?)\\]?(?![\\p{L}\\d/%])(?![.:-]\\d)");

    private static final Pattern BETWEEN = Pattern.compile(" ?[,+&] ?| ");

    private static final Pattern JOIN = Pattern.compile(" (\\p{L}{1,8}) ");

    private static final Pattern BEHIND = Pattern.compile("(?:\\) ?|\\. |: ?| - | = |=| )? *");

    /**
     * All readings of the selector that {@code text} begins with, the longest first.
     *
     * @param ordinals whether "the first one" selects as well
     */
    static List<Selector> of(String text, Vocabulary words, boolean ordinals) {
        var found = new ArrayList<Selector>();
        String folded = TypedText.fold(text);
        for (String key : List.of(REST, ALL)) {
            int length = words.prefix(key, folded);
            if (length > 0) {
                add(found, List.of(key), text, length);
            }
        }
        for (int i = 1; ordinals && i <= 5; i++) {
            int length = words.prefix("ordinal" + i, folded);
            if (length > 0) {
                add(found, List.of(String.valueOf(i)), text, length);
            }
        }
        int number = words.prefix("number", folded);
        int at =
                number > 0 && number < text.length() && text.charAt(number) == ' ' ? number + 1 : 0;
        var tasks = new ArrayList<String>();
        Matcher one = ONE.matcher(text);
        while (one.region(at, text.length()).lookingAt() && tasks.size() <= LARGEST_RANGE) {
            if (!read(one, tasks)) {
                break;
            }
            add(found, List.copyOf(tasks), text, one.end());
            at = behindJoin(text, one.end(), words);
            if (at < 0) {
                break;
            }
        }
        return found.reversed();
    }

    /** The index behind a comma, a space or a word such as "and" between two numbers, or -1. */
    private static int behindJoin(String text, int i, Vocabulary words) {
        Matcher join = JOIN.matcher(text).region(i, text.length());
        if (join.lookingAt() && words.has("joins", TypedText.fold(join.group(1)))) {
            return join.end();
        }
        Matcher between = BETWEEN.matcher(text).region(i, text.length());
        return between.lookingAt() ? between.end() : -1;
    }

    /**
     * What "all done except 3" leaves, as the words before and behind the exception joined, and the
     * numbers excepted; null if the line excepts nothing.
     */
    static @Nullable Selector excepted(String line, Vocabulary words) {
        String folded = TypedText.fold(line);
        for (int i = folded.indexOf(' '); i >= 0; i = folded.indexOf(' ', i + 1)) {
            int length = words.prefix("except", folded.substring(i + 1));
            if (length == 0) {
                continue;
            }
            String text = TypedText.withoutStop(line.substring(i + 1 + length).strip());
            String before = line.substring(0, i).strip();
            return of(text, words, true).stream()
                    .filter(out -> !out.tasks().contains(ALL) && !out.tasks().contains(REST))
                    .findFirst()
                    .map(out -> new Selector(out.tasks(), (before + " " + out.rest()).strip()))
                    .orElse(null);
        }
        return null;
    }

    /** The tasks that {@code excepted} leaves of {@code tasks}; empty if not all are among them. */
    static List<String> without(List<String> tasks, List<String> excepted, int count) {
        var left = new ArrayList<String>(tasks);
        if (tasks.equals(List.of(ALL)) && count <= LARGEST_RANGE) {
            left.clear();
            for (int i = 1; i <= count; i++) {
                left.add(String.valueOf(i));
            }
        }
        return left.containsAll(excepted) && left.removeAll(excepted) ? left : List.of();
    }

    private static void add(List<Selector> found, List<String> tasks, String text, int end) {
        Matcher behind = BEHIND.matcher(text).region(end, text.length());
        int next = behind.lookingAt() ? behind.end() : end;
        found.add(new Selector(tasks, text.substring(next)));
    }

    private static boolean read(Matcher one, List<String> tasks) {
        if (one.group("id") != null) {
            tasks.add("T-" + one.group("id").replaceAll("\\D", ""));
            return true;
        }
        if (one.group("hash") != null) {
            tasks.add("T-" + one.group("hash"));
            return true;
        }
        int from = Integer.parseInt(one.group("from"));
        int to = one.group("to") == null ? from : Integer.parseInt(one.group("to"));
        if (to < from || to - from > LARGEST_RANGE) {
            return false;
        }
        for (int i = from; i <= to; i++) {
            String task = String.valueOf(i);
            if (!tasks.contains(task)) {
                tasks.add(task);
            }
        }
        return true;
    }

    /** Whether the two selections can mean the same task; none at all means the mail's only one. */
    static boolean overlap(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty() || one.equals(other)) {
            return true;
        }
        boolean rest = one.contains(REST) || other.contains(REST);
        if (one.contains(ALL) || other.contains(ALL)) {
            return !rest || one.contains(ALL) && other.contains(ALL);
        }
        return one.stream().anyMatch(other::contains);
    }
}
