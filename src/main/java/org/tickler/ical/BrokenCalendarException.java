package org.tickler.ical;

/** A calendar that cannot be read at all or is beyond the limits; the text says why. */
public final class BrokenCalendarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public BrokenCalendarException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
