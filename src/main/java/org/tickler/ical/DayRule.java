package org.tickler.ical;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The days on which something recurs (RFC 5545, 3.3.10). Each day is asked whether the rule holds
 * on it, so that the cost is that of the days looked at, whatever the rule says: libraries that
 * expand rules can be made to fill any memory. Parts smaller than a day are ignored.
 */
public final class DayRule {
    private static final String DAYS = "MOTUWETHFRSASU";
    private static final int LONGEST = 2_000;
    private static final int MOST_VALUES = 400;

    /** A rule with a COUNT is followed from its start, but not for longer than this. */
    private static final int MOST_DAYS = 20_000;

    private enum Every {
        DAILY,
        WEEKLY,
        MONTHLY,
        YEARLY
    }

    /** Such as 2TU, the second Tuesday; 0 means every one. */
    private record Weekday(int ordinal, DayOfWeek day) {}

    private final Every every;
    private final int interval;
    private final int count;
    private final @Nullable LocalDate until;
    private final Set<Integer> months;
    private final Set<Integer> monthDays;
    private final Set<Integer> yearDays;
    private final Set<Integer> weeks;
    private final Set<Integer> positions;
    private final Set<Weekday> weekdays;
    private final WeekFields week;

    private DayRule(Every every, Map<String, String> parts) {
        this.every = every;
        interval = Math.clamp(number(parts.getOrDefault("INTERVAL", "1")), 1, 10_000);
        count = parts.containsKey("COUNT") ? Math.max(1, number(parts.get("COUNT"))) : 0;
        String end = parts.get("UNTIL");
        until =
                end == null
                        ? null
                        : CalendarValues.dateTime(end)
                                .orElseThrow(() -> new IllegalArgumentException(end))
                                .date();
        months = numbers(parts, "BYMONTH");
        monthDays = numbers(parts, "BYMONTHDAY");
        yearDays = numbers(parts, "BYYEARDAY");
        weeks = numbers(parts, "BYWEEKNO");
        positions = numbers(parts, "BYSETPOS");
        weekdays = weekdays(parts.getOrDefault("BYDAY", ""));
        week = WeekFields.of(day(parts.getOrDefault("WKST", "MO")), 4);
    }

    /** Empty for what is no rule, and for what recurs more often than daily. */
    public static Optional<DayRule> of(String value) {
        if (value.length() > LONGEST) {
            return Optional.empty();
        }
        var parts = new HashMap<String, String>();
        for (String part : value.toUpperCase(Locale.ROOT).split(";", 30)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
            }
        }
        try {
            return Optional.of(new DayRule(Every.valueOf(parts.getOrDefault("FREQ", "")), parts));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /**
     * The days from {@code from} to {@code to}, both inclusive, on which it recurs; {@code start}
     * itself always counts as the first time.
     */
    public List<LocalDate> between(LocalDate start, LocalDate from, LocalDate to) {
        var found = new ArrayList<LocalDate>();
        LocalDate last = until == null || until.isAfter(to) ? to : until;
        // Only a rule that counts must be followed from its start.
        LocalDate day = count > 0 || from.isBefore(start) ? start : from;
        var period = new Period(start);
        int times = 0;
        for (int looked = 0; !day.isAfter(last) && looked < MOST_DAYS; looked++) {
            if (day.equals(start) || period.holds(day)) {
                if (!day.isBefore(from)) {
                    found.add(day);
                }
                if (count > 0 && ++times >= count) {
                    break;
                }
            }
            day = day.plusDays(1);
        }
        return found;
    }

    /** The rule for one start, with the chosen days of the period that was looked at last. */
    private final class Period {
        private final LocalDate start;
        private @Nullable LocalDate first;
        private Set<LocalDate> chosen = Set.of();

        Period(LocalDate start) {
            this.start = start;
        }

        boolean holds(LocalDate day) {
            if (!inTurn(day) || !isCandidate(day)) {
                return false;
            }
            if (positions.isEmpty()) {
                return true;
            }
            LocalDate begin = begin(day);
            if (!begin.equals(first)) {
                first = begin;
                chosen = chosen(begin);
            }
            return chosen.contains(day);
        }

        private boolean inTurn(LocalDate day) {
            ChronoUnit unit =
                    switch (every) {
                        case DAILY -> ChronoUnit.DAYS;
                        case WEEKLY -> ChronoUnit.WEEKS;
                        case MONTHLY -> ChronoUnit.MONTHS;
                        case YEARLY -> ChronoUnit.YEARS;
                    };
            return unit.between(begin(start), begin(day)) % interval == 0;
        }

        private LocalDate begin(LocalDate day) {
            return switch (every) {
                case DAILY -> day;
                case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(week.getFirstDayOfWeek()));
                case MONTHLY -> day.withDayOfMonth(1);
                case YEARLY -> day.withDayOfYear(1);
            };
        }

        /** BYSETPOS counts from both ends of what the other parts give in a period. */
        private Set<LocalDate> chosen(LocalDate begin) {
            LocalDate end =
                    switch (every) {
                        case DAILY -> begin.plusDays(1);
                        case WEEKLY -> begin.plusWeeks(1);
                        case MONTHLY -> begin.plusMonths(1);
                        case YEARLY -> begin.plusYears(1);
                    };
            List<LocalDate> all = begin.datesUntil(end).filter(this::isCandidate).toList();
            var kept = new HashSet<LocalDate>();
            for (int position : positions) {
                int index = position > 0 ? position - 1 : all.size() + position;
                if (index >= 0 && index < all.size()) {
                    kept.add(all.get(index));
                }
            }
            return kept;
        }

        private boolean isCandidate(LocalDate day) {
            return (months.isEmpty() || months.contains(day.getMonthValue()))
                    && (weeks.isEmpty() || isWeek(day))
                    && (yearDays.isEmpty()
                            || fromEither(yearDays, day.getDayOfYear(), day.lengthOfYear()))
                    && (monthDays.isEmpty()
                            || fromEither(monthDays, day.getDayOfMonth(), day.lengthOfMonth()))
                    && (weekdays.isEmpty() || weekdays.stream().anyMatch(one -> is(one, day)))
                    && likeStart(day);
        }

        /** What the rule leaves open is as the start has it. */
        private boolean likeStart(LocalDate day) {
            boolean open = monthDays.isEmpty() && weekdays.isEmpty() && yearDays.isEmpty();
            return switch (every) {
                case DAILY -> true;
                case WEEKLY -> !weekdays.isEmpty() || day.getDayOfWeek() == start.getDayOfWeek();
                case MONTHLY -> !open || day.getDayOfMonth() == start.getDayOfMonth();
                case YEARLY -> {
                    if (!open) {
                        yield true;
                    }
                    yield weeks.isEmpty()
                            ? day.getDayOfMonth() == start.getDayOfMonth()
                                    && (!months.isEmpty() || day.getMonth() == start.getMonth())
                            : day.getDayOfWeek() == start.getDayOfWeek();
                }
            };
        }

        private boolean isWeek(LocalDate day) {
            int number = day.get(week.weekOfWeekBasedYear());
            int length = (int) day.range(week.weekOfWeekBasedYear()).getMaximum();
            return fromEither(weeks, number, length);
        }

        private boolean is(Weekday weekday, LocalDate day) {
            if (weekday.day() != day.getDayOfWeek()) {
                return false;
            }
            if (weekday.ordinal() == 0 || every == Every.DAILY || every == Every.WEEKLY) {
                return true;
            }
            boolean ofYear = every == Every.YEARLY && months.isEmpty();
            int number = ofYear ? day.getDayOfYear() : day.getDayOfMonth();
            int length = ofYear ? day.lengthOfYear() : YearMonth.from(day).lengthOfMonth();
            int ordinal =
                    weekday.ordinal() > 0 ? (number - 1) / 7 + 1 : -((length - number) / 7 + 1);
            return ordinal == weekday.ordinal();
        }
    }

    /** Negative numbers count from the end. */
    private static boolean fromEither(Set<Integer> numbers, int number, int length) {
        return numbers.contains(number) || numbers.contains(number - length - 1);
    }

    private static Set<Integer> numbers(Map<String, String> parts, String name) {
        String list = parts.getOrDefault(name, "");
        var numbers = new HashSet<Integer>();
        if (!list.isEmpty()) {
            for (String text : list.split(",", MOST_VALUES)) {
                numbers.add(number(text));
            }
        }
        return numbers;
    }

    private static Set<Weekday> weekdays(String list) {
        var weekdays = new HashSet<Weekday>();
        if (!list.isEmpty()) {
            for (String text : list.split(",", MOST_VALUES)) {
                String name = text.strip();
                String ordinal = name.substring(0, Math.max(0, name.length() - 2));
                weekdays.add(
                        new Weekday(
                                ordinal.isEmpty() ? 0 : number(ordinal),
                                day(name.substring(ordinal.length()))));
            }
        }
        return weekdays;
    }

    private static int number(@Nullable String text) {
        String digits = text == null ? "" : text.strip();
        if (digits.length() > 6) {
            throw new IllegalArgumentException(digits);
        }
        return Integer.parseInt(digits);
    }

    private static DayOfWeek day(String name) {
        int at = name.length() == 2 ? DAYS.indexOf(name) : -1;
        if (at < 0 || at % 2 != 0) {
            throw new IllegalArgumentException(name);
        }
        return DayOfWeek.of(at / 2 + 1);
    }
}
