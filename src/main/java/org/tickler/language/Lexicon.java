package org.tickler.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The phrases of one language by what they tell, read from {@code xx.txt}: sections in brackets,
 * one phrase a line. A language is added by a file and a line in {@code languages.txt}. Immutable.
 */
public final class Lexicon {
    private static final int SHORTEST_DOING = 6;
    private static final List<Lexicon> ALL = loadAll();

    /** The words that open a phrase of any list. */
    private static final Vocabulary VOCABULARY = openingsOfAll();

    private final String language;
    private final Map<String, Phrases> sections = new HashMap<>();
    private final Map<String, List<String>> written;
    private final @Nullable Infinitives infinitives;

    private Lexicon(
            String language,
            int firstId,
            Map<String, List<String>> written,
            @Nullable Infinitives infinitives) {
        this.language = language;
        this.written = written;
        this.infinitives = infinitives;
        written.forEach(
                (name, list) -> sections.put(name, new Phrases(list, firstId + sections.size())));
    }

    private static Vocabulary openingsOfAll() {
        var behind = new HashMap<String, TreeMap<Integer, Phrases.Node>>();
        for (Lexicon lexicon : ALL) {
            for (Phrases phrases : lexicon.sections.values()) {
                phrases.openings()
                        .forEach((word, next) ->
                                behind.computeIfAbsent(word, w -> new TreeMap<>())
                                        .put(phrases.id(), next));
            }
        }
        var words = new ArrayList<Word>();
        behind.forEach((word, lists) -> words.add(new Word(word, lists)));
        return new Vocabulary(words);
    }

    /** The words that open a phrase in any language. */
    static Vocabulary vocabulary() {
        return VOCABULARY;
    }

    /** English. */
    public static Lexicon english() {
        return ALL.getFirst();
    }

    public static List<Lexicon> all() {
        return ALL;
    }

    /**
     * The language most of whose commonest words stand in {@code text}; ties go to the locale's.
     */
    public static Lexicon of(Tokens text, @Nullable Locale locale) {
        Lexicon best = english();
        int most = 0;
        for (Lexicon lexicon : ALL) {
            int count = locale != null && lexicon.language.equals(locale.getLanguage()) ? 1 : 0;
            Phrases common = lexicon.phrases("common");
            for (int i = 0; i < text.size(); i++) {
                count += common.startsAt(text, i) ? 2 : 0;
            }
            if (count > most) {
                most = count;
                best = lexicon;
            }
        }
        return best;
    }

    public String language() {
        return language;
    }

    public Phrases phrases(String section) {
        return sections.getOrDefault(section, Phrases.NONE);
    }

    public boolean has(String section, Tokens words) {
        return phrases(section).in(words);
    }

    /**
     * The phrases of a section in all languages, as they are written, as one group of a regular
     * expression that takes the longest.
     */
    public static String anyOf(String section) {
        return ALL.stream()
                .flatMap(lexicon -> lexicon.written.getOrDefault(section, List.of()).stream())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    /** Whether all of {@code text} is a verb one can be asked to do. */
    public boolean isVerb(String text) {
        return phrases("verbs").isAllOf(new Tokens(text));
    }

    /** The known verb that "sending", "making" and "planning" come of, or null. */
    public @Nullable String verbOfDoing(String word) {
        if (word.length() < SHORTEST_DOING || !word.endsWith("ing")) {
            return null;
        }
        String stem = word.substring(0, word.length() - 3);
        if (isVerb(stem)) {
            return stem;
        }
        if (isVerb(stem + "e")) {
            return stem + "e";
        }
        String shorter = stem.substring(0, stem.length() - 1);
        return stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2) && isVerb(shorter)
                ? shorter
                : null;
    }

    /** How tasks are worded, from {@code xx-titles.txt}; null where the language has no such. */
    public @Nullable Infinitives infinitives() {
        return infinitives;
    }

    private static List<Lexicon> loadAll() {
        var all = new ArrayList<Lexicon>();
        int ids = Phrases.NONE.id() + 1;
        for (String language : lines("languages.txt")) {
            all.add(load(language.strip(), ids));
            ids += all.getLast().sections.size();
        }
        return List.copyOf(all);
    }

    private static Lexicon load(String language, int firstId) {
        var phrases = new HashMap<String, List<String>>();
        List<String> section = new ArrayList<>();
        for (String line : lines(language + ".txt")) {
            if (line.startsWith("[")) {
                section =
                        phrases.computeIfAbsent(
                                line.substring(1, line.indexOf(']')).intern(), // as in the code
                                name -> new ArrayList<>());
            } else {
                for (String phrase : line.split("[;|]")) {
                    section.add(phrase.strip());
                }
            }
        }
        String titles = language + "-titles.txt";
        boolean worded = Lexicon.class.getResource(titles) != null;
        return new Lexicon(
                language,
                firstId,
                Map.copyOf(phrases),
                worded ? new Infinitives(lines(titles)) : null);
    }

    /** Lines that say something; {@code //} opens a comment. */
    private static List<String> lines(String file) {
        try (InputStream in = Lexicon.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the word list " + file + " is missing");
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
