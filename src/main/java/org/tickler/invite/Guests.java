package org.tickler.invite;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tickler.invite.EventStore.Attendee;
import org.tickler.people.People;
import org.tickler.people.PersonId;
import org.tickler.task.TaskId;

/** Who is invited to the event of a task, the owner left out, as people name them. */
public final class Guests {
    private final Handle handle;
    private final List<Attendee> all;

    public Guests(Handle handle, TaskId task) {
        this.handle = handle;
        EventStore store = handle.attach(EventStore.class);
        all =
                store
                        .active(task)
                        .map(event -> store.attendees(event.id()))
                        .orElseGet(List::of)
                        .stream()
                        .filter(one -> one.stands() && !one.role().equals("owner"))
                        .toList();
    }

    public List<Attendee> all() {
        return all;
    }

    /** Those of this address, this name, this first name, or known under it. */
    public List<Attendee> called(String name) {
        String wanted = name.strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT);
        List<Attendee> exact =
                all.stream()
                        .filter(one ->
                                one.address().value().equals(wanted)
                                        || one.name().toLowerCase(Locale.ROOT).equals(wanted))
                        .toList();
        return exact.isEmpty() ? all.stream().filter(one -> isCalled(one, wanted)).toList() : exact;
    }

    private boolean isCalled(Attendee guest, String wanted) {
        String first = guest.name().toLowerCase(Locale.ROOT).split("[ .@]", 2)[0];
        PersonId person = guest.personId();
        return first.equals(wanted)
                || guest.address().localPart().equals(wanted)
                || person != null
                        && new People(handle).find(wanted) instanceof People.Found.One(var known)
                        && known.id().equals(person);
    }

    /** For a sentence; "nobody" where there are none. */
    public static String names(List<Attendee> guests) {
        return guests.isEmpty()
                ? "nobody"
                : guests.stream().map(Attendee::called).collect(Collectors.joining(", "));
    }
}
