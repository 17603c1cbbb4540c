package org.tickler.language;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A linear model over hashed features: one weight a bucket, kept in a byte each; the sum, through
 * the logistic function, is a probability. Immutable.
 */
public final class LinearModel {
    private final float bias;
    private final float scale;
    private final byte[] weights;

    private LinearModel(float bias, float scale, byte[] weights) {
        this.bias = bias;
        this.scale = scale;
        this.weights = weights;
    }

    /** Rounds the weights to bytes. */
    public static LinearModel of(float bias, float[] weights) {
        float largest = 1e-6f;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        float scale = largest / Byte.MAX_VALUE;
        byte[] bytes = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            bytes[i] = (byte) Math.round(weights[i] / scale);
        }
        return new LinearModel(bias, scale, bytes);
    }

    /**
     * @param features distinct buckets
     * @return the probability, 0 to 1
     */
    public double probability(int[] features) {
        long sum = 0;
        for (int feature : features) {
            sum += weights[feature];
        }
        double score = bias + scale * sum * norm(features.length);
        return 1 / (1 + Math.exp(-score));
    }

    /** Long sentences have more features; each counts less. */
    public static double norm(int features) {
        return 1 / Math.sqrt(Math.max(1, features));
    }

    /** Writes the form that {@link #read} understands. */
    public void write(DataOutput out) throws IOException {
        out.writeFloat(bias);
        out.writeFloat(scale);
        out.writeInt(weights.length);
        out.write(weights);
    }

    /** Reads what {@link #write} wrote. */
    public static LinearModel read(DataInput in) throws IOException {
        float bias = in.readFloat();
        float scale = in.readFloat();
        byte[] weights = new byte[in.readInt()];
        in.readFully(weights);
        return new LinearModel(bias, scale, weights);
    }
}
