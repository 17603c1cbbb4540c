package org.tickler.extract.train;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tickler.language.SentenceClassifier;
import org.tickler.language.SentenceFeatures;
import org.tickler.language.SentenceModel;
import org.tickler.language.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains the sentence model from two files of JSON lines {@code {"sentence":"…","task":true}}, one
 * for each way of annotating, and prints how well it does by cross-validation: equal sentences are
 * always in the same fold, and the figures are those of the rounded weights that are shipped.
 *
 * <pre>TrainSentenceModel OUT.bin FIRST.jsonl SECOND.jsonl</pre>
 */
final class TrainSentenceModel {
    private static final int FOLDS = 5;
    private static final double OTHER_SCHOOL = 0.1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Sentence(int[] features, boolean task, boolean second, int fold) {}

    private TrainSentenceModel() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException(
                    "usage: TrainSentenceModel OUT.bin FIRST.jsonl SECOND.jsonl");
        }
        var all = new ArrayList<Sentence>();
        all.addAll(load(Path.of(args[1]), false));
        all.addAll(load(Path.of(args[2]), true));
        crossValidate(all, System.out);
        try (var out = Files.newOutputStream(Path.of(args[0]))) {
            train(all).write(out);
        }
        System.out.println(args[0] + ": " + Files.size(Path.of(args[0])) + " bytes");
    }

    private static List<Sentence> load(Path file, boolean second) throws IOException {
        var all = new ArrayList<Sentence>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                JsonNode node = JSON.readTree(line);
                String text = node.path("sentence").asString("");
                int hash =
                        Tokens.fold(text).replaceAll("[^a-z ]", "").hashCode() * 0x9E3779B9 >>> 16;
                all.add(
                        new Sentence(
                                SentenceFeatures.of(text),
                                node.path("task").asBoolean(false),
                                second,
                                Math.floorMod(hash, FOLDS)));
            }
        }
        return all;
    }

    private static SentenceModel train(List<Sentence> all) {
        var gate =
                all.stream()
                        .map(s -> new LogisticRegression.Example(s.features(), s.second(), 1))
                        .toList();
        var first =
                all.stream()
                        .map(s ->
                                new LogisticRegression.Example(
                                        s.features(), s.task(), s.second() ? OTHER_SCHOOL : 1))
                        .toList();
        var second =
                all.stream()
                        .map(s ->
                                new LogisticRegression.Example(
                                        s.features(), s.task(), s.second() ? 1 : OTHER_SCHOOL))
                        .toList();
        return new SentenceModel(
                LogisticRegression.train(gate, SentenceFeatures.BUCKETS),
                LogisticRegression.train(first, SentenceFeatures.BUCKETS),
                LogisticRegression.train(second, SentenceFeatures.BUCKETS));
    }

    private static void crossValidate(List<Sentence> all, PrintStream out) {
        var first = new Count();
        var second = new Count();
        for (int i = 0; i < FOLDS; i++) {
            int fold = i;
            SentenceModel model = train(all.stream().filter(s -> s.fold() != fold).toList());
            all.stream()
                    .filter(s -> s.fold() == fold)
                    .forEach(s -> {
                        boolean said =
                                model.probability(s.features()) >= SentenceClassifier.THRESHOLD;
                        (s.second() ? second : first).add(s.task(), said);
                    });
        }
        out.println("first  " + first);
        out.println("second " + second);
    }

    private static final class Count {
        private int hits;
        private int falseAlarms;
        private int misses;

        void add(boolean task, boolean said) {
            hits += task && said ? 1 : 0;
            falseAlarms += !task && said ? 1 : 0;
            misses += task && !said ? 1 : 0;
        }

        @Override
        public String toString() {
            double precision = hits / (double) (hits + falseAlarms);
            double recall = hits / (double) (hits + misses);
            return String.format(
                    Locale.ROOT,
                    "precision %.3f  recall %.3f  F1 %.3f",
                    precision,
                    recall,
                    2 * precision * recall / (precision + recall));
        }
    }
}
