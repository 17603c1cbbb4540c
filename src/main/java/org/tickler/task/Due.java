package org.tickler.task;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * When something is due, in the owner's zone: a day; a moment, if {@code time} is set; or a window,
 * if {@code start} is set, whose last day is {@code date}. A window never has a time. Two that mean
 * the same time are equal only if they were read from the same words.
 *
 * @param words the words it was read from ("early in the New Year"), or the empty string
 */
public record Due(
        LocalDate date, @Nullable LocalTime time, @Nullable LocalDate start, String words) {
    public Due {
        if (start != null && start.isAfter(date)) {
            throw new IllegalArgumentException(
                    "a window must not end before it starts: " + start + " to " + date);
        }
        if (start != null && time != null) {
            throw new IllegalArgumentException("a window has no time of day");
        }
    }

    /** Some time on {@code date}. */
    public static Due day(LocalDate date) {
        return new Due(date, null, null, "");
    }

    /** At {@code time} by the owner's clock. */
    public static Due moment(LocalDate date, LocalTime time) {
        return new Due(date, time, null, "");
    }

    /**
     * Some time from {@code start} to {@code end}, both included.
     *
     * @throws IllegalArgumentException if it ends before it starts
     */
    public static Due window(LocalDate start, LocalDate end) {
        return new Due(end, null, start, "");
    }

    /** The same time, read from {@code words}. */
    public Due withWords(String words) {
        return new Due(date, time, start, words);
    }

    public boolean isWindow() {
        return start != null;
    }

    public boolean isMoment() {
        return time != null;
    }
}
