package org.tickler.reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tickler.quote.PhraseBook;

/** The words of English and of one more language pack. Immutable and shared. */
final class Vocabulary {
    /** The languages with a pack, English first. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "es");

    /** A verb phrase at the beginning of a text: what it means and how long it is. */
    record Match(Word word, String phrase) {}

    private static final Map<String, Vocabulary> CACHE = new ConcurrentHashMap<>();

    private final List<PhraseBook> books;
    private final Map<String, Word> verbs = new HashMap<>();
    private final int longest;

    private Vocabulary(List<PhraseBook> books) {
        this.books = books;
        for (PhraseBook book : books) {
            for (Word word : Word.values()) {
                book.all(word.key())
                        .forEach(phrase -> verbs.putIfAbsent(TypedText.fold(phrase), word));
            }
        }
        longest = verbs.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** English, and the language's own pack where there is one. */
    static Vocabulary of(@Nullable Locale language) {
        String code = language == null ? "en" : language.getLanguage();
        return CACHE.computeIfAbsent(LANGUAGES.contains(code) ? code : "en", Vocabulary::load);
    }

    private static Vocabulary load(String code) {
        var books = new ArrayList<PhraseBook>();
        books.add(PhraseBook.load(Vocabulary.class, "commands-en.txt"));
        if (!code.equals("en")) {
            books.add(PhraseBook.load(Vocabulary.class, "commands-" + code + ".txt"));
        }
        return new Vocabulary(List.copyOf(books));
    }

    /** The verb phrases that {@code text} (folded) begins with, longest first. */
    List<Match> verbs(String text) {
        var found = new ArrayList<Match>();
        for (int end = Math.min(text.length(), longest); end > 0; end--) {
            Word word = PhraseBook.isWordEnd(text, end) ? verbs.get(text.substring(0, end)) : null;
            if (word != null) {
                found.add(new Match(word, text.substring(0, end)));
            }
        }
        return found;
    }

    /** What the whole of {@code text} (folded) means as a verb, or null. */
    @Nullable Word verb(String text) {
        return verbs.get(text);
    }

    boolean has(String key, String text) {
        return books.stream().anyMatch(book -> book.has(key, text));
    }

    /** The length of the longest phrase of {@code key} at the beginning of {@code text}, or 0. */
    int prefix(String key, String text) {
        int length = 0;
        for (PhraseBook book : books) {
            length = Math.max(length, book.prefix(key, text));
        }
        return length;
    }

    Set<String> all(String key) {
        var all = new java.util.HashSet<String>();
        books.forEach(book -> all.addAll(book.all(key)));
        return all;
    }

    /** {@code text} without the phrases of {@code key} at its beginning. */
    String without(String key, String text) {
        String rest = text.strip();
        for (int i = 0; i < 4; i++) {
            int length = prefix(key, TypedText.fold(rest));
            if (length == 0) {
                break;
            }
            rest = rest.substring(length).strip();
        }
        return rest;
    }

    /** {@code text} without the phrases of {@code key} at its end; something always remains. */
    String withoutTail(String key, String text) {
        String rest = text;
        Set<String> phrases = all(key);
        for (int space = rest.lastIndexOf(' '), i = 0; space > 0 && i < 4; i++) {
            if (phrases.contains(TypedText.fold(rest.substring(space + 1)))) {
                rest = TypedText.withoutStop(rest.substring(0, space));
                space = rest.lastIndexOf(' ');
            } else {
                space = rest.lastIndexOf(' ', space - 1);
            }
        }
        return rest;
    }

    /** Whether {@code text} (folded) consists of phrases of {@code key} only; true for nothing. */
    boolean only(String key, String text) {
        String rest = text.strip();
        while (!rest.isEmpty()) {
            int length = prefix(key, rest);
            if (length == 0) {
                return false;
            }
            rest = rest.substring(length).strip();
        }
        return true;
    }
}
