package org.tickler.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.task.Due;

/** Days and moments as one reader writes them, always with the weekday, the hour with its zone. */
final class Moments {
    private static final int NEAR_DAYS = 60;

    /** English, which the reply grammar reads in every language. */
    private static final DateTimeFormatter EXAMPLE =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private final Words words;
    private final ZoneId zone;
    private final Instant now;
    private final LocalDate today;
    private final DateTimeFormatter day;
    private final DateTimeFormatter clock;

    /**
     * @param locale decides the order of day and month and the clock; null means day first, 24
     *     hours
     */
    Moments(Words words, @Nullable Locale locale, ZoneId zone, Instant now) {
        this.words = words;
        this.zone = zone;
        this.now = now;
        this.today = LocalDate.ofInstant(now, zone);
        boolean monthFirst = false;
        boolean twelve = false;
        if (locale != null && !locale.getCountry().isEmpty()) {
            monthFirst = pattern(FormatStyle.SHORT, null, locale).startsWith("M");
            twelve = pattern(null, FormatStyle.SHORT, locale).contains("a");
        }
        this.day = formatter(monthFirst ? "day.mdy" : "day.dmy");
        this.clock = formatter(twelve ? "clock.12" : "clock.24");
    }

    private DateTimeFormatter formatter(String key) {
        return DateTimeFormatter.ofPattern(words.get(key), words.language());
    }

    private static String pattern(
            @Nullable FormatStyle date, @Nullable FormatStyle time, Locale locale) {
        return DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                date, time, IsoChronology.INSTANCE, locale);
    }

    ZoneId zone() {
        return zone;
    }

    String day(LocalDate date) {
        return day.format(date);
    }

    /** A day to come as it may be typed in an answer, such as {@code 19 jan}. */
    String exampleDay() {
        return EXAMPLE.format(today.plusDays(7)).toLowerCase(Locale.ROOT);
    }

    /**
     * As {@link #exampleDay()}, for something that takes place at {@code time}: one of its days, or
     * the day after it where there is only one.
     */
    String exampleDay(EventTime time) {
        LocalDate near =
                switch (time) {
                    case EventTime.Timed(Instant start, _) ->
                            LocalDate.ofInstant(start, zone).plusDays(1);
                    case EventTime.AllDay(LocalDate start, LocalDate end) ->
                            start.plusDays(
                                    Math.max(0, (end.toEpochDay() - start.toEpochDay()) / 2));
                };
        while (near.getDayOfWeek().getValue() > 5) {
            near = near.plusDays(1);
        }
        return near.isAfter(today) ? EXAMPLE.format(near).toLowerCase(Locale.ROOT) : exampleDay();
    }

    /** The hour of what is due today at an hour. */
    Optional<String> clockToday(Due due, ZoneId dueZone) {
        if (due.time() == null) {
            return Optional.empty();
        }
        ZonedDateTime local = local(due.date(), due.time(), dueZone);
        return local.toLocalDate().equals(today)
                ? Optional.of(clock.format(local))
                : Optional.empty();
    }

    private ZonedDateTime local(LocalDate date, LocalTime time, ZoneId dueZone) {
        return date.atTime(time).atZone(dueZone).withZoneSameInstant(zone);
    }

    /** Whether a moment is over; a day is not while it lasts. */
    boolean isPast(Due due, ZoneId dueZone) {
        return due.time() == null
                ? due.date().isBefore(today)
                : !due.date().atTime(due.time()).atZone(dueZone).toInstant().isAfter(now);
    }

    String today() {
        return day(today);
    }

    String moment(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return words.get("moment", day.format(local), clock.format(local), zone.getId());
    }

    /**
     * @param dueZone in which the due stands
     */
    String due(@Nullable Due due, ZoneId dueZone) {
        if (due == null) {
            return words.get("due.none");
        }
        String when = when(due, dueZone);
        return due.words().isBlank()
                ? when
                : words.get("due.words", when, words.get("quoted", due.words().strip()));
    }

    private String when(Due due, ZoneId dueZone) {
        if (due.start() != null) {
            return words.get("window", day(due.start()), day(due.date()));
        }
        return due.time() == null
                ? day(due.date())
                : moment(due.date().atTime(due.time()).atZone(dueZone).toInstant());
    }

    /** As {@link #due}, with how far away it is where that helps. */
    String dueFromToday(@Nullable Due due, ZoneId dueZone) {
        String far = due == null ? "" : relative(due, dueZone);
        String when = due(due, dueZone);
        return far.isEmpty() ? when : words.get("with.relative", when, far);
    }

    private String relative(Due due, ZoneId dueZone) {
        LocalDate date =
                due.time() == null
                        ? due.date()
                        : LocalDate.ofInstant(
                                due.date().atTime(due.time()).atZone(dueZone).toInstant(), zone);
        if (due.start() != null && !date.isBefore(today)) {
            return due.start().isAfter(today)
                    ? begins(relative(due.start()))
                    : words.get("window.running");
        }
        return relative(date);
    }

    private String begins(String far) {
        return far.isEmpty() ? "" : words.get("window.begins", far);
    }

    private String relative(LocalDate date) {
        long days = ChronoUnit.DAYS.between(today, date);
        if (Math.abs(days) > NEAR_DAYS) {
            return days < 0 ? words.get("long.ago") : "";
        }
        return switch ((int) days) {
            case 0 -> words.get("today");
            case 1 -> words.get("tomorrow");
            case -1 -> words.get("yesterday");
            default -> days > 0 ? words.get("in.days", days) : words.get("days.ago", -days);
        };
    }

    String event(EventTime time) {
        return switch (time) {
            case EventTime.Timed(Instant start, Instant end) -> timed(start, end);
            case EventTime.AllDay(LocalDate start, LocalDate end) -> {
                LocalDate last = end.minusDays(1);
                yield last.equals(start)
                        ? words.get("day.whole", day(start))
                        : words.get("days.last", day(start), day(last));
            }
        };
    }

    private String timed(Instant start, Instant end) {
        ZonedDateTime from = start.atZone(zone);
        ZonedDateTime to = end.atZone(zone);
        String last =
                from.toLocalDate().equals(to.toLocalDate())
                        ? clock.format(to)
                        : day.format(to) + ", " + clock.format(to);
        return words.get("span", day.format(from), clock.format(from), last, zone.getId());
    }
}
