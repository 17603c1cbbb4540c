package org.tickler.language;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the model looks at in a sentence, as hashed features: words with their order and place,
 * letters in sequence, cues of the word lists, its shape. The same features train and judge; a
 * change here needs a newly trained model. Stateless.
 */
public final class SentenceFeatures {
    /** The number of buckets features are hashed into; a power of two. */
    public static final int BUCKETS = 1 << 18;

    private static final List<String> CUES =
            List.of(
                    "request",
                    "request-start",
                    "question-work",
                    "commit",
                    "commit-start",
                    "commit-veto",
                    "nobody-start",
                    "meet",
                    "hard-veto",
                    "veto",
                    "need-start",
                    "conditional",
                    "past",
                    "social",
                    "verbs",
                    "imperative-veto",
                    "passive-duty",
                    "bulk-mark",
                    "outreach",
                    "question-social",
                    "deadline",
                    "second-person",
                    "polite",
                    "reporting",
                    "starters",
                    "assign",
                    "takes-over",
                    "event-nouns");
    private static final Map<String, List<Phrases>> PHRASES =
            Lexicon.all().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Lexicon::language,
                                    lexicon -> CUES.stream().map(lexicon::phrases).toList()));
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:https?://|www\\.)\\S+|\\S+@\\S+\\.\\w+|\\$LINK", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int LONGEST = 1_200;
    private static final int PLACES = 5;
    private static final int SHORTEST_RUN = 3;
    private static final int LONGEST_RUN = 5;
    private static final int SEED = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private final FeatureSet features;
    private final List<Phrases> phrases;

    private SentenceFeatures(FeatureSet features, Lexicon lexicon) {
        this.features = features;
        this.phrases = PHRASES.getOrDefault(lexicon.language(), List.of());
    }

    /** The buckets of an English sentence, none twice. */
    public static int[] of(String sentence) {
        var features = new FeatureSet();
        add(new Tokens(sentence), Lexicon.english(), features);
        return features.toArray();
    }

    /** Adds the features of a sentence to others; the lexicon of its language knows the cues. */
    public static void add(Tokens words, Lexicon lexicon, FeatureSet features) {
        String sentence = words.text();
        String text = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
        String plain =
                mayHoldAddress(text) ? ADDRESS.matcher(text).replaceAll(" urladdress ") : text;
        String bare = NUMBER.matcher(plain).replaceAll("0").strip();
        new SentenceFeatures(features, lexicon)
                .read(bare.equals(sentence) ? words : new Tokens(bare));
    }

    /** Most sentences hold none, and to look for one at each word takes long. */
    private static boolean mayHoldAddress(String text) {
        return text.indexOf('@') >= 0
                || text.indexOf('/') >= 0
                || text.indexOf('$') >= 0
                || text.contains("w.")
                || text.contains("W.");
    }

    private void read(Tokens words) {
        int first = opening(words);
        words(words);
        start(words, first);
        cues(words, first);
        shape(words.text(), words);
        letters(words);
    }

    /** Behind a vocative: "Chris, please …". */
    private static int opening(Tokens words) {
        for (int i = 1; i < Math.min(4, words.size()); i++) {
            String gap = words.gapBefore(i);
            if ((gap.startsWith(",") || gap.contains("-") || gap.startsWith(":"))
                    && words.isCapital(0)) {
                return i;
            }
        }
        return 0;
    }

    private void words(Tokens words) {
        for (int i = 0; i < words.size(); i++) {
            add("w", words.word(i));
            add("b", words.word(i), words.word(i + 1));
            add("t", words.word(i), words.word(i + 1), words.word(i + 2));
            add("s", words.word(i), words.word(i + 2));
        }
    }

    private void start(Tokens words, int first) {
        for (int i = 0; i < PLACES; i++) {
            add("p" + i, words.word(first + i));
        }
        add("p01", words.word(first), words.word(first + 1));
        add("p012", words.word(first), words.word(first + 1), words.word(first + 2));
        add("end", words.word(words.size() - 1));
        add("vocative", first > 0 ? "yes" : "no");
    }

    private void cues(Tokens words, int first) {
        for (int i = 0; i < CUES.size(); i++) {
            String cue = CUES.get(i);
            Phrases list = phrases.get(i);
            int at = list.find(words, 0);
            if (at >= 0) {
                add("cue", cue);
            }
            if (list.startsAt(words, first)) {
                add("cue-first", cue);
                add("cue-first-2", cue, words.word(first + list.at(words, first)));
            }
        }
    }

    private void shape(String text, Tokens words) {
        int length = words.size();
        add(
                "length",
                length < 3
                        ? "1"
                        : length < 6
                                ? "2"
                                : length < 10
                                        ? "3"
                                        : length < 16
                                                ? "4"
                                                : length < 25 ? "5" : length < 40 ? "6" : "7");
        String last = text.isEmpty() ? "" : text.substring(text.length() - 1);
        add("last", Character.isLetterOrDigit(last.isEmpty() ? ' ' : last.charAt(0)) ? "a" : last);
        add("question", text.indexOf('?') >= 0 ? "yes" : "no");
        add("exclamation", text.indexOf('!') >= 0 ? "yes" : "no");
        add("quote", text.startsWith("\"") ? "yes" : "no");
        add("capital", words.isCapital(0) ? "yes" : "no");
    }

    private void letters(Tokens words) {
        int seed = hash(SEED, "c") * 31 + 7;
        for (int i = 0; i < words.size(); i++) {
            letters(seed, "<" + words.word(i) + ">");
        }
    }

    /** All runs of three to five letters, each hashed from the shorter one. */
    private void letters(int seed, String word) {
        for (int j = 0; j + SHORTEST_RUN <= word.length(); j++) {
            int hash = seed;
            int end = Math.min(word.length(), j + LONGEST_RUN);
            for (int i = j; i < end; i++) {
                hash = (hash ^ word.charAt(i)) * PRIME;
                if (i - j + 1 >= SHORTEST_RUN) {
                    features.add(hash);
                }
            }
        }
    }

    private void add(String kind, String... parts) {
        int hash = hash(SEED, kind);
        for (String part : parts) {
            hash = hash(hash * 31 + 7, part);
        }
        features.add(hash);
    }

    private static int hash(int seed, String text) {
        int hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
