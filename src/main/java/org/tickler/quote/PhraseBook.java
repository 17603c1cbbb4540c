package org.tickler.quote;

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
import java.util.stream.Collectors;

/**
 * Word lists of a class-path resource: lines {@code key = phrase | phrase}, {@code #} comments, a
 * key may come again. Phrases are lower case. Immutable.
 */
public final class PhraseBook {
    public static final PhraseBook QUOTES = load(PhraseBook.class, "quotes.txt");
    public static final PhraseBook SIGNATURES = load(PhraseBook.class, "signatures.txt");

    private final Map<String, Set<String>> phrases;
    private final Map<String, Integer> longest = new HashMap<>();

    /** The first characters of a key's phrases: most texts begin with none. */
    private final Map<String, String> firsts = new HashMap<>();

    private PhraseBook(Map<String, Set<String>> phrases) {
        this.phrases = phrases;
        phrases.forEach((key, set) -> {
            longest.put(key, set.stream().mapToInt(String::length).max().orElse(0));
            firsts.put(
                    key,
                    set.stream()
                            .map(phrase -> phrase.substring(0, 1))
                            .distinct()
                            .collect(Collectors.joining()));
        });
    }

    /** Reads the resource that lies beside {@code anchor}. */
    public static PhraseBook load(Class<?> anchor, String resource) {
        var phrases = new HashMap<String, Set<String>>();
        for (String line : lines(anchor, resource)) {
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

    private static Iterable<String> lines(Class<?> anchor, String resource) {
        try (InputStream in = anchor.getResourceAsStream(resource)) {
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

    /** All phrases of the key, possibly none. */
    public Set<String> all(String key) {
        return phrases.getOrDefault(key, Set.of());
    }

    /** Whether the whole of {@code phrase} (lower case) is one of the key. */
    public boolean has(String key, String phrase) {
        return all(key).contains(phrase);
    }

    /**
     * The length of the longest phrase of {@code key} that {@code text} (lower case) begins with at
     * a word's end, or 0.
     */
    public int prefix(String key, String text) {
        if (text.isEmpty() || firsts.getOrDefault(key, "").indexOf(text.charAt(0)) < 0) {
            return 0;
        }
        var set = all(key);
        for (int end = Math.min(text.length(), longest.getOrDefault(key, 0)); end > 0; end--) {
            if (isWordEnd(text, end) && set.contains(text.substring(0, end))) {
                return end;
            }
        }
        return 0;
    }

    /** Whether a phrase may end before {@code end}: no word goes on there. */
    public static boolean isWordEnd(String text, int end) {
        return end == text.length()
                || !Character.isLetterOrDigit(text.charAt(end))
                || !Character.isLetterOrDigit(text.charAt(end - 1))
                || Character.isIdeographic(text.charAt(end - 1));
    }
}
