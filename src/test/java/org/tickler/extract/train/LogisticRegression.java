package org.tickler.extract.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.tickler.language.LinearModel;

/** Logistic regression by AdaGrad, the weights averaged over the second half of the epochs. */
final class LogisticRegression {
    private static final double RATE = 0.5;
    private static final double BIAS_RATE = 0.15;
    private static final double L2 = 1e-5;
    private static final int EPOCHS = 8;
    private static final long SEED = 1;

    /** An example with its weight. */
    record Example(int[] features, boolean positive, double weight) {
        /** Sorted, so that sums of floating point numbers come out alike whatever finds them. */
        Example {
            features = features.clone();
            Arrays.sort(features);
        }
    }

    private final float[] weights;
    private final float[] squares;
    private final float[] sums;
    private double bias;
    private double biasSquares = 1;
    private double biasSum;

    private LogisticRegression(int buckets) {
        weights = new float[buckets];
        squares = new float[buckets];
        sums = new float[buckets];
    }

    /** The same examples in the same order give the same model. */
    static LinearModel train(List<Example> examples, int buckets) {
        var regression = new LogisticRegression(buckets);
        var shuffled = new ArrayList<>(examples);
        var random = new Random(SEED);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Collections.shuffle(shuffled, random);
            shuffled.forEach(regression::learn);
            if (epoch >= EPOCHS / 2) {
                regression.remember();
            }
        }
        return regression.averaged(EPOCHS - EPOCHS / 2);
    }

    private void learn(Example example) {
        double norm = LinearModel.norm(example.features().length);
        double score = bias;
        for (int feature : example.features()) {
            score += weights[feature] * norm;
        }
        double error =
                (1 / (1 + Math.exp(-score)) - (example.positive() ? 1 : 0)) * example.weight();
        biasSquares += error * error;
        bias -= BIAS_RATE / Math.sqrt(biasSquares) * error;
        for (int feature : example.features()) {
            double gradient = error * norm + L2 * weights[feature];
            squares[feature] += (float) (gradient * gradient);
            weights[feature] -= (float) (RATE / Math.sqrt(squares[feature] + 1e-3) * gradient);
        }
    }

    private void remember() {
        for (int i = 0; i < weights.length; i++) {
            sums[i] += weights[i];
        }
        biasSum += bias;
    }

    private LinearModel averaged(int times) {
        var mean = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            mean[i] = sums[i] / times;
        }
        return LinearModel.of((float) (biasSum / times), mean);
    }
}
