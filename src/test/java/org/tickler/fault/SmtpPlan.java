package org.tickler.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a bad mail server does at which step: everything once at every step, in an order that the
 * seed decides, then this and that by chance. Safe for use by many threads.
 */
final class SmtpPlan {
    private static final String GOING_DOWN = "421 4.3.2 going down";
    private static final String NOT_NOW = "451 4.3.0 not now";
    private static final List<String> STEPS =
            List.of("HELLO", "EHLO", "MAIL", "RCPT", "DATA", "HALF", "DOT");

    private final Random random;
    private final Map<String, Deque<String>> left = new LinkedHashMap<>();
    private int struck;
    private int doubtful;

    SmtpPlan(long seed) {
        random = new Random(seed);
        for (String step : STEPS) {
            var faults = new ArrayList<>(faults(step));
            Collections.shuffle(faults, random);
            left.put(step, new ArrayDeque<>(faults));
        }
    }

    /** In the middle of a mail a server has no word, and a 451 to a greeting is none. */
    private static List<String> faults(String step) {
        return switch (step) {
            case "HALF" -> List.of(Receiver.CLOSE);
            case "HELLO" -> List.of(GOING_DOWN, Receiver.CLOSE);
            default -> List.of(GOING_DOWN, NOT_NOW, Receiver.CLOSE);
        };
    }

    /**
     * What is answered; every other time the usual, so that later steps are reached. While only
     * greetings are left, connections end at once: a client that keeps them would not greet again.
     */
    synchronized String at(String step) {
        Deque<String> waiting = left.get(step);
        if (waiting == null) {
            return Receiver.USUAL;
        }
        if (!isDone() && onlyGreetingsLeft()) {
            if (!waiting.isEmpty()) {
                return strike(step, waiting.removeFirst());
            }
            return step.equals("MAIL") ? strike(step, GOING_DOWN) : Receiver.USUAL;
        }
        if (random.nextInt(isDone() ? 4 : 2) > 0) {
            return Receiver.USUAL;
        }
        if (!waiting.isEmpty()) {
            return strike(step, waiting.removeFirst());
        }
        return isDone() && random.nextInt(2) == 0
                ? strike(step, faults(step).get(random.nextInt(faults(step).size())))
                : Receiver.USUAL;
    }

    private String strike(String step, String fault) {
        struck++;
        if (step.equals("DOT") && fault.equals(Receiver.CLOSE)) {
            doubtful++;
        }
        return fault;
    }

    private boolean onlyGreetingsLeft() {
        return left.entrySet().stream()
                .allMatch(entry ->
                        entry.getValue().isEmpty()
                                || entry.getKey().equals("HELLO")
                                || entry.getKey().equals("EHLO"));
    }

    synchronized boolean isDone() {
        return left.values().stream().allMatch(Deque::isEmpty);
    }

    /** What never had its turn, in words. */
    synchronized List<String> missed() {
        var missed = new ArrayList<String>();
        left.forEach((step, faults) ->
                faults.forEach(fault -> missed.add("never struck: " + fault + " at " + step)));
        return missed;
    }

    synchronized int struck() {
        return struck;
    }

    synchronized int doubtful() {
        return doubtful;
    }
}
