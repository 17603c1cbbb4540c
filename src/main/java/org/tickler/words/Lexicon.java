package org.tickler.words;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words of one or more languages. A line of a word list is {@code kind.value = phrase|phrase};
 * a phrase may hold several words. Immutable.
 */
public final class Lexicon {
    private static final int LONGEST_PHRASE = 6;

    private final Map<String, Map<Kind, String>> phrases;
    private final Set<String> vocabulary;

    /** How many words the longest phrase has that begins with a word. */
    private final Map<String, Integer> longest;

    private Lexicon(Map<String, Map<Kind, String>> phrases) {
        this.phrases = phrases;
        this.vocabulary = new HashSet<>();
        this.longest = new HashMap<>();
        for (String phrase : phrases.keySet()) {
            List<String> words = List.of(phrase.split(" "));
            vocabulary.addAll(words);
            longest.merge(words.getFirst(), words.size(), Math::max);
        }
    }

    /** The languages besides English that have a word list: the lines of {@code languages.txt}. */
    static List<String> installed() {
        try (Reader reader = open("languages.txt")) {
            return reader.readAllLines();
        } catch (IOException e) {
            throw new UncheckedIOException("the list of languages cannot be read", e);
        }
    }

    private static Reader open(String file) {
        return new InputStreamReader(
                Objects.requireNonNull(Lexicon.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8);
    }

    /** The word list {@code name.properties} beside this class. */
    static Lexicon load(String name) {
        var lines = new Properties();
        try (Reader reader = open(name + ".properties")) {
            lines.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("the word list " + name + " cannot be read", e);
        }
        var phrases = new HashMap<String, Map<Kind, String>>();
        for (String key : new TreeSet<>(lines.stringPropertyNames())) {
            int dot = key.indexOf('.');
            Kind kind =
                    Kind.valueOf(
                            (dot < 0 ? key : key.substring(0, dot))
                                    .toUpperCase(Locale.ROOT)
                                    .replace('-', '_'));
            String value = dot < 0 ? "0" : key.substring(dot + 1);
            for (String phrase : lines.getProperty(key).split("\\|", -1)) {
                phrases.computeIfAbsent(key(phrase), p -> new EnumMap<>(Kind.class))
                        .put(kind, value);
            }
        }
        return new Lexicon(phrases);
    }

    /**
     * The words of both. Where a word means the same kind of thing in both, {@code more} wins; its
     * everyday words keep no meaning from here ("mon", which is no Monday in French).
     */
    Lexicon with(Lexicon more) {
        var union = new HashMap<String, Map<Kind, String>>();
        phrases.forEach((phrase, meanings) -> union.put(phrase, new EnumMap<>(meanings)));
        more.phrases.forEach((phrase, meanings) -> {
            if (meanings.containsKey(Kind.HINT)) {
                union.remove(phrase);
            }
        });
        more.phrases.forEach((phrase, meanings) ->
                union.computeIfAbsent(phrase, p -> new EnumMap<>(Kind.class)).putAll(meanings));
        return new Lexicon(union);
    }

    /** Every word that stands in any phrase. */
    Set<String> vocabulary() {
        return vocabulary;
    }

    /** The lexemes of a text: everywhere the longest phrase that a list knows. */
    public List<Lexeme> read(List<Tokens.Token> tokens) {
        var lexemes = new ArrayList<Lexeme>(tokens.size() + 1);
        for (int i = 0; i < tokens.size(); ) {
            int length = longestPhrase(tokens, i);
            lexemes.add(lexeme(tokens, i, length));
            i += Math.max(1, length);
        }
        return lexemes;
    }

    private int longestPhrase(List<Tokens.Token> tokens, int from) {
        Tokens.Token first = tokens.get(from);
        int most = first.digits() > 0 ? 0 : longest.getOrDefault(first.text(), 0);
        if (most <= 1) {
            return most;
        }
        var key = new StringBuilder();
        int best = 0;
        int last = Math.min(Math.min(most, LONGEST_PHRASE), tokens.size() - from);
        for (int n = 0; n < last; n++) {
            Tokens.Token token = tokens.get(from + n);
            key.append(n == 0 ? "" : " ")
                    .append(token.digits() > 0 ? token.number() : token.text());
            if (phrases.containsKey(key.toString())) {
                best = n + 1;
            }
        }
        return best;
    }

    private Lexeme lexeme(List<Tokens.Token> tokens, int from, int length) {
        Tokens.Token first = tokens.get(from);
        Tokens.Token last = tokens.get(from + Math.max(1, length) - 1);
        Map<Kind, String> meanings = Map.of();
        String text = first.text();
        if (length > 0) {
            text = join(tokens.subList(from, from + length));
            meanings = Objects.requireNonNull(phrases.get(text));
        }
        return new Lexeme(
                text,
                first.start(),
                last.end(),
                first.glued(),
                first.digits(),
                first.number(),
                first.capital(),
                first.upper(),
                first.embedded(),
                meanings);
    }

    private static String key(String phrase) {
        return join(Tokens.of(phrase.strip()));
    }

    private static String join(List<Tokens.Token> tokens) {
        var key = new StringBuilder();
        for (Tokens.Token token : tokens) {
            key.append(key.isEmpty() ? "" : " ")
                    .append(token.digits() > 0 ? token.number() : token.text());
        }
        return key.toString();
    }
}
