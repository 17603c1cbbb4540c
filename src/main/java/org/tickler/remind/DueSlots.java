package org.tickler.remind;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tickler.guard.Waiting;

/** The reminders whose moment has come and that are not written yet. */
public final class DueSlots implements Waiting {
    @Override
    public int count(Handle handle, Instant now, int limit) {
        return handle.attach(SlotStore.class).countDue(now, limit);
    }

    @Override
    public List<Item> list(Handle handle, Instant now, int limit) {
        return handle.attach(SlotStore.class).listDue(now, limit).stream()
                .map(slot -> new Item("reminder", slot.name(), slot.title(), slot.since()))
                .toList();
    }

    @Override
    public int drop(Handle handle, Instant now) {
        return handle.attach(SlotStore.class).dropDue(now);
    }

    @Override
    public void released(Handle handle, Instant now) {
        // A slot that is swept late says the same as one swept in time.
    }
}
