package org.tickler.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Says whether a sentence of a mail asks for or promises something: a trained linear model over its
 * words, letters and cues. Stateless and safe for use by many threads.
 */
public final class SentenceClassifier {
    /** From this probability on a sentence counts as a task; chosen by cross-validation. */
    public static final double THRESHOLD = 0.45;

    private static final String MODEL = "sentence-model.bin";

    /** Loads when it is first used. */
    private static final class Shared {
        private static final SentenceClassifier INSTANCE = new SentenceClassifier(load());
    }

    private final SentenceModel model;

    /**
     * @param task whether it counts as a task
     * @param confidence how sure the model is that it is one, 0 to 1
     */
    public record Verdict(boolean task, double confidence) {}

    private SentenceClassifier(SentenceModel model) {
        this.model = model;
    }

    /** The one with the shipped model. */
    public static SentenceClassifier shared() {
        return Shared.INSTANCE;
    }

    public Verdict judge(String sentence) {
        double probability = model.probability(SentenceFeatures.of(sentence));
        return new Verdict(probability >= THRESHOLD, probability);
    }

    private static SentenceModel load() {
        try (InputStream in = SentenceClassifier.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("the model " + MODEL + " is missing");
            }
            return SentenceModel.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
