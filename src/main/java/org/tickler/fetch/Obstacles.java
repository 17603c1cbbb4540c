package org.tickler.fetch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.tickler.fetch.ImapConnection.Listed;

/**
 * Messages that the server does not give out, or at which it breaks off: one of them must not keep
 * those behind it from being read. Whether it is the message or the time that is bad shows by
 * another: only where a later one is given, and this one in the same session still is not, it is
 * given up. For one thread at a time.
 */
final class Obstacles {
    /** How often a message is asked for that the server lists and does not give out. */
    private static final int TRIES = 3;

    private final Map<Long, Integer> withheld = new HashMap<>();
    private final Set<Long> broken = new HashSet<>();
    private final Set<Long> lastChance = new HashSet<>();
    private final Set<Long> hopeless = new HashSet<>();
    private long numbering;

    /** Up to here a message is asked for alone, to find out which one it is. */
    private long suspectUpTo;

    /** A session begins; all is forgotten where the server has given all messages other numbers. */
    void begin(long uidValidity) {
        lastChance.clear();
        if (uidValidity != numbering) {
            numbering = uidValidity;
            suspectUpTo = 0;
            withheld.clear();
            broken.clear();
            hopeless.clear();
        }
    }

    /** Whether a message is asked for alone. */
    boolean isSuspect(long uid) {
        return uid <= suspectUpTo;
    }

    /** Whether the server broke off when it was asked for this one alone. */
    boolean isBroken(long uid) {
        return broken.contains(uid);
    }

    /** Whether this one is given up. */
    boolean isHopeless(long uid) {
        return hopeless.contains(uid);
    }

    /** Notes which messages were asked for when the server broke off. */
    <T> T ask(List<Listed> messages, Supplier<T> question) {
        try {
            return question.get();
        } catch (ImapFailure e) {
            brokeOff(messages.stream().map(Listed::uid).toList());
            throw e;
        }
    }

    private void brokeOff(List<Long> uids) {
        if (uids.size() > 1) {
            suspectUpTo = Math.max(suspectUpTo, uids.getLast());
        } else if (!broken.add(uids.getFirst()) && lastChance.contains(uids.getFirst())) {
            hopeless.add(uids.getFirst());
        }
    }

    /** A later one was given: this one is given up unless it comes in this session. */
    void lastChance(long uid) {
        lastChance.add(uid);
    }

    /** It came. */
    void given(long uid) {
        broken.remove(uid);
        withheld.remove(uid);
    }

    /**
     * The server gave nothing for it and did not break off. One that is in trouble may give out
     * nothing now and the message a minute later.
     *
     * @return whether it is to be asked again
     */
    boolean isWithheldForNow(long uid) {
        if (withheld.merge(uid, 1, Integer::sum) < TRIES) {
            return true;
        }
        withheld.remove(uid);
        return false;
    }
}
