package org.tickler.words;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The installed word lists, and which of them a text needs: English always, the caller's language,
 * and the language that the text is evidently written in. Immutable.
 */
public final class Languages {
    private final Lexicon english;
    private final Map<String, Lexicon> packs = new TreeMap<>();
    private final Map<String, Lexicon> unions = new HashMap<>();
    private final List<String> names;

    /** For each word who has it: bit 0 is English, the others are those of {@code names}. */
    private final Map<String, Integer> speakers = new HashMap<>();

    public Languages() {
        Lexicon zones = Lexicon.load("zones");
        english = Lexicon.load("en").with(zones);
        unions.put("", english);
        for (String other : Lexicon.installed()) {
            packs.put(other, Lexicon.load(other));
            unions.put(other, english.with(packs.get(other)));
        }
        names = List.copyOf(packs.keySet());
        learn(english, 0);
        for (int i = 0; i < names.size(); i++) {
            learn(Objects.requireNonNull(packs.get(names.get(i))), i + 1);
        }
    }

    private void learn(Lexicon lexicon, int bit) {
        lexicon.vocabulary().forEach(word -> speakers.merge(word, 1 << bit, (a, b) -> a | b));
    }

    /**
     * @param language of the text: that of the caller or the evident one; "en" if neither is known
     * @param order of the numbers in a date such as 12/01
     */
    public record Choice(Lexicon lexicon, String language, Order order) {}

    /** Which number comes first in a date without a month's name. */
    public enum Order {
        MONTH_FIRST,
        DAY_FIRST,
        UNKNOWN
    }

    /**
     * @param locale of the text or of its reader, or null if neither is known
     */
    public Choice choose(List<Tokens.Token> tokens, @Nullable Locale locale) {
        String asked = locale == null ? "" : locale.getLanguage();
        String evident = evident(tokens, asked);
        String other = !evident.isEmpty() ? evident : packs.containsKey(asked) ? asked : "";
        Lexicon lexicon = Objects.requireNonNull(unions.get(other));
        return new Choice(lexicon, other.isEmpty() ? "en" : other, order(locale, other));
    }

    private static Order order(@Nullable Locale locale, String language) {
        if (locale == null || locale.getLanguage().isEmpty()) {
            return language.isEmpty() ? Order.UNKNOWN : Order.DAY_FIRST;
        }
        boolean american =
                locale.getLanguage().equals("en")
                        && (locale.getCountry().isEmpty() || locale.getCountry().equals("US"));
        return american && language.isEmpty() ? Order.MONTH_FIRST : Order.DAY_FIRST;
    }

    /**
     * The language with more words of its own than English has, or the empty string; of two with as
     * many the one that is asked for.
     */
    private String evident(List<Tokens.Token> tokens, String asked) {
        int[] own = new int[names.size()];
        int[] englishOnly = new int[names.size()];
        for (Tokens.Token token : tokens) {
            boolean word = token.text().length() > 1;
            boolean letter = !token.text().isEmpty() && Character.isLetter(token.text().charAt(0));
            int who = word || letter ? speakers.getOrDefault(token.text(), 0) : 0;
            if (who == 0) {
                continue;
            }
            boolean there = (who & 1) != 0;
            for (int i = 0; i < own.length; i++) {
                boolean here = (who >>> i + 1 & 1) != 0;
                own[i] += here && !there && word ? 1 : 0;
                englishOnly[i] += there && !here && letter ? 1 : 0;
            }
        }
        String best = "";
        int most = 0;
        for (int i = 0; i < own.length; i++) {
            boolean more = own[i] > most || own[i] == most && names.get(i).equals(asked);
            if (own[i] > englishOnly[i] && more) {
                best = names.get(i);
                most = own[i];
            }
        }
        return best;
    }
}
