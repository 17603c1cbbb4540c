package org.tickler.bounce;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.tickler.mail.EmailAddress;

/**
 * Keeps what came back from each address, refused at the door or returned later, and stops mail to
 * one that cannot be reached until the owner says otherwise. Within the caller's transaction.
 */
public final class Addresses {
    private static final int LONGEST = 300;

    private Addresses() {}

    /** What a failure did to its address. */
    public enum Verdict {
        /** It is still written to. */
        COUNTED,
        /** This was enough: the owner should be told. */
        STOPPED_NOW,
        /** It was stopped before; the owner knows. */
        STOPPED_BEFORE
    }

    /** An address that is not written to, and why. */
    public record Stopped(
            EmailAddress address, String reason, int hard, int soft, Instant stoppedAt) {}

    /**
     * Counts a failure.
     *
     * @param words what the server or the report said
     * @param mayStop false for the owner's own addresses: who is never written to learns nothing
     */
    public static Verdict failed(
            Handle handle,
            EmailAddress address,
            Failure failure,
            String words,
            boolean mayStop,
            Instant now) {
        var store = handle.attach(AddressStore.class);
        store.know(address, now);
        AddressStore.Row row = store.lock(address).orElseThrow();
        var score = new AddressScore(row.score(), row.scoredAt()).plus(failure, now);
        boolean before = row.stoppedAt() != null;
        boolean stop = !before && mayStop && score.isEnough();
        String reason = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
        store.score(
                address,
                score.value(),
                failure == Failure.HARD,
                reason,
                stop ? now : row.stoppedAt(),
                now);
        return before ? Verdict.STOPPED_BEFORE : stop ? Verdict.STOPPED_NOW : Verdict.COUNTED;
    }

    /** Those of these addresses that are not written to. */
    public static Set<EmailAddress> stoppedOf(Handle handle, Collection<EmailAddress> addresses) {
        return handle.attach(AddressStore.class)
                .stoppedOf(addresses.stream().map(EmailAddress::value).toArray(String[]::new));
    }

    /** The owner wants it written to again; false where it was not stopped. */
    public static boolean allow(Handle handle, EmailAddress address, Instant now) {
        return handle.attach(AddressStore.class).allow(address, now) == 1;
    }

    /** Those that are not written to, the newest first. */
    public static List<Stopped> stopped(Handle handle) {
        return handle.attach(AddressStore.class).stopped();
    }
}
