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
import org.tickler.language.Lexicon;
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
 * <pre>TrainSecondOpinion LANGUAGE OUT.bin CLAUSES.txt [MORE.jsonl ...]</pre>
 */
final class TrainSecondOpinion {
    private static final int FOLDS = 5;
    private static final double OTHERS = 0.05;
    private static final int LONGEST = 1_200;
    private static final double[] THRESHOLDS = {0.2, 0.5, 0.6, 0.7, 0.8};
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateFinder DATES = new DateFinder();
    private static final ZonedDateTime NOW =
            ZonedDateTime.of(2026, 3, 4, 9, 0, 0, 0, ZoneOffset.UTC);

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
        if (args.length < 3) {
            throw new IllegalArgumentException(
                    "usage: TrainSecondOpinion LANGUAGE OUT.bin CLAUSES.txt [MORE.jsonl ...]");
        }
        Lexicon lexicon = lexicon(args[0]);
        List<Clause> own = own(Path.of(args[2]), lexicon);
        var others = new ArrayList<LogisticRegression.Example>();
        for (int i = 3; i < args.length; i++) {
            others.addAll(others(Path.of(args[i]), lexicon));
        }
        crossValidate(own, others, System.out);
        Path model = Path.of(args[1]);
        try (var out = Files.newOutputStream(model)) {
            train(own, others).write(out);
        }
        System.out.println(model + ": " + Files.size(model) + " bytes");
    }

    private static Lexicon lexicon(String language) {
        return Lexicon.all().stream()
                .filter(lexicon -> lexicon.language().equals(language))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no words of " + language));
    }

    private static int[] features(String sentence, Lexicon lexicon) {
        String text = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
        String language = lexicon.language();
        var day = new DateContext(NOW, language.equals("en") ? null : Locale.of(language));
        return ClauseFeatures.of(new Tokens(text), DATES.find(text, day), lexicon);
    }

    private static List<Clause> own(Path file, Lexicon lexicon) throws IOException {
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
            all.add(
                    new Clause(
                            features(text, lexicon), line.charAt(0), Math.floorMod(hash, FOLDS)));
        }
        return all;
    }

    private static List<LogisticRegression.Example> others(Path file, Lexicon lexicon)
            throws IOException {
        var all = new ArrayList<LogisticRegression.Example>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                JsonNode node = JSON.readTree(line);
                all.add(
                        new LogisticRegression.Example(
                                features(node.path("sentence").asString(""), lexicon),
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
        var said = new ArrayList<Said>();
        for (int i = 0; i < FOLDS; i++) {
            int fold = i;
            OpinionModel model = train(own.stream().filter(c -> c.fold() != fold).toList(), others);
            for (Clause clause : own.stream().filter(c -> c.fold() == fold).toList()) {
                double probability = model.task().probability(clause.features());
                said.add(new Said(clause, probability, sortOf(model, clause) == clause.sort()));
            }
        }
        for (double threshold : THRESHOLDS) {
            report(said, threshold, out);
        }
    }

    /** What a model said of a sentence it was not trained on. */
    private record Said(Clause clause, double probability, boolean sortIsRight) {}

    private static void report(List<Said> all, double threshold, PrintStream out) {
        long tasks = all.stream().filter(said -> said.clause().task()).count();
        List<Said> found = all.stream().filter(s -> s.probability() >= threshold).toList();
        double hits = found.stream().filter(said -> said.clause().task()).count();
        long sorts =
                all.stream().filter(said -> said.clause().task() && said.sortIsRight()).count();
        out.println(
                String.format(
                        Locale.ROOT,
                        "own sentences from %.2f: precision %.3f  recall %.3f  sort right %.3f",
                        threshold,
                        hits / found.size(),
                        hits / tasks,
                        sorts / (double) tasks));
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
