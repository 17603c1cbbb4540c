package org.tickler.calendar;

/** A calendar that is broken or beyond the limits; the text says why in words for the owner. */
public final class UnreadableCalendarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableCalendarException(String reason) {
        super(reason);
    }
}
