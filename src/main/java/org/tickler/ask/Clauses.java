package org.tickler.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/** Parts a sentence into the clauses that may each ask or promise something. */
public final class Clauses {
    private static final Pattern CLAUSE =
            Pattern.compile(
                    "(?=[;,:)\\s])(?:;\\s+|,\\s+(?="
                            + Lexicon.anyOf("clause-joiners")
                            + "\\s)|:\\s+(?=\\p{Ll})|\\s+(?:[\u2013\u2014-]\\s+|(?="
                            + Lexicon.anyOf("clause-asks")
                            + "\\s)|(?="
                            + Lexicon.anyOf("clause-and")
                            + " \\p{Lu}\\p{Ll}{1,20} (?:\\p{Lu}\\p{Ll}{1,20} )?"
                            + Lexicon.anyOf("clause-will")
                            + "\\s))|\\)\\s+(?!"
                            + Lexicon.anyOf("clause-will")
                            + "\\s))");

    /** "Nora please sign it off, I'll phone them": two sentences with a comma between. */
    private static final Pattern SPLICE =
            Pattern.compile(
                    "(?=[,:])(?:,\\s+(?=(?i:"
                            + Lexicon.anyOf("splice-starts")
                            + ") )|:\\s+(?=\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)? (?:"
                            + Lexicon.anyOf("splice-duties")
                            + "|\\p{Ll}{3,}s) )|,\\s+(?=\\p{Lu}\\p{L}+ (?:"
                            + Lexicon.anyOf("splice-futures")
                            + "|\\p{Ll}{3,}s) ))");

    private Clauses() {}

    /** Whether two sentences stand in one with only a comma between. */
    public static boolean isSpliced(String sentence) {
        return SPLICE.matcher(sentence).find();
    }

    /** The clauses of a sentence, one where nothing parts it. */
    public static List<String> of(Tokens words, Lexicon lexicon) {
        String sentence = words.text();
        if (!mayHoldClauses(words, lexicon)) {
            return sentence.isBlank() ? List.of() : List.of(sentence.strip());
        }
        var all = new ArrayList<String>();
        boolean bound = // "If it rains, I'll call": the comma ends a condition
                lexicon.phrases("conditional").startsAt(words, 0)
                        || lexicon.phrases("sub-clause").startsAt(words, 0);
        for (String clause : CLAUSE.split(sentence)) {
            for (String part : bound ? new String[] {clause} : SPLICE.split(clause)) {
                if (!part.isBlank()) {
                    all.add(part.strip());
                }
            }
        }
        return all;
    }

    /** A cheap look for the signs that {@link #CLAUSE} cuts at. */
    private static boolean mayHoldClauses(Tokens words, Lexicon lexicon) {
        String sentence = words.text();
        for (int i = 0; i < sentence.length(); i++) {
            switch (sentence.charAt(i)) {
                case ';', ',', ':', ')', '-', '\u2013', '\u2014' -> {
                    return true;
                }
                default -> {}
            }
        }
        return lexicon.has("clause-asks", words)
                || lexicon.has("clause-and", words) && lexicon.has("clause-will", words);
    }
}
