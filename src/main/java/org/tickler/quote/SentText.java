package org.tickler.quote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Finds the words of the mail that was answered, however the client wrapped or marked them. Runs of
 * at least {@link #RUN} words in their order count, so that a typed "done" is not taken for the
 * "done" of our own instructions. Linear in the length of both texts.
 */
final class SentText {
    private static final int RUN = 4;

    private final List<String> words;
    private final Map<Long, Integer> runs = new HashMap<>();
    private final int run;

    SentText(String sent) {
        words = words(sent);
        run = Math.min(RUN, words.size());
        for (int i = words.size() - run; i >= 0 && run > 0; i--) {
            runs.put(hash(words, i, run), i);
        }
    }

    /**
     * For each line the share of its words that are quoted from our mail, or -1 for a line without
     * words. Every word of ours is quoted once only, and first of all by the lines that are known
     * to be quoted: so an answer that repeats our own example is still an answer.
     */
    double[] covered(List<QuoteLine> lines, IntPredicate quoted) {
        var all = new ArrayList<String>();
        int[] owner = owners(lines, all);
        int[] ours = ours(all);
        double[] share = new double[lines.size()];
        Arrays.fill(share, -1);
        var used = new BitSet(words.size());
        for (boolean known : new boolean[] {true, false}) {
            for (int from = 0, to; from < owner.length; from = to) {
                int line = owner[from];
                to = from;
                while (to < owner.length && owner[to] == line) {
                    to++;
                }
                if (quoted.test(line) == known) {
                    share[line] = use(ours, from, to, used);
                }
            }
        }
        return share;
    }

    private static double use(int[] ours, int from, int to, BitSet used) {
        int fresh = 0;
        for (int i = from; i < to; i++) {
            fresh += ours[i] >= 0 && !used.get(ours[i]) ? 1 : 0;
        }
        for (int i = from; i < to; i++) {
            if (ours[i] >= 0) {
                used.set(ours[i]);
            }
        }
        return (double) fresh / (to - from);
    }

    boolean isEmpty() {
        return words.size() < 3;
    }

    private static int[] owners(List<QuoteLine> lines, List<String> all) {
        var owner = new ArrayList<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).field() != null) {
                continue; // the repeated header, whose subject is in our text as well
            }
            for (String word : words(lines.get(i).plain())) {
                all.add(word);
                owner.add(i);
            }
        }
        return owner.stream().mapToInt(Integer::intValue).toArray();
    }

    /** For each word its place in our mail, or -1. */
    private int[] ours(List<String> all) {
        int[] ours = new int[all.size()];
        Arrays.fill(ours, -1);
        int at = -1;
        for (int i = 0; i < all.size(); i++) {
            if (at >= 0 && at < words.size() && words.get(at).equals(all.get(i))) {
                ours[i] = at++;
                continue;
            }
            at = -1;
            if (run > 0 && i + run <= all.size()) {
                Integer found = runs.get(hash(all, i, run));
                if (found != null && matches(all, i, found)) {
                    ours[i] = found;
                    at = found + 1;
                }
            }
        }
        return ours;
    }

    private boolean matches(List<String> all, int i, int found) {
        for (int k = 0; k < run; k++) {
            if (!all.get(i + k).equals(words.get(found + k))) {
                return false;
            }
        }
        return true;
    }

    private static long hash(List<String> words, int from, int length) {
        long hash = 17;
        for (int i = from; i < from + length; i++) {
            hash = hash * 1_000_003 + words.get(i).hashCode();
        }
        return hash;
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean letter = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
        }
        return words;
    }
}
