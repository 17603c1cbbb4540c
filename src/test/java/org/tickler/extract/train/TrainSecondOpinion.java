package org.tickler.extract.train;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.tickler.ask.ClauseFeatures;
import org.tickler.ask.OpinionModel;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.language.LinearModel;
import org.tickler.language.SentenceFeatures;
import org.tickler.language.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains the second opinion from our own sentences, one a line behind a letter for its sort, and,
 * with little weight, from files of JSON lines {@code {"sentence":"…","task":true}}. Prints first
 * how well the own sentences are told by cross-validation.
 *
 * <pre>TrainSecondOpinion OUT.bin CLAUSES.txt [MORE.jsonl ...]</pre>
 */
final class TrainSecondOpinion {
    private static final int FOLDS = 5;
    private static final double OTHERS = 0.05;
    private static final int LONGEST = 1_200;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateFinder DATES = new DateFinder();
    private static final DateContext DAY =
            new DateContext(ZonedDateTime.of(2026, 3, 4, 9, 0, 0, 0, ZoneOffset.UTC), null);

    /** Letters of the own sentences. */
    private static final char NOTHING = 'n';

    private static final char COMMITMENT = 'c';
    private static final char DELEGATION = 'd';
    private static final char EVENT = 'e';
    private static final String SORTS = "rcden";

    private record Clause(int[] features, char sort, int fold) {
        boolean task() {
            return sort != NOTHING;
        }
    }

    private TrainSecondOpinion() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException(
                    "usage: TrainSecondOpinion OUT.bin CLAUSES.txt [MORE.jsonl ...]");
        }
        List<Clause> own = own(Path.of(args[1]));
        var others = new ArrayList<LogisticRegression.Example>();
        for (int i = 2; i < args.length; i++) {
            others.addAll(others(Path.of(args[i])));
        }
        crossValidate(own, others, System.out);
        try (var out = Files.newOutputStream(Path.of(args[0]))) {
            train(own, others).write(out);
        }
        System.out.println(args[0] + ": " + Files.size(Path.of(args[0])) + " bytes");
    }

    private static int[] features(String sentence) {
        String text = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
        return ClauseFeatures.of(new Tokens(text), DATES.find(text, DAY));
    }

    private static List<Clause> own(Path file) throws IOException {
        var all = new ArrayList<Clause>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.length() < 3 || SORTS.indexOf(line.charAt(0)) < 0 || line.charAt(1) != ' ') {
                throw new IllegalArgumentException("a line of " + file + " has no sort: " + line);
            }
            String text = line.substring(2);
            int hash = Tokens.fold(text).replaceAll("[^a-z ]", "").hashCode() * 0x9E3779B9 >>> 16;
            all.add(new Clause(features(text), line.charAt(0), Math.floorMod(hash, FOLDS)));
        }
        return all;
    }

    private static List<LogisticRegression.Example> others(Path file) throws IOException {
        var all = new ArrayList<LogisticRegression.Example>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                JsonNode node = JSON.readTree(line);
                all.add(
                        new LogisticRegression.Example(
                                features(node.path("sentence").asString("")),
                                node.path("task").asBoolean(false),
                                OTHERS));
            }
        }
        return all;
    }

    private static OpinionModel train(List<Clause> own, List<LogisticRegression.Example> others) {
        var examples = new ArrayList<>(examples(own, Clause::task));
        examples.addAll(others);
        List<Clause> tasks = own.stream().filter(Clause::task).toList();
        return new OpinionModel(
                LogisticRegression.train(examples, SentenceFeatures.BUCKETS),
                sort(tasks, COMMITMENT),
                sort(tasks, DELEGATION),
                sort(tasks, EVENT));
    }

    private static LinearModel sort(List<Clause> tasks, char sort) {
        return LogisticRegression.train(
                examples(tasks, clause -> clause.sort() == sort), SentenceFeatures.BUCKETS);
    }

    private static List<LogisticRegression.Example> examples(
            List<Clause> clauses, Predicate<Clause> positive) {
        return clauses.stream()
                .map(c -> new LogisticRegression.Example(c.features(), positive.test(c), 1))
                .toList();
    }

    private static void crossValidate(
            List<Clause> own, List<LogisticRegression.Example> others, PrintStream out) {
        int right = 0;
        int hits = 0;
        int falseAlarms = 0;
        int misses = 0;
        for (int i = 0; i < FOLDS; i++) {
            int fold = i;
            OpinionModel model = train(own.stream().filter(c -> c.fold() != fold).toList(), others);
            for (Clause clause : own.stream().filter(c -> c.fold() == fold).toList()) {
                boolean said = model.task().probability(clause.features()) >= 0.5;
                hits += clause.task() && said ? 1 : 0;
                falseAlarms += !clause.task() && said ? 1 : 0;
                misses += clause.task() && !said ? 1 : 0;
                right += clause.task() && sortOf(model, clause) == clause.sort() ? 1 : 0;
            }
        }
        double precision = hits / (double) (hits + falseAlarms);
        double recall = hits / (double) (hits + misses);
        out.println(
                String.format(
                        Locale.ROOT,
                        "own sentences: precision %.3f  recall %.3f  sort right %.3f",
                        precision,
                        recall,
                        right / (double) (hits + misses)));
    }

    private static char sortOf(OpinionModel model, Clause clause) {
        return switch (model.sort(clause.features())) {
            case COMMITMENT -> COMMITMENT;
            case DELEGATION -> DELEGATION;
            case EVENT, MEETING -> EVENT;
            case REQUEST, QUESTION -> 'r';
        };
    }
}
