package org.tickler.ask;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.FoundDate;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/**
 * What a model trained on labelled sentences of its language thinks of a sentence that {@link Asks}
 * has judged by rules. The rules know phrases, the model weighs everything it sees: together they
 * find more and are wrong less often than either. Stateless and safe for use by many threads.
 */
public final class SecondOpinion {
    /** Below this probability a finding of the rules is dropped. */
    private static final double UNLIKELY = 0.2;

    /** The same for a finding in so many words, and for one of a rule that is often wrong. */
    private static final double UNLIKELY_THOUGH_PLAIN = 0.1;

    private static final double UNLIKELY_AND_WEAK = 0.3;

    /** From this probability on a sentence that no rule knows is a task. */
    private static final double LIKELY = 0.86;

    /** From this probability on it is one beside others: who asks once asks for more. */
    private static final double LIKELY_BESIDE_OTHERS = 0.65;

    /** The models of languages with few sentences are less certain of what they say. */
    private static final double LIKELY_ABROAD = 0.75;

    /** Less than what the plainest rule is sure of, more than a bare imperative. */
    private static final double SURENESS = 0.7;

    /** How sure it is of what counts only beside others. */
    public static final double DOUBTFUL = 0.5;

    /** Where the writer speaks of something wanted rather than of a plan. */
    private static final List<String> WISHES =
            List.of("request", "need-start", "need-plain", "need-bare");

    /** By language; each loads when it is first used. */
    private static final Map<String, Optional<OpinionModel>> MODELS = new ConcurrentHashMap<>();

    private final OpinionModel model;
    private final Lexicon lexicon;
    private final Tokens words;
    private final int[] features;
    private final boolean dated;
    private final double probability;

    private SecondOpinion(
            OpinionModel model, Lexicon lexicon, Tokens words, boolean dated, int[] features) {
        this.model = model;
        this.lexicon = lexicon;
        this.words = words;
        this.dated = dated;
        this.features = features;
        this.probability = model.task().probability(features);
    }

    /**
     * The opinion on a sentence, or null where no model knows its language.
     *
     * @param lexicon of its language
     * @param dates the days and times in the sentence
     */
    public static @Nullable SecondOpinion on(Tokens words, Lexicon lexicon, List<FoundDate> dates) {
        return MODELS.computeIfAbsent(lexicon.language(), SecondOpinion::load)
                .map(model ->
                        new SecondOpinion(
                                model,
                                lexicon,
                                words,
                                !dates.isEmpty(),
                                ClauseFeatures.of(words, dates, lexicon)))
                .orElse(null);
    }

    /**
     * Whether it holds a task though no rule says so; where it is {@link #DOUBTFUL}, only if the
     * mail holds others.
     */
    public boolean affirms() {
        boolean english = lexicon == Lexicon.english();
        return probability >= (english ? LIKELY_BESIDE_OTHERS : LIKELY_ABROAD)
                && !words.text().endsWith(":")
                && !words.isQuoted(0)
                && !isOffer()
                && !lexicon.has("hard-veto", words)
                && !lexicon.has("courtesy-end", words);
    }

    /** "If anyone minds, please tell me": who need not act unless something happens. */
    private boolean isOffer() {
        int told = lexicon.phrases("told-of").find(words, 0);
        return !dated
                && told > 0
                && lexicon.phrases("conditional").startsAt(words, 0)
                && !lexicon.phrases("conditional-ask").startsAt(words, 0);
    }

    /** Whether it only says more about what was asked before: "They close the file on 26 May." */
    public boolean continues() {
        return lexicon.phrases("goes-on").startsAt(words, 0);
    }

    /**
     * Whether it holds none though a rule says so.
     *
     * @param sureness of the rule
     */
    public boolean denies(double sureness) {
        double least =
                sureness >= Asks.STRONG
                        ? UNLIKELY_THOUGH_PLAIN
                        : sureness <= Asks.WEAK ? UNLIKELY_AND_WEAK : UNLIKELY;
        return probability < least;
    }

    /**
     * Who would have to act, the reader, the writer or a third, or whether it is an appointment.
     */
    Ask.Sort sort() {
        return model.sort(features);
    }

    /**
     * What it asks if it is a task.
     *
     * @param dated whether it holds a day to come
     */
    public Ask ask(Scene scene, boolean dated) {
        var subject = new Subjects(words, scene, dated).at(0);
        Ask.Sort sort = sort(subject);
        AssigneeRef actor =
                scene.lexicon().has("nobody-inside", words)
                        ? new AssigneeRef.Nobody()
                        : actor(sort, scene, subject);
        boolean bare = scene.lexicon().phrases("verbs").startsAt(words, 0);
        double sureness = probability < LIKELY ? DOUBTFUL : bare ? Asks.WEAK : SURENESS;
        return new Ask(sort, actor, 0, sureness);
    }

    /**
     * Who is named as the subject acts, and "I" do what I tell of myself; else the model decides.
     */
    private Ask.Sort sort(Subjects.@Nullable Subject subject) {
        Ask.Sort sort = sort();
        if (sort != Ask.Sort.REQUEST) {
            return sort;
        }
        boolean named = subject != null && !words.text().endsWith("?");
        boolean speaks =
                lexicon.phrases("sender-starts").startsAt(words, 0)
                        || lexicon.has("first-person", words);
        boolean own =
                speaks
                        && words.text().indexOf('?') < 0
                        && WISHES.stream().noneMatch(wish -> lexicon.has(wish, words))
                        && !lexicon.has("second-person", words);
        return named ? Ask.Sort.DELEGATION : own ? Ask.Sort.COMMITMENT : sort;
    }

    private AssigneeRef actor(Ask.Sort sort, Scene scene, Subjects.@Nullable Subject subject) {
        if (sort != Ask.Sort.EVENT && scene.lexicon().phrases("group").startsAt(words, 0)) {
            return scene.group();
        }
        return switch (sort) {
            case COMMITMENT -> scene.sender();
            case DELEGATION -> subject == null ? named(scene) : subject.who();
            case EVENT, MEETING -> new AssigneeRef.Me();
            case REQUEST, QUESTION -> scene.reader();
        };
    }

    /** The first known person it names, else whom it seems to mean, else nobody in particular. */
    private AssigneeRef named(Scene scene) {
        for (int i = 0; i < words.size(); i++) {
            AssigneeRef named = scene.nameAt(words, i);
            if (named != null && !named.equals(scene.sender())) {
                return named;
            }
        }
        AssigneeRef stranger = new Roles(words, lexicon).first();
        return stranger == null ? relative() : stranger;
    }

    /** "Mein Sohn liefert sie an", "notre transporteur passera": nobody's name, but somebody. */
    private AssigneeRef relative() {
        boolean theirs = lexicon.phrases("possessives").startsAt(words, 0) && words.size() > 2;
        return theirs
                ? new AssigneeRef.Named(words.text().substring(words.start(0), words.end(1)), null)
                : new AssigneeRef.Nobody();
    }

    private static Optional<OpinionModel> load(String language) {
        String name = "second-opinion-" + language + ".bin";
        try (InputStream in = SecondOpinion.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(OpinionModel.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
