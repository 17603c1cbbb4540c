package org.tickler.ask;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.FoundDate;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/**
 * What a model trained on labelled sentences thinks of an English sentence that {@link Asks} has
 * judged by rules. The rules know phrases, the model weighs everything it sees: together they find
 * more and are wrong less often than either. Stateless and safe for use by many threads.
 */
public final class SecondOpinion {
    /** Below this probability a finding of the rules is dropped. */
    private static final double UNLIKELY = 0.2;

    /** From this probability on a sentence that no rule knows is a task. */
    private static final double LIKELY = 0.8;

    /** Less than what the plainest rule is sure of, more than a bare imperative. */
    private static final double SURENESS = 0.7;

    private static final String MODEL = "second-opinion.bin";

    /** Loads when it is first used. */
    private static final class Shared {
        private static final OpinionModel MODEL = load();
    }

    private final Tokens words;
    private final int[] features;
    private final double probability;

    private SecondOpinion(Tokens words, int[] features) {
        this.words = words;
        this.features = features;
        this.probability = Shared.MODEL.task().probability(features);
    }

    /**
     * @param dates the days and times in the sentence
     */
    public static SecondOpinion on(Tokens words, List<FoundDate> dates) {
        return new SecondOpinion(words, ClauseFeatures.of(words, dates));
    }

    /** Whether it holds a task though no rule says so. */
    public boolean affirms() {
        return probability >= LIKELY
                && !words.text().endsWith(":")
                && !words.isQuoted(0)
                && !Lexicon.english().has("hard-veto", words)
                && !Lexicon.english().has("courtesy-end", words);
    }

    /** Whether it only says more about what was asked before: "They close the file on 26 May." */
    public boolean continues() {
        return Lexicon.english().phrases("goes-on").startsAt(words, 0);
    }

    /** Whether it holds none though a rule says so. */
    public boolean denies() {
        return probability < UNLIKELY;
    }

    /**
     * Who would have to act, the reader, the writer or a third, or whether it is an appointment.
     */
    Ask.Sort sort() {
        return Shared.MODEL.sort(features);
    }

    /**
     * What it asks if it is a task.
     *
     * @param dated whether it holds a day to come
     */
    public Ask ask(Scene scene, boolean dated) {
        Ask.Sort sort = sort();
        var subject = new Subjects(words, scene, dated).at(0);
        AssigneeRef actor =
                scene.lexicon().has("nobody-inside", words)
                        ? new AssigneeRef.Nobody()
                        : actor(sort, scene, subject);
        boolean bare = scene.lexicon().phrases("verbs").startsAt(words, 0);
        return new Ask(sort, actor, 0, bare ? Asks.WEAK : SURENESS);
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
        AssigneeRef stranger = new Roles(words, scene.lexicon()).first();
        return stranger == null ? new AssigneeRef.Nobody() : stranger;
    }

    private static OpinionModel load() {
        try (InputStream in = SecondOpinion.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new IllegalStateException("the model " + MODEL + " is missing");
            }
            return OpinionModel.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
