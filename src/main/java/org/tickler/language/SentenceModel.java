package org.tickler.language;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Two judges and a gate. People do not agree on what a task is: one school counts "click here" and
 * "let me know", the other does not. Each judge learned mostly from one school, the gate tells by
 * its style which school would have met the sentence, and the judges are heard in that proportion.
 *
 * @param gate the probability that the second judge is the one to hear
 */
public record SentenceModel(LinearModel gate, LinearModel first, LinearModel second) {
    private static final int MAGIC = 0x544d3033;

    /** The probability that a sentence with these features is a task. */
    public double probability(int[] features) {
        double share = gate.probability(features);
        return (1 - share) * first.probability(features) + share * second.probability(features);
    }

    /** Writes the form that {@link #read} understands; the stream is closed. */
    public void write(OutputStream out) throws IOException {
        try (var data = new DataOutputStream(new GZIPOutputStream(out))) {
            data.writeInt(MAGIC);
            gate.write(data);
            first.write(data);
            second.write(data);
        }
    }

    /**
     * @throws IOException if the stream holds no model of this version; it is closed in any case
     */
    public static SentenceModel read(InputStream in) throws IOException {
        try (var data = new DataInputStream(new BufferedInputStream(new GZIPInputStream(in)))) {
            if (data.readInt() != MAGIC) {
                throw new IOException("not a model of this version");
            }
            return new SentenceModel(
                    LinearModel.read(data), LinearModel.read(data), LinearModel.read(data));
        }
    }
}
