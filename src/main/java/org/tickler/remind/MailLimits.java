package org.tickler.remind;

/**
 * How much a person is reminded.
 *
 * @param perRun the most reminders written in one run; the others are due still in the next
 * @param perDay the most mails that Tickler writes to one person in a day by itself; the reminders
 *     above it come in one list, and what is due after that in the next morning
 */
public record MailLimits(int perRun, int perDay) {
    /** No limit at all. */
    public static final MailLimits NONE = new MailLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public MailLimits {
        if (perRun < 1 || perDay < 1) {
            throw new IllegalArgumentException("at least one mail");
        }
    }
}
