package org.tickler.fault;

/**
 * What went into a life and came out of it.
 *
 * @param missed deaths whose place was never reached, so that they came later, from outside
 * @param again mails that came more than once
 * @param sequence the highest SEQUENCE of an event
 */
record Tally(int deaths, int missed, int in, int out, int again, int reminders, int sequence) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                deaths + other.deaths,
                missed + other.missed,
                in + other.in,
                out + other.out,
                again + other.again,
                reminders + other.reminders,
                Math.max(sequence, other.sequence));
    }

    @Override
    public String toString() {
        return deaths
                + " deaths ("
                + missed
                + " at no chosen place), "
                + in
                + " mails in, "
                + out
                + " out, "
                + again
                + " of them again, "
                + reminders
                + " reminders, SEQUENCE up to "
                + sequence;
    }
}
