package org.tickler.rsvp;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.tickler.dates.FoundDate;
import org.tickler.dates.FoundDate.Grain;

/**
 * "The 12th", "am 12.", "le 12": a day without its month. In ordinary text it says nothing, but in
 * answer to an invitation everybody knows which month is meant: the one nearest to the event.
 */
final class DayOfMonth {
    private static final Pattern DAY =
            Pattern.compile(
                    "(?<![\\p{L}\\d.,:/-])(?:(?:the )?(?<en>\\d{1,2})(?:st|nd|rd|th)|(?:am|den|zum|le|el día|el) (?<other>\\d{1,2})\\.?)(?![\\p{L}\\d:/-]| ?(?:uhr|h\\b)|[.]\\d)",
                    Pattern.CASE_INSENSITIVE);

    /** Between a day and its hour: "the 12th, at 3". */
    private static final int GAP = 5;

    private DayOfMonth() {}

    /**
     * {@code found} with the days that stand between, in their order.
     *
     * @param today no day before it is meant
     */
    static List<FoundDate> withDays(
            String text, List<FoundDate> found, LocalDate today, LocalDate event) {
        var all = new ArrayList<>(found);
        Matcher matcher = DAY.matcher(text);
        while (matcher.find()) {
            int start = matcher.start();
            int end = matcher.end();
            boolean known =
                    found.stream().anyMatch(date -> date.start() < end && date.end() > start);
            if (known) {
                continue;
            }
            String digits =
                    matcher.group("en") == null ? matcher.group("other") : matcher.group("en");
            nearest(Integer.parseInt(digits), today, event)
                    .ifPresent(day -> {
                        Optional<FoundDate> clock =
                                all.stream()
                                        .filter(date -> date.grain() == Grain.TIME_OF_DAY)
                                        .filter(date ->
                                                date.start() >= end && date.start() <= end + GAP)
                                        .findFirst();
                        clock.ifPresent(all::remove);
                        all.add(
                                new FoundDate(
                                        matcher.group(),
                                        start,
                                        clock.map(FoundDate::end).orElse(end),
                                        day,
                                        clock.map(FoundDate::time).orElse(null),
                                        null,
                                        clock.isPresent() ? Grain.MINUTE : Grain.DAY,
                                        null));
                    });
        }
        all.sort(Comparator.comparingInt(FoundDate::start));
        return all;
    }

    private static Optional<LocalDate> nearest(int day, LocalDate today, LocalDate event) {
        return LongStream.of(-1, 0, 1)
                .mapToObj(months -> day(YearMonth.from(event).plusMonths(months), day))
                .flatMap(Optional::stream)
                .filter(date -> !date.isBefore(today))
                .min(
                        Comparator.comparingLong(
                                date -> Math.abs(ChronoUnit.DAYS.between(event, date))));
    }

    private static Optional<LocalDate> day(YearMonth month, int day) {
        try {
            return Optional.of(month.atDay(day));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
