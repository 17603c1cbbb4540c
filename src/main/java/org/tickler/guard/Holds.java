package org.tickler.guard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.tickler.guard.Hold.Reason;

/**
 * The hold on all that leaves: while there is one, no node sends anything, and nothing new is
 * written for reminders and digests. Safe for use by many threads and nodes.
 */
public final class Holds {
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    private static final int COUNTED = 100_000;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final List<Waiting> waiting;

    public Holds(Jdbi jdbi, InstantSource clock, List<Waiting> waiting) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.waiting = List.copyOf(waiting);
    }

    public Optional<Hold> current() {
        return jdbi.withHandle(Holds::current);
    }

    /** The same within the caller's transaction. */
    public static Optional<Hold> current(Handle handle) {
        return handle.attach(GuardStore.class)
                .current()
                .map(row -> new Hold(Reason.of(row.reason()), row.detail(), row.heldAt()));
    }

    /** Holds everything; false where it is held already. */
    public boolean hold(Reason reason, String detail) {
        return jdbi.inTransaction(handle -> hold(handle, reason, detail, clock.instant()));
    }

    static boolean hold(Handle handle, Reason reason, String detail, Instant now) {
        boolean held = handle.attach(GuardStore.class).hold(reason.word(), detail, now) == 1;
        if (held) {
            // Whoever asks for it knows.
            LOG.atLevel(reason == Hold.Reason.ASKED ? Level.INFO : Level.ERROR)
                    .addKeyValue("reason", reason.word())
                    .log("Nothing leaves until 'tickler release' or the page's button");
        }
        return held;
    }

    int count(Handle handle, Instant now, int limit) {
        int count = 0;
        for (Waiting some : waiting) {
            if (count < limit) {
                count += some.count(handle, now, limit - count);
            }
        }
        return count;
    }

    /**
     * What would leave.
     *
     * @param total how many mails that are in all, counted to 100,000
     */
    public record Preview(List<Waiting.Item> items, int total) {
        public Preview {
            items = List.copyOf(items);
        }
    }

    /** What would leave now, the first {@code limit} of it by name. */
    public Preview preview(int limit) {
        return jdbi.inTransaction(handle -> {
            Instant now = clock.instant();
            var items = new ArrayList<Waiting.Item>();
            for (Waiting some : waiting) {
                items.addAll(some.list(handle, now, Math.max(0, limit - items.size())));
            }
            int total = 0;
            for (Waiting some : waiting) {
                total += some.total(handle, now, COUNTED - Math.min(total, COUNTED));
            }
            return new Preview(items, total);
        });
    }

    /**
     * Lets everything leave again.
     *
     * @param who for the record
     * @param drop gives up what waits instead of sending it
     * @return how many mails were given up; empty if nothing was held
     */
    public Optional<Integer> release(String who, boolean drop) {
        return jdbi.inTransaction(handle -> {
            Instant now = clock.instant();
            GuardStore store = handle.attach(GuardStore.class);
            if (store.release(who, now) == 0) {
                return Optional.empty();
            }
            int dropped = 0;
            for (Waiting some : waiting) {
                if (drop) {
                    dropped += some.drop(handle, now);
                }
                some.released(handle, now);
            }
            store.allowFlood(true);
            LOG.atInfo().addKeyValue("dropped", dropped).log("Mail may leave again");
            return Optional.of(dropped);
        });
    }
}
