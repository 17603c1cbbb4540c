package org.tickler.dates;

import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A time of day.
 *
 * @param end index of the first lexeme behind it
 * @param half what is known about the half of the day
 * @param sure whether it is a time even without words around it
 * @param zone the zone that was named, or null
 */
record Clock(int end, LocalTime time, Half half, boolean sure, @Nullable ZoneId zone) {
    private static final int NOON = 12;
    private static final int FIRST_MORNING_HOUR = 8;

    /** Whether 3 is 3:00 or may be 15:00. */
    enum Half {
        /** "3pm", "15:00". */
        KNOWN,
        /** 15:00 if the words around it name the afternoon ("3 Uhr nachmittags"). */
        TOLD,
        /** 15:00 unless the words around it name the morning ("at 3"). */
        GUESSED
    }

    /** A time of 24 hours, or with its half of the day. */
    static Clock known(int end, int hour, int minute) {
        return new Clock(end, LocalTime.of(hour, minute), Half.KNOWN, true, null);
    }

    /** The time meant if the words name this part of the day, or none (null). */
    LocalTime in(@Nullable String part) {
        int hour = time.getHour();
        if (half == Half.KNOWN || hour > NOON) {
            return time;
        }
        boolean later =
                switch (part == null ? "" : part) {
                    case "morning", "first" -> false;
                    case "afternoon" -> hour < NOON;
                    case "evening" -> hour < NOON && hour > 3;
                    case "night", "tonight" -> hour < NOON && hour > 4;
                    default -> half == Half.GUESSED && hour > 0 && hour < FIRST_MORNING_HOUR;
                };
        boolean midnight = hour == NOON && ("night".equals(part) || "tonight".equals(part));
        return later ? time.plusHours(NOON) : midnight ? time.minusHours(NOON) : time;
    }

    /** Whether nobody who says "tonight" means it: "one tonight" is one of something. */
    boolean isDeepNight() {
        return !sure && half == Half.GUESSED && time.getHour() > 0 && time.getHour() < 5;
    }

    /** "at 3", "by 5", "at 12.30", which may still be a price or a rate. */
    boolean isHour() {
        return time.getMinute() == 0
                ? time.getHour() > 0 && time.getHour() <= NOON
                : time.getMinute() % 15 == 0;
    }

    /** "Thursday, 21 January, 18.30": a round time behind a whole date. */
    boolean isBehind(@Nullable Day day) {
        return day != null && day.sort() == Day.Sort.CALENDAR && time.getMinute() % 5 == 0;
    }

    /** Whether it is midnight, which as a deadline ends the day. */
    boolean isMidnight() {
        return half == Half.KNOWN && time.equals(LocalTime.MIDNIGHT);
    }

    /** The same, where it is a time only beside a day or a word that announces one. */
    Clock unsure() {
        return new Clock(end, time, half, false, zone);
    }

    Clock at(@Nullable ZoneId newZone, int newEnd) {
        return new Clock(newEnd, time, half, sure, newZone);
    }
}
