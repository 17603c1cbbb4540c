package org.tickler.ask;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.tickler.language.LinearModel;

/**
 * The weights of the {@link SecondOpinion}: whether a sentence holds a task, and if so, of which
 * sort.
 *
 * @param task whether anything is to be done
 * @param commitment whether it is the writer who does it
 * @param delegation whether a third person does it
 * @param event whether it is an appointment
 */
public record OpinionModel(
        LinearModel task, LinearModel commitment, LinearModel delegation, LinearModel event) {
    private static final int MAGIC = 0x544f3031;
    private static final double LIKELY = 0.5;

    /** Writes the form that {@link #read} understands; the stream is closed. */
    public void write(OutputStream out) throws IOException {
        try (var data = new DataOutputStream(new GZIPOutputStream(out))) {
            data.writeInt(MAGIC);
            task.write(data);
            commitment.write(data);
            delegation.write(data);
            event.write(data);
        }
    }

    /**
     * @throws IOException if the stream holds no model of this version; it is closed in any case
     */
    public static OpinionModel read(InputStream in) throws IOException {
        try (var data = new DataInputStream(new BufferedInputStream(new GZIPInputStream(in)))) {
            if (data.readInt() != MAGIC) {
                throw new IOException("not a model of this version");
            }
            return new OpinionModel(
                    LinearModel.read(data),
                    LinearModel.read(data),
                    LinearModel.read(data),
                    LinearModel.read(data));
        }
    }

    /** The likeliest sort of a sentence that holds a task. */
    public Ask.Sort sort(int[] features) {
        double commits = commitment.probability(features);
        double delegates = delegation.probability(features);
        double appoints = event.probability(features);
        double most = Math.max(commits, Math.max(delegates, appoints));
        if (most < LIKELY) {
            return Ask.Sort.REQUEST;
        }
        return most == commits
                ? Ask.Sort.COMMITMENT
                : most == delegates ? Ask.Sort.DELEGATION : Ask.Sort.EVENT;
    }
}
