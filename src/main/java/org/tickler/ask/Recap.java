package org.tickler.ask;

import java.util.regex.Pattern;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/**
 * Notes of a meeting, as tools write and send them: who was there or what it is, and a list of
 * actions. They come from machines with the headers and footers of newsletters, and are none.
 */
final class Recap {
    private static final Pattern LINE_ENDS = Pattern.compile("\\R");
    private static final Pattern LABEL = Pattern.compile("^([^:]{3,24}):(?:\\s+\\S.*)?$");
    private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}' ]+");
    private static final int LONGEST_LABEL = 40;
    private static final int LONGEST = 20_000;

    private Recap() {}

    static boolean is(Tokens words, Lexicon lexicon) {
        if (!lexicon.has("task-headings", words)) {
            return false;
        }
        String text = words.text();
        boolean people = false;
        boolean tasks = false;
        var lines = LINE_ENDS.splitAsStream(text.substring(0, Math.min(LONGEST, text.length())));
        for (String line : (Iterable<String>) lines.map(String::strip)::iterator) {
            var label = LABEL.matcher(line);
            String front = label.matches() ? label.group(1) : line;
            if (front.length() <= LONGEST_LABEL) {
                var said = new Tokens(MARKS.matcher(front).replaceAll(" "));
                tasks |= lexicon.phrases("task-headings").endsAt(said);
                people |= lexicon.phrases("recap-titles").in(said);
                people |= labelsPeople(said);
            }
        }
        return people && tasks;
    }

    private static boolean labelsPeople(Tokens said) {
        return Lexicon.all().stream()
                .anyMatch(lexicon -> lexicon.phrases("people-labels").isAllOf(said));
    }
}
