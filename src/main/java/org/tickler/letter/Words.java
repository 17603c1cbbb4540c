package org.tickler.letter;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of one language. A pack is a resource {@code <language>.properties}; what it lacks,
 * and a language without a pack, is said in English. Immutable.
 */
final class Words {
    private static final String FALLBACK = "en";
    private static final Map<String, Words> PACKS = new ConcurrentHashMap<>();

    private final Locale language;
    private final Properties texts;

    private Words(Locale language, Properties texts) {
        this.language = language;
        this.texts = texts;
    }

    /**
     * @param language a language tag such as {@code en} or {@code de-AT}
     */
    static Words of(String language) {
        String code = Locale.forLanguageTag(language).getLanguage();
        return PACKS.computeIfAbsent(code, Words::load);
    }

    private static Words load(String code) {
        Properties english = read(FALLBACK, null);
        if (english == null) {
            throw new IllegalStateException("the English texts are missing from the program");
        }
        Properties own = code.equals(FALLBACK) ? english : read(code, english);
        return own == null
                ? new Words(Locale.ENGLISH, english)
                : new Words(Locale.forLanguageTag(code), own);
    }

    private static @Nullable Properties read(String code, @Nullable Properties defaults) {
        if (!code.matches("[a-z]{2,8}")) {
            return null;
        }
        try (var in = Words.class.getResourceAsStream(code + ".properties")) {
            if (in == null) {
                return null;
            }
            var texts = defaults == null ? new Properties() : new Properties(defaults);
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Locale language() {
        return language;
    }

    /** The text of {@code key} with {@code {0}}, {@code {1}} … filled in, once, from the left. */
    String get(String key, Object... values) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no such text: " + key);
        }
        return fill(text, values);
    }

    /** As {@link #get}, for {@code key.one} or {@code key.other}. */
    String count(String key, int count, Object... values) {
        return get(key + (count == 1 ? ".one" : ".other"), values);
    }

    private static String fill(String text, Object... values) {
        var filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int index = open + 2 < text.length() ? text.charAt(open + 1) - '0' : -1;
            if (index >= 0 && index < values.length && text.charAt(open + 2) == '}') {
                filled.append(text, from, open).append(values[index]);
                from = open + 3;
            }
        }
        return filled.append(text, from, text.length()).toString();
    }
}
