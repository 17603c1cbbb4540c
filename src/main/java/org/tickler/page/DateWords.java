package org.tickler.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tickler.task.Due;

/** Dates in words, for a reader in {@code zone} at {@code now}. */
public record DateWords(ZoneId zone, Instant now) {
    private static final DateTimeFormatter DAY = pattern("EEE d MMM");
    private static final DateTimeFormatter DAY_AND_YEAR = pattern("EEE d MMM uuuu");
    private static final DateTimeFormatter FULL_DAY = pattern("EEEE d MMMM");
    private static final DateTimeFormatter WITH_YEAR = pattern("d MMMM uuuu");
    private static final DateTimeFormatter WITHOUT_YEAR = pattern("d MMMM");
    private static final DateTimeFormatter TIME = pattern("HH:mm");

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    public LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }

    /** Such as "Fri 21 Nov"; the year is left out while it is the current one. */
    public String day(LocalDate day) {
        return (day.getYear() == today().getYear() ? DAY : DAY_AND_YEAR).format(day);
    }

    /** Such as "Fri 21 Nov, 14:30". */
    public String moment(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return day(local.toLocalDate()) + ", " + TIME.format(local);
    }

    /** The end of a span that began at {@code start}: the time alone on the same day. */
    public String sameDayEnd(Instant start, Instant end) {
        boolean same = start.atZone(zone).toLocalDate().equals(end.atZone(zone).toLocalDate());
        return same ? TIME.format(end.atZone(zone)) : moment(end);
    }

    /** Such as "Fri 21 Nov", "Fri 21 Nov, 14:30" or "16 to 31 Mar". */
    public String due(Due due) {
        LocalDate start = due.start();
        LocalTime time = due.time();
        if (start != null) {
            return span(start, due.date());
        }
        return time == null ? day(due.date()) : day(due.date()) + ", " + TIME.format(time);
    }

    /** Days from the first to the last, such as "16 to 31 Mar". */
    public String span(LocalDate first, LocalDate last) {
        if (first.equals(last)) {
            return day(first);
        }
        return YearMonth.from(first).equals(YearMonth.from(last))
                ? first.getDayOfMonth() + " to " + day(last).replaceFirst("^\\S+ ", "")
                : day(first) + " to " + day(last);
    }

    /**
     * A week with its year, such as "9 to 15 March 2026" or "29 December 2025 to 4 January 2026".
     */
    static String week(LocalDate first) {
        LocalDate last = first.plusDays(6);
        String end = WITH_YEAR.format(last);
        if (YearMonth.from(first).equals(YearMonth.from(last))) {
            return first.getDayOfMonth() + " to " + end;
        }
        boolean sameYear = first.getYear() == last.getYear();
        return (sameYear ? WITHOUT_YEAR : WITH_YEAR).format(first) + " to " + end;
    }

    /** Such as "Friday 21 November". */
    public String todayInFull() {
        return FULL_DAY.format(today());
    }

    /** Whether its last day is over, or its moment has come. */
    public boolean isPast(Due due) {
        return daysUntil(due) < 0 || (daysUntil(due) == 0 && !momentOf(due).isAfter(now));
    }

    /** A day is over when the next one begins. */
    private Instant momentOf(Due due) {
        LocalTime time = due.time();
        return time == null
                ? due.date().plusDays(1).atStartOfDay(zone).toInstant()
                : due.date().atTime(time).atZone(zone).toInstant();
    }

    /** How far off it is, such as "tomorrow" or "3 days overdue". */
    public String distance(Due due) {
        long days = daysUntil(due);
        LocalDate start = due.start();
        if (start != null && days >= 0 && !start.isAfter(today())) {
            return days == 0 ? "until today" : "until then " + count(days, "day");
        }
        if (start != null && days > 0) {
            return "opens in " + count(ChronoUnit.DAYS.between(today(), start), "day");
        }
        if (days < 0) {
            return count(-days, "day") + " overdue";
        }
        if (days == 0) {
            return isPast(due) ? "overdue since today" : "today";
        }
        return days == 1 ? "tomorrow" : days < 60 ? "in " + count(days, "day") : "";
    }

    private long daysUntil(Due due) {
        return ChronoUnit.DAYS.between(today(), due.date());
    }

    /** How long ago something was, such as "4 minutes ago"; "never" for null. */
    public String ago(@Nullable Instant at) {
        if (at == null) {
            return "never";
        }
        Duration age = Duration.between(at, now);
        return age.compareTo(Duration.ofSeconds(10)) < 0 ? "just now" : span(age) + " ago";
    }

    /** How long until something happens, such as "in 4 minutes"; "now" for the past. */
    public String until(Instant at) {
        Duration left = Duration.between(now, at);
        return left.isPositive() ? "in " + span(left) : "now";
    }

    /** The largest unit that fits, such as "4 minutes". */
    public static String span(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < 60) {
            return count(seconds, "second");
        }
        if (seconds < 90 * 60) {
            return count(Math.round(seconds / 60.0), "minute");
        }
        if (seconds < 36 * 3600) {
            return count(Math.round(seconds / 3600.0), "hour");
        }
        return count(Math.round(seconds / 86_400.0), "day");
    }

    /** Such as "1 day" or "3 days". */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
