package org.tickler.tracker;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules of {@code repeat}: "every day", "every 2 weeks", "every monday", "weekly", "monthly",
 * "every weekday".
 */
final class Recurrence {
    private static final List<String> UNITS = List.of("day", "week", "month", "quarter", "year");

    private Recurrence() {}

    /**
     * The next day after {@code from} on which {@code rule} holds; empty for a rule that is not
     * understood.
     */
    static Optional<LocalDate> next(String rule, LocalDate from) {
        List<String> words = words(rule);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String last = words.getLast();
        Optional<DayOfWeek> weekday = weekday(last);
        if (weekday.isPresent()) {
            return Optional.of(from.with(TemporalAdjusters.next(weekday.get())));
        }
        if (last.equals("weekday") || last.equals("workday")) {
            LocalDate next = from.plusDays(1);
            while (next.getDayOfWeek().getValue() > 5) {
                next = next.plusDays(1);
            }
            return Optional.of(next);
        }
        int count = words.size() > 1 ? count(words.get(words.size() - 2)) : 1;
        return count < 1 ? Optional.empty() : step(last, count, from);
    }

    private static Optional<LocalDate> step(String unit, int count, LocalDate from) {
        return switch (unit) {
            case "day", "daily" -> Optional.of(from.plusDays(count));
            case "week", "weekly" -> Optional.of(from.plusWeeks(count));
            case "month", "monthly" -> Optional.of(from.plusMonths(count));
            case "quarter", "quarterly" -> Optional.of(from.plusMonths(3L * count));
            case "year", "yearly", "annually" -> Optional.of(from.plusYears(count));
            default -> Optional.empty();
        };
    }

    private static List<String> words(String rule) {
        return Arrays.stream(rule.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word ->
                        !word.isEmpty()
                                && !word.equals("every")
                                && !word.equals("each")
                                && !word.equals("on"))
                .map(word ->
                        UNITS.contains(word.replaceFirst("s$", ""))
                                ? word.replaceFirst("s$", "")
                                : word)
                .toList();
    }

    private static int count(String word) {
        return switch (word) {
            case "other", "second", "two" -> 2;
            case "third", "three" -> 3;
            case "four" -> 4;
            default ->
                    word.chars().allMatch(Character::isDigit) && word.length() < 4
                            ? Integer.parseInt(word)
                            : 0;
        };
    }

    private static Optional<DayOfWeek> weekday(String word) {
        if (word.length() < 3) {
            return Optional.empty();
        }
        return Arrays.stream(DayOfWeek.values())
                .filter(day ->
                        day.name().toLowerCase(Locale.ROOT).startsWith(word.replaceFirst("s$", "")))
                .findFirst();
    }
}
