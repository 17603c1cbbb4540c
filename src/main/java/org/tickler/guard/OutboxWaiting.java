package org.tickler.guard;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tickler.outbox.OutboxStore;

/** The mails that are written and have not left. */
public final class OutboxWaiting implements Waiting {
    @Override
    public int count(Handle handle, Instant now, int limit) {
        return handle.attach(OutboxStore.class).countWaiting(now, limit);
    }

    /**
     * What the server has put off, too: after a hold it leaves at its time, and nobody asks again.
     */
    @Override
    public int total(Handle handle, Instant now, int limit) {
        return handle.attach(OutboxStore.class).countUnsent(limit);
    }

    @Override
    public List<Item> list(Handle handle, Instant now, int limit) {
        return handle.attach(OutboxStore.class).unsent(limit).stream()
                .map(row ->
                        new Item(row.kind(), row.recipient().value(), row.subject(), row.since()))
                .toList();
    }

    @Override
    public int drop(Handle handle, Instant now) {
        return handle.attach(OutboxStore.class).dropWaiting();
    }

    @Override
    public void released(Handle handle, Instant now) {
        handle.attach(OutboxStore.class).restart();
    }
}
