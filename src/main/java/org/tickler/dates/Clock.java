package org.tickler.dates;

import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A time of day.
 *
 * @param end index of the first lexeme behind it
 * @param open whether the half of the day was not said, so that 3 may be 15:00
 * @param sure whether it is a time even without words around it
 * @param zone the zone that was named, or null
 */
record Clock(int end, LocalTime time, boolean open, boolean sure, @Nullable ZoneId zone) {
    private static final int NOON = 12;
    private static final int FIRST_MORNING_HOUR = 8;

    /** The time meant if the words name this part of the day, or none (null). */
    LocalTime in(@Nullable String part) {
        int hour = time.getHour();
        if (!open || hour > NOON) {
            return time;
        }
        boolean later =
                switch (part == null ? "" : part) {
                    case "morning", "first" -> false;
                    case "afternoon" -> hour < NOON;
                    case "evening" -> hour < NOON && hour > 3;
                    case "night", "tonight" -> hour < NOON && hour > 4;
                    default -> hour > 0 && hour < FIRST_MORNING_HOUR;
                };
        boolean midnight = hour == NOON && ("night".equals(part) || "tonight".equals(part));
        return later ? time.plusHours(NOON) : midnight ? time.minusHours(NOON) : time;
    }

    Clock until(int newEnd) {
        return new Clock(newEnd, time, open, sure, zone);
    }

    Clock at(@Nullable ZoneId newZone, int newEnd) {
        return new Clock(newEnd, time, open, sure, newZone);
    }
}
