package org.tickler.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Runs contestants in turn, round after round, and compares their medians: what disturbs the
 * machine for a while disturbs all of them.
 */
final class Contest {
    private final String unit;
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();

    private record Contestant(Callable<Double> runs, List<Double> figures) {}

    /**
     * @param unit of the figures, such as {@code mails/s}
     */
    Contest(String unit) {
        this.unit = unit;
    }

    Contest add(String name, Callable<Double> contestant) {
        contestants.put(name, new Contestant(contestant, new ArrayList<>()));
        return this;
    }

    /** The argument at {@code index}; whoever gives anything but a number above 0 is told so. */
    static int argument(String[] arguments, int index, int usual) {
        if (arguments.length <= index) {
            return usual;
        }
        String given = arguments[index];
        if (!given.matches("[1-9]\\d{0,8}")) {
            System.err.println(
                    "Argument " + (index + 1) + " must be a whole number above 0, not " + given);
            System.exit(2);
        }
        return Integer.parseInt(given);
    }

    /** Runs all and prints every figure. */
    void run(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (var contestant : contestants.entrySet()) {
                System.gc();
                double figure = contestant.getValue().runs().call();
                contestant.getValue().figures().add(figure);
                System.out.printf(
                        Locale.ROOT,
                        "round %d  %-28s %10.1f %s%n",
                        round + 1,
                        contestant.getKey(),
                        figure,
                        unit);
            }
        }
    }

    double median(String name) {
        List<Double> sorted =
                Objects.requireNonNull(contestants.get(name)).figures().stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    boolean has(String name) {
        return contestants.containsKey(name);
    }

    /** Prints the median of one over that of the other, if both took part. */
    void compare(String one, String other, String aim) {
        if (has(one) && has(other)) {
            System.out.printf(
                    Locale.ROOT,
                    "RESULT  %s %.1f, %s %.1f %s: ratio %.2f (aim %s)%n",
                    one,
                    median(one),
                    other,
                    median(other),
                    unit,
                    median(one) / median(other),
                    aim);
        }
    }
}
