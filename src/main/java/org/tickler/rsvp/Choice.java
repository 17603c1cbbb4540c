package org.tickler.rsvp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tickler.quote.PhraseBook;
import org.tickler.reply.TypedText;

/**
 * What is said to numbered times: "2", "option 2, please", "the second". A number with anything
 * else behind it, as in "1 yes" or "2 days", is no choice but a command.
 */
public sealed interface Choice {
    /**
     * One of them.
     *
     * @param number from 1 to how many were offered
     * @param rest what was typed below that line, for a note; may be empty
     */
    record One(int number, String rest) implements Choice {}

    /** A number that was not offered, or several. */
    record Unclear() implements Choice {}

    /** It is about something else. */
    record Other() implements Choice {}

    /**
     * @param typed only what the author typed; the first line that says anything counts
     * @param offered how many times were numbered; none of them makes everything {@link Other}
     */
    static Choice of(String typed, int offered) {
        return offered == 0 ? new Other() : ChoiceReader.read(TypedText.plain(typed), offered);
    }

    /** Reads the first line; stateless. */
    final class ChoiceReader {
        private static final PhraseBook WORDS = PhraseBook.load(Choice.class, "choices.txt");
        private static final List<String> ORDINALS = List.of("first", "second", "third");
        private static final Pattern DATE_OR_TIME = Pattern.compile("\\d[:./h-]\\d");
        private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}']+");
        private static final Pattern NUMBER =
                Pattern.compile("(\\d{1,3})(?:st|nd|rd|th|er|e|ª|º)?");
        private static final int LONGEST = 80;

        private ChoiceReader() {}

        private static Choice read(String text, int offered) {
            int start = 0;
            String[] lines = text.split("\n", -1);
            while (start < lines.length && lines[start].isBlank()) {
                start++;
            }
            String line = start == lines.length ? "" : lines[start].strip();
            if (line.isEmpty()
                    || line.length() > LONGEST
                    || line.indexOf('?') >= 0
                    || DATE_OR_TIME.matcher(line).find()) {
                return new Other();
            }
            List<Integer> numbers = numbers(TypedText.fold(line));
            if (numbers.isEmpty()) {
                return new Other();
            }
            int number = numbers.getFirst();
            if (numbers.size() > 1 || number < 1 || number > offered) {
                return new Unclear();
            }
            List<String> rest = List.of(lines).subList(start + 1, lines.length);
            return new One(number, String.join("\n", rest));
        }

        /** The different numbers of a line that says nothing else; else none. */
        private static List<Integer> numbers(String line) {
            var numbers = new ArrayList<Integer>();
            for (String word : BETWEEN.split(line, -1)) {
                int number = number(word);
                if (number >= 0 && !numbers.contains(number)) {
                    numbers.add(number);
                }
                boolean filler = word.isEmpty() || WORDS.has("small", word) || isAlternative(word);
                if (number < 0 && !filler) {
                    return List.of();
                }
            }
            return numbers;
        }

        private static boolean isAlternative(String word) {
            return List.of("or", "and", "oder", "und", "ou", "et", "o", "y").contains(word);
        }

        private static int number(String word) {
            var digits = NUMBER.matcher(word);
            if (digits.matches()) {
                return Integer.parseInt(digits.group(1));
            }
            for (int i = 0; i < ORDINALS.size(); i++) {
                // "the second one" means two, "one" alone means one.
                if (WORDS.has(ORDINALS.get(i), word) && !WORDS.has("small", word)) {
                    return i + 1;
                }
            }
            return -1;
        }
    }
}
