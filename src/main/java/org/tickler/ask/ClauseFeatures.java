package org.tickler.ask;

import java.util.Arrays;
import java.util.List;
import org.tickler.dates.FoundDate;
import org.tickler.language.FeatureSet;
import org.tickler.language.Lexicon;
import org.tickler.language.Phrases;
import org.tickler.language.SentenceFeatures;
import org.tickler.language.Tokens;

/**
 * What the {@link SecondOpinion} looks at in a sentence, as hashed features: those of {@link
 * SentenceFeatures}, and the sentence's frame. The frame is the sentence with the words that carry
 * its grammar kept, and names, days, verbs and all other words replaced by their kind: "Ana still
 * owes us the <i>slides</i>" and "Marek still owes us the <i>key</i>" have the same, so that few
 * examples teach much. The same features train and judge; a change here, or to {@code
 * [function-words]} of a language, needs a newly trained model.
 */
public final class ClauseFeatures {
    private static final int LONGEST_GRAM = 5;
    private static final int PAIRED = 14;
    private static final int PAIR_REACH = 5;
    private static final int LENGTHS = 7;
    private static final int ANY = hash(1, "any");

    private static final int OPENING = hash(1, "opening");
    private static final int DAY = hash(1, "day");
    private static final int TIME = hash(1, "time");
    private static final int NUMBER = hash(1, "number");
    private static final int NAME = hash(1, "name");
    private static final int POSSESSIVE = hash(1, "possessive");
    private static final int EVENT = hash(1, "event");
    private static final int VERB = hash(1, "verb");
    private static final int ENDING_ING = hash(1, "-ing");
    private static final int ENDING_ED = hash(1, "-ed");
    private static final int ENDING_LY = hash(1, "-ly");
    private static final int ENDING_S = hash(1, "-s");
    private static final int WORD = hash(1, "word");

    private final Lexicon lexicon;
    private final Phrases grammar;
    private final Phrases verbs;
    private final Phrases events;
    private int[] frame = new int[32];
    private int length;
    private final FeatureSet features = new FeatureSet();

    private ClauseFeatures(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.grammar = lexicon.phrases("function-words");
        this.verbs = lexicon.phrases("verbs");
        this.events = lexicon.phrases("event-nouns");
    }

    /**
     * The buckets of a sentence, none twice.
     *
     * @param dates the days and times in it
     * @param lexicon of its language
     */
    public static int[] of(Tokens sentence, List<FoundDate> dates, Lexicon lexicon) {
        var clause = new ClauseFeatures(lexicon);
        clause.read(sentence, dates);
        clause.count();
        SentenceFeatures.add(sentence, lexicon, clause.features);
        return clause.features.toArray();
    }

    private void read(Tokens words, List<FoundDate> dates) {
        push(OPENING);
        int told = -1;
        int next = 0; // the dates stand in the order of the text
        for (int i = 0; i < words.size(); i++) {
            while (next < dates.size() && dates.get(next).end() <= words.start(i)) {
                next++;
            }
            int date = next < dates.size() && dates.get(next).start() <= words.start(i) ? next : -1;
            if (date >= 0) {
                if (date != told) {
                    boolean clock = dates.get(date).grain() == FoundDate.Grain.TIME_OF_DAY;
                    push(clock ? TIME : DAY);
                }
                told = date;
                continue;
            }
            if (i > 0) {
                cut(words.gapBefore(i));
            }
            push(kind(words, i));
        }
        String text = words.text().stripTrailing();
        char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        push(hash(2, ".?!:".indexOf(last) >= 0 ? String.valueOf(last) : ""));
    }

    /** Commas and dashes part a sentence as words do. */
    private void cut(String gap) {
        for (int i = 0; i < gap.length(); i++) {
            char c = gap.charAt(i);
            int sign = ",;:(-\u2013\u2014".indexOf(c);
            if (sign >= 0 && gap.length() > 1) {
                push(3 + Math.min(sign, 4));
                return;
            }
        }
    }

    private int kind(Tokens words, int i) {
        String word = words.word(i);
        boolean owner = word.endsWith("'s");
        boolean contracted = !owner && word.indexOf('\'') >= 0;
        if (contracted || grammar.startsAt(words, i)) {
            return hash(4, word);
        }
        if (Character.isDigit(word.charAt(0))) {
            return NUMBER;
        }
        if (owner) {
            return POSSESSIVE;
        }
        boolean verb = verbs.startsAt(words, i);
        if (words.isCapital(i) && !(verb && length == 1)) {
            return NAME;
        }
        return events.startsAt(words, i) ? EVENT : verb ? VERB : ending(word);
    }

    private int ending(String word) {
        int letters = word.length();
        if (!lexicon.language().equals("en")) { // the last two letters tell most verbs
            return letters > 3 ? hash(7, word.substring(letters - 2)) : WORD;
        }
        if (letters > 5 && word.endsWith("ing")) {
            return ENDING_ING;
        }
        if (letters > 4 && word.endsWith("ed")) {
            return ENDING_ED;
        }
        if (letters > 4 && word.endsWith("ly")) {
            return ENDING_LY;
        }
        return letters > 3 && word.endsWith("s") && !word.endsWith("ss") ? ENDING_S : WORD;
    }

    private void push(int part) {
        if (length == frame.length) {
            frame = Arrays.copyOf(frame, length * 2);
        }
        frame[length++] = part;
    }

    /** Runs of the frame, runs with a gap, and pairs of its words that are near each other. */
    private void count() {
        for (int i = 0; i < length; i++) {
            int gram = 5;
            for (int j = i; j < Math.min(length, i + LONGEST_GRAM); j++) {
                gram = gram * 31 + frame[j];
                features.add(gram + j - i);
            }
            for (int gap = 2; gap <= 3 && i + gap < length; gap++) {
                features.add(((frame[i] * 31 + ANY) * 31 + gap) * 31 + frame[i + gap]);
            }
        }
        pairs();
        features.add(hash(6, "length") + Math.min(LENGTHS, length / 4));
    }

    private void pairs() {
        int[] telling = new int[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (frame[i] != WORD) {
                telling[count++] = frame[i];
            }
        }
        for (int i = 0; i < Math.min(PAIRED, count); i++) {
            for (int j = i + 1; j < Math.min(count, i + PAIR_REACH); j++) {
                features.add((telling[i] * 31 + 7) * 31 + telling[j]);
            }
        }
    }

    private static int hash(int seed, String text) {
        int hash = 0x811c9dc5 + seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        return hash;
    }
}
