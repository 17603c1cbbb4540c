package org.tickler.rsvp;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tickler.dates.FoundDate;
import org.tickler.quote.PhraseBook;
import org.tickler.reply.TypedText;

/**
 * A part of a sentence: which words of coming and going it has, and which dates.
 *
 * @param words how many words it has beside its dates and the phrases that were recognised
 * @param asks whether it ends in a question mark
 */
record Clause(Set<Word> kinds, List<FoundDate> dates, int words, boolean asks) {
    /** What a phrase says. */
    enum Word {
        YES,
        NO,
        MAYBE,
        /** Another time is wanted. */
        OTHER,
        /** Only on a condition. */
        IF;

        private String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final PhraseBook PHRASES = PhraseBook.load(Clause.class, "answers.txt");

    /**
     * @param text lower case, with blanks where the dates stood
     */
    static Clause of(String text, List<FoundDate> dates, boolean asks) {
        Set<Word> kinds = EnumSet.noneOf(Word.class);
        int words = 0;
        int i = 0;
        while (i < text.length()) {
            if (!isWordStart(text, i)) {
                i++;
                continue;
            }
            int length = 0;
            Word found = null;
            String rest = text.substring(i, Math.min(text.length(), i + 60));
            for (Word word : Word.values()) {
                int prefix = PHRASES.prefix(word.key(), rest);
                if (prefix > length) {
                    length = prefix;
                    found = word;
                }
            }
            if (found != null) {
                kinds.add(found);
                i += length;
            } else {
                int end = wordEnd(text, i);
                if (text.startsWith("n't", end - 3) && end - i > 3) {
                    kinds.add(Word.NO);
                } else if (!PHRASES.has("small", text.substring(i, end))) {
                    words++;
                }
                i = end;
            }
        }
        return new Clause(kinds, List.copyOf(dates), words, asks);
    }

    /** Where a new clause begins with these very words ("but ..."): their length, else 0. */
    static int turn(String text, int at) {
        return isWordStart(text, at)
                ? PHRASES.prefix("turn", text.substring(at, Math.min(text.length(), at + 20)))
                : 0;
    }

    /** The text with blanks for the words that begin a new clause; all positions stay. */
    static String withoutTurns(String text) {
        String folded = TypedText.fold(text);
        var plain = new StringBuilder(text);
        for (int i = 0; i < folded.length() && i < text.length(); i++) {
            int length = turn(folded, i);
            if (length > 0) {
                plain.replace(i, i + length, ";" + " ".repeat(length - 1));
                i += length - 1;
            }
        }
        return plain.toString();
    }

    /** Whether the words count a date from the day of writing, whenever the event is. */
    static boolean isFromToday(String date) {
        String text = date.toLowerCase(java.util.Locale.ROOT);
        for (int i = 0; i < text.length(); i++) {
            if (isWordStart(text, i) && PHRASES.prefix("fromtoday", text.substring(i)) > 0) {
                return true;
            }
        }
        return false;
    }

    boolean has(Word kind) {
        return kinds.contains(kind);
    }

    private static boolean isWordStart(String text, int i) {
        return !isBlank(text.charAt(i)) && (i == 0 || isBlank(text.charAt(i - 1)));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || ",;:.!?\"()".indexOf(c) >= 0;
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
