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

    public Languages() {
        Lexicon zones = Lexicon.load("zones");
        english = Lexicon.load("en").with(zones);
        unions.put("", english);
        for (String other : Lexicon.installed()) {
            packs.put(other, Lexicon.load(other));
            unions.put(other, english.with(packs.get(other)));
        }
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
        String evident = evident(tokens);
        String asked = locale == null ? "" : locale.getLanguage();
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

    /** The language with more words of its own than English has, or the empty string. */
    private String evident(List<Tokens.Token> tokens) {
        boolean[] common = new boolean[tokens.size()];
        for (int i = 0; i < common.length; i++) {
            common[i] = english.knows(tokens.get(i).text());
        }
        String best = "";
        int most = 0;
        for (var entry : packs.entrySet()) {
            Lexicon pack = entry.getValue();
            int own = 0;
            int englishOnly = 0;
            for (int i = 0; i < common.length; i++) {
                Tokens.Token token = tokens.get(i);
                boolean here = pack.knows(token.text());
                boolean there = common[i];
                own += here && !there && token.text().length() > 1 ? 1 : 0;
                englishOnly += there && !here && Character.isLetter(token.text().charAt(0)) ? 1 : 0;
            }
            if (own > englishOnly && own > most) {
                best = entry.getKey();
                most = own;
            }
        }
        return best;
    }
}
