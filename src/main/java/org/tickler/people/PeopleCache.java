package org.tickler.people;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Everybody we know, read from the database again only where somebody has changed since: every mail
 * is read in the light of all names. What another node wrote is seen as soon as it is committed.
 * Safe for use by many threads.
 */
public final class PeopleCache {
    private record Kept(String mark, List<Person> people) {}

    private volatile Kept kept = new Kept("", List.of());

    /** Everybody as this transaction sees them, in the order of {@link PersonStore#all}. */
    public List<Person> all(Handle handle) {
        PersonStore store = handle.attach(PersonStore.class);
        // The mark is read first: if the people are newer than their mark they are read once more.
        String mark = store.mark();
        Kept known = kept;
        if (!known.mark().equals(mark)) {
            known = new Kept(mark, List.copyOf(store.all()));
            kept = known;
        }
        return known.people();
    }
}
