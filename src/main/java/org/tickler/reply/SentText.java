package org.tickler.reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    /** For each line the share of its words that are ours, or -1 for a line without words. */
    double[] covered(List<QuoteLine> lines) {
        var all = new ArrayList<String>();
        int[] owner = owners(lines, all);
        boolean[] ours = ours(all);
        double[] share = new double[lines.size()];
        int[] count = new int[lines.size()];
        for (int i = 0; i < all.size(); i++) {
            count[owner[i]]++;
            share[owner[i]] += ours[i] ? 1 : 0;
        }
        for (int i = 0; i < share.length; i++) {
            share[i] = count[i] == 0 ? -1 : share[i] / count[i];
        }
        return share;
    }

    boolean isEmpty() {
        return words.size() < 3;
    }

    private static int[] owners(List<QuoteLine> lines, List<String> all) {
        var owner = new ArrayList<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            for (String word : words(lines.get(i).plain())) {
                all.add(word);
                owner.add(i);
            }
        }
        return owner.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean[] ours(List<String> all) {
        boolean[] ours = new boolean[all.size()];
        int at = -1;
        for (int i = 0; i < all.size(); i++) {
            if (at >= 0 && at < words.size() && words.get(at).equals(all.get(i))) {
                ours[i] = true;
                at++;
                continue;
            }
            at = -1;
            if (run > 0 && i + run <= all.size()) {
                Integer found = runs.get(hash(all, i, run));
                if (found != null && matches(all, i, found)) {
                    ours[i] = true;
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
