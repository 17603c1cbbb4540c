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
import org.jspecify.annotations.Nullable;

/**
 * The words of one or more languages. A line of a word list is {@code kind.value = phrase|phrase};
 * a phrase may hold several words. Immutable.
 */
public final class Lexicon {
    private static final int LONGEST_PHRASE = 6;

    private final Map<String, Map<Kind, String>> phrases;
    private final Set<String> vocabulary;

    private final Node root = new Node();

    /** Where some words of a phrase lead: to more words, or to what the phrase they are means. */
    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private @Nullable String phrase;
        private Meanings meanings = Meanings.NONE;
    }

    private Lexicon(Map<String, Map<Kind, String>> phrases) {
        this.phrases = phrases;
        this.vocabulary = new HashSet<>();
        phrases.forEach((phrase, meanings) -> {
            Node node = root;
            for (String word : phrase.split(" ")) {
                vocabulary.add(word);
                node = node.next.computeIfAbsent(word, w -> new Node());
            }
            node.phrase = phrase;
            node.meanings = new Meanings(meanings);
        });
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
            Tokens.Token first = tokens.get(i);
            Node node = first.digits() > 0 ? null : root.next.get(first.text());
            Node known = null;
            int length = 1;
            for (int n = 1; node != null; n++) {
                if (node.phrase != null) {
                    known = node;
                    length = n;
                }
                boolean more = n < LONGEST_PHRASE && i + n < tokens.size();
                node = more ? node.next.get(word(tokens.get(i + n))) : null;
            }
            lexemes.add(lexeme(first, tokens.get(i + length - 1), known));
            i += length;
        }
        return lexemes;
    }

    private static Lexeme lexeme(Tokens.Token first, Tokens.Token last, @Nullable Node known) {
        String phrase = known == null ? null : known.phrase;
        return new Lexeme(
                phrase == null ? first.text() : phrase,
                first.start(),
                last.end(),
                first.glued(),
                first.digits(),
                first.number(),
                first.capital(),
                first.upper(),
                first.embedded(),
                known == null ? Lexeme.NONE.meanings() : known.meanings);
    }

    private static String key(String phrase) {
        return join(Tokens.of(phrase.strip()));
    }

    private static String join(List<Tokens.Token> tokens) {
        var key = new StringBuilder();
        for (Tokens.Token token : tokens) {
            key.append(key.isEmpty() ? "" : " ").append(word(token));
        }
        return key.toString();
    }

    private static String word(Tokens.Token token) {
        return token.digits() > 0 ? Integer.toString(token.number()) : token.text();
    }
}
