package org.tickler.ical;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The value types of RFC 5545, 3.3, read tolerantly; what is no such value is empty. */
public final class CalendarValues {
    private CalendarValues() {}

    /**
     * A DATE or DATE-TIME.
     *
     * @param time null for a DATE
     * @param offset UTC for a {@code Z}, else null
     */
    public record Moment(LocalDate date, @Nullable LocalTime time, @Nullable ZoneOffset offset) {
        public LocalDateTime local() {
            return date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        }

        /** Null where the value has no zone of its own. */
        public @Nullable Instant instant() {
            return offset == null ? null : local().toInstant(offset);
        }
    }

    /** The basic form of RFC 5545, 3.3.4 and 3.3.5, and the extended form of ISO 8601. */
    public static Optional<Moment> dateTime(String value) {
        String text = value.strip().toUpperCase(Locale.ROOT);
        if (text.length() < 8 || text.length() > 40) {
            return Optional.empty();
        }
        int t = text.indexOf('T');
        String day = (t < 0 ? text : text.substring(0, t)).replace("-", "");
        try {
            LocalDate date = LocalDate.of(number(day, 0, 4), number(day, 4, 6), number(day, 6, 8));
            if (t < 0) {
                return day.length() == 8
                        ? Optional.of(new Moment(date, null, null))
                        : Optional.empty();
            }
            return Optional.of(withTime(date, text.substring(t + 1)));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            return Optional.empty();
        }
    }

    private static Moment withTime(LocalDate date, String text) {
        int zone = 0;
        while (zone < text.length() && "Z+-".indexOf(text.charAt(zone)) < 0) {
            zone++;
        }
        String clock = text.substring(0, zone).replace(":", "").strip();
        ZoneOffset offset = null;
        if (zone < text.length()) {
            offset =
                    text.charAt(zone) == 'Z' ? ZoneOffset.UTC : ZoneOffset.of(text.substring(zone));
        }
        int hour = number(clock, 0, 2);
        int second = clock.length() < 6 ? 0 : Math.min(59, number(clock, 4, 6));
        if (hour == 24) {
            return new Moment(date.plusDays(1), LocalTime.MIDNIGHT, offset);
        }
        return new Moment(date, LocalTime.of(hour, number(clock, 2, 4), second), offset);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseUnsignedInt(text.substring(from, to));
    }

    /** UTC-OFFSET (RFC 5545, 3.3.14), of at most 18 hours. */
    public static Optional<ZoneOffset> offset(String value) {
        String text = value.strip().replace(":", "");
        try {
            boolean signed = text.startsWith("+") || text.startsWith("-");
            int sign = text.startsWith("-") ? -1 : 1;
            String digits = signed ? text.substring(1) : text;
            int seconds = number(digits, 0, 2) * 3600 + number(digits, 2, 4) * 60;
            seconds += digits.length() < 6 ? 0 : number(digits, 4, 6);
            return Optional.of(ZoneOffset.ofTotalSeconds(sign * seconds));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            return Optional.empty();
        }
    }

    /** DURATION (RFC 5545, 3.3.6), positive and of at most ten years. */
    public static Optional<Duration> duration(String value) {
        String text = value.strip().toUpperCase(Locale.ROOT);
        if (text.length() < 2 || text.length() > 30 || text.startsWith("-")) {
            return Optional.empty();
        }
        int t = text.indexOf('T');
        try {
            Duration days =
                    t == 1 || t == 2 && text.startsWith("+")
                            ? Duration.ZERO
                            : days(t < 0 ? text : text.substring(0, t));
            Duration time =
                    t < 0 || t == text.length() - 1
                            ? Duration.ZERO
                            : Duration.parse("PT" + text.substring(t + 1));
            Duration all = days.plus(time);
            boolean usable = !all.isNegative() && all.toDays() < 3660;
            return usable ? Optional.of(all) : Optional.empty();
        } catch (DateTimeException | ArithmeticException broken) {
            return Optional.empty();
        }
    }

    private static Duration days(String text) {
        Period period = Period.parse(text);
        return Duration.ofDays(Math.addExact(period.toTotalMonths() * 30, period.getDays()));
    }

    /** A non-negative INTEGER of at most nine digits, or null. */
    public static @Nullable Integer integer(String value) {
        String digits = value.strip();
        digits = digits.startsWith("+") ? digits.substring(1) : digits;
        boolean plain =
                !digits.isEmpty()
                        && digits.length() <= 9
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Integer.valueOf(digits) : null;
    }
}
