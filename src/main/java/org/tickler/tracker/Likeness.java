package org.tickler.tracker;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much two tasks speak of the same thing. Pure. Words are folded (case, accents, plurals, verb
 * forms, the many verbs of sending), small words do not count, and different numbers never mean the
 * same task: invoice 4711 is not 4712.
 */
public final class Likeness {
    /** Same source, written again: slightly other words are enough. */
    public static final double SAME_SOURCE = 0.6;

    /** Another source: the words must be nearly the same. */
    public static final double ANY_SOURCE = 0.8;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private static final Set<String> SMALL =
            Set.of(
                    "a",
                    "an",
                    "the",
                    "to",
                    "of",
                    "for",
                    "and",
                    "or",
                    "in",
                    "on",
                    "at",
                    "by",
                    "with",
                    "from",
                    "about",
                    "into",
                    "is",
                    "be",
                    "will",
                    "as",
                    "it",
                    "that",
                    "this",
                    "their",
                    "his",
                    "her",
                    "our",
                    "my",
                    "your",
                    "please",
                    "up",
                    "out",
                    "regarding",
                    "re",
                    "der",
                    "die",
                    "das",
                    "den",
                    "und",
                    "für",
                    "fur",
                    "mit",
                    "le",
                    "la",
                    "les",
                    "de",
                    "du",
                    "et",
                    "pour",
                    "el",
                    "los",
                    "las",
                    "y",
                    "para",
                    "con");

    private static final Map<String, String> SAME =
            Map.ofEntries(
                    Map.entry("email", "send"),
                    Map.entry("mail", "send"),
                    Map.entry("forward", "send"),
                    Map.entry("share", "send"),
                    Map.entry("provide", "send"),
                    Map.entry("deliver", "send"),
                    Map.entry("submit", "send"),
                    Map.entry("supply", "send"),
                    Map.entry("phone", "call"),
                    Map.entry("ring", "call"),
                    Map.entry("telephone", "call"),
                    Map.entry("fly", "visit"),
                    Map.entry("travel", "visit"),
                    Map.entry("trip", "visit"),
                    Map.entry("come", "visit"),
                    Map.entry("arrange", "schedule"),
                    Map.entry("organise", "schedule"),
                    Map.entry("organize", "schedule"),
                    Map.entry("book", "schedule"),
                    Map.entry("plan", "schedule"),
                    Map.entry("draft", "prepare"),
                    Map.entry("write", "prepare"),
                    Map.entry("create", "prepare"),
                    Map.entry("check", "review"),
                    Map.entry("fix", "repair"));

    private Likeness() {}

    /** The folded words of a title, as they are stored for comparison; never blank. */
    public static String fingerprint(String title) {
        String folded = String.join(" ", words(title));
        return folded.isEmpty() ? title.strip().toLowerCase(Locale.ROOT) : folded;
    }

    /** 0 for nothing in common, 1 for the same; both are {@link #fingerprint}s. */
    public static double of(String first, String second) {
        Set<String> a = new LinkedHashSet<>(List.of(first.split(" ", -1)));
        Set<String> b = new LinkedHashSet<>(List.of(second.split(" ", -1)));
        if (!numbers(a).equals(numbers(b))) {
            return 0;
        }
        var common = new HashSet<>(a);
        common.retainAll(b);
        double dice = 2.0 * weight(common) / (weight(a) + weight(b));
        // What is left when the leading verb is taken away must meet, too: "send the contract" is
        // not "send the list".
        var objects = new HashSet<>(common);
        objects.removeAll(SAME.values());
        return objects.isEmpty() ? Math.min(dice, SAME_SOURCE - 0.01) : dice;
    }

    private static double weight(Set<String> words) {
        double sum = 0;
        for (String word : words) {
            sum += Math.min(word.length(), 8);
        }
        return Math.max(sum, 1);
    }

    private static Set<String> numbers(Set<String> words) {
        var numbers = new HashSet<String>();
        for (String word : words) {
            if (word.chars().anyMatch(Character::isDigit)) {
                numbers.add(word);
            }
        }
        return numbers;
    }

    private static List<String> words(String title) {
        String plain =
                Normalizer.normalize(title, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .toLowerCase(Locale.ROOT);
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(plain);
        while (matcher.find()) {
            String word = stem(matcher.group());
            if (!SMALL.contains(matcher.group()) && !words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    private static String stem(String word) {
        String stem = word;
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = stem.substring(0, stem.length() - 3);
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = stem.substring(0, stem.length() - 2);
        } else if (stem.length() > 3 && stem.endsWith("s") && !stem.endsWith("ss")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        return SAME.getOrDefault(stem, stem);
    }
}
