package org.tickler.reply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Word lists of a class-path resource: lines {@code key = phrase | phrase}, {@code #} comments, a
 * key may come again. Phrases are lower case. Immutable.
 */
final class PhraseBook {
    static final PhraseBook QUOTES = load("quotes.txt");
    static final PhraseBook SIGNATURES = load("signatures.txt");

    private final Map<String, Set<String>> phrases;
    private final Map<String, Integer> longest = new HashMap<>();

    private PhraseBook(Map<String, Set<String>> phrases) {
        this.phrases = phrases;
        phrases.forEach((key, set) ->
                longest.put(key, set.stream().mapToInt(String::length).max().orElse(0)));
    }

    static PhraseBook load(String resource) {
        var phrases = new HashMap<String, Set<String>>();
        for (String line : lines(resource)) {
            int equals = line.indexOf('=');
            if (equals < 0 || line.startsWith("#")) {
                continue;
            }
            var set =
                    phrases.computeIfAbsent(
                            line.substring(0, equals).strip(), key -> new HashSet<>());
            for (String phrase : line.substring(equals + 1).split("\\|", -1)) {
                if (!phrase.isBlank()) {
                    set.add(phrase.strip().toLowerCase(Locale.ROOT).replace("\uFE0F", ""));
                }
            }
        }
        return new PhraseBook(phrases);
    }

    static Iterable<String> lines(String resource) {
        try (InputStream in = PhraseBook.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> all(String key) {
        return phrases.getOrDefault(key, Set.of());
    }

    boolean has(String key, String phrase) {
        return all(key).contains(phrase);
    }

    /**
     * The length of the longest phrase of {@code key} that {@code text} (lower case) begins with at
     * a word's end, or 0.
     */
    int prefix(String key, String text) {
        var set = all(key);
        for (int end = Math.min(text.length(), longest.getOrDefault(key, 0)); end > 0; end--) {
            if (isWordEnd(text, end) && set.contains(text.substring(0, end))) {
                return end;
            }
        }
        return 0;
    }

    /** Whether a phrase may end before {@code end}: no word goes on there. */
    static boolean isWordEnd(String text, int end) {
        return end == text.length()
                || !Character.isLetterOrDigit(text.charAt(end))
                || !Character.isLetterOrDigit(text.charAt(end - 1))
                || Character.isIdeographic(text.charAt(end - 1));
    }
}
