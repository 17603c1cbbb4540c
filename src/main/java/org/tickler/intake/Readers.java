package org.tickler.intake;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.tickler.ask.ReadingContext;
import org.tickler.mail.EmailAddress;
import org.tickler.people.Person;
import org.tickler.people.PersonStore;

/** For whom a text is read: the owner, and everybody known. */
public final class Readers {
    private Readers() {}

    public static ReadingContext context(Handle handle, Person owner, Instant now) {
        List<ReadingContext.Known> known =
                handle.attach(PersonStore.class).all().stream()
                        .filter(person -> !person.id().equals(owner.id()))
                        .map(person ->
                                new ReadingContext.Known(
                                        person.name(), person.addresses(), person.aliases()))
                        .toList();
        Set<EmailAddress> me = new HashSet<>(owner.addresses());
        return new ReadingContext(me, owner.name(), known, owner.zone(), owner.locale(), now);
    }
}
