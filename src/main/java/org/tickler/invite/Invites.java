package org.tickler.invite;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.invite.EventStore.Attendee;
import org.tickler.letter.Letter.EventMail.News;
import org.tickler.people.Person;
import org.tickler.task.Task;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;

/**
 * Keeps the calendars of the people concerned in step with a task, within the caller's transaction:
 * an invitation when a follow-up gets its date, an update when it moves, a CANCEL when it falls
 * away (RFC 5546, 3.2). Mail goes to approved addresses only.
 */
public final class Invites {
    /**
     * What an {@code invite} command asks for beyond the date.
     *
     * @param length of the meeting; null keeps what is there, or the usual hour
     * @param guests further people to invite
     * @param place where it is; null keeps what is there
     */
    public record Wish(@Nullable Duration length, List<Person> guests, @Nullable String place) {
        public static final Wish NONE = new Wish(null, List.of(), null);

        public Wish {
            guests = List.copyOf(guests);
        }
    }

    /** Changed words wait this long for further ones: nobody wants a mail for each. */
    static final Duration BETWEEN_WORDS = Duration.ofMinutes(10);

    private final InvitationMail mail;
    private final Supplier<UUID> uids;

    /**
     * @param uids makes the unguessable part of event UIDs
     */
    public Invites(InvitationMail mail, Supplier<UUID> uids) {
        this.mail = mail;
        this.uids = uids;
    }

    /**
     * Brings the event of {@code task} in step with it.
     *
     * @param assignee who must act, or null
     * @return sentences for the receipt: who was invited, or why somebody was not
     */
    public List<String> sync(
            Handle handle,
            Task task,
            Person owner,
            @Nullable Person assignee,
            Wish wish,
            Instant now) {
        EventStore store = handle.attach(EventStore.class);
        Optional<CalendarEvent> active = store.active(task.id());
        Duration length =
                wish.length() != null ? wish.length() : active.map(Invites::length).orElse(null);
        Optional<EventPlan> plan =
                EventPlan.of(task, assignee, owner.zone(), length)
                        .filter(wanted -> !EventPlan.isPast(wanted.time(), owner.zone(), now));
        if (plan.isEmpty()) {
            active.ifPresent(event -> end(handle, store, event, task, owner, now));
            return List.of();
        }
        var guests = new ArrayList<Guest>();
        guests.add(new Guest(owner, "owner"));
        if (!plan.get().tentative()) {
            if (assignee != null && !assignee.id().equals(owner.id())) {
                guests.add(new Guest(assignee, "assignee"));
            }
            wish.guests().forEach(guest -> guests.add(new Guest(guest, "guest")));
        }
        CalendarEvent event =
                active.isPresent()
                        ? update(handle, store, active.get(), plan.get(), task, wish, now)
                        : create(store, plan.get(), task, wish, now);
        event = removeFormer(handle, store, event, task, assignee, now);
        List<String> remarks = invite(handle, store, event, task, owner, guests, now);
        if (plan.get().tentative() && !wish.guests().isEmpty()) {
            remarks.add(
                    "Nobody is invited to a whole day: it only holds it in your calendar. Write for"
                            + " example \"invite thursday 3pm with ana\".");
        }
        return remarks;
    }

    /** Somebody to be invited, and why. */
    private record Guest(Person person, String role) {}

    private static @Nullable Duration length(CalendarEvent event) {
        Instant start = event.startsAt();
        Instant end = event.endsAt();
        return start == null || end == null ? null : Duration.between(start, end);
    }

    private CalendarEvent create(
            EventStore store, EventPlan plan, Task task, Wish wish, Instant now) {
        String uid = uids.get().toString().toLowerCase(Locale.ROOT) + "@" + mail.domain();
        var fresh =
                new CalendarEvent(
                        0,
                        task.id(),
                        uid,
                        0,
                        plan.time(),
                        plan.tentative(),
                        plan.summary(),
                        wish.place() == null ? "" : wish.place(),
                        CalendarEvent.State.ACTIVE,
                        now,
                        now);
        CalendarEvent event = fresh.withId(store.insert(fresh));
        store.addRevision(event.id(), event, now);
        return event;
    }

    /**
     * A new time is told at once, new words alone a little later, and what no calendar shows never
     * (RFC 5546, 2.1.4: only a new time raises SEQUENCE).
     */
    private CalendarEvent update(
            Handle handle,
            EventStore store,
            CalendarEvent event,
            EventPlan plan,
            Task task,
            Wish wish,
            Instant now) {
        String place = wish.place() == null ? event.location() : wish.place();
        boolean moved = !plan.time().equals(event.time()) || plan.tentative() != event.tentative();
        boolean reworded =
                !plan.summary().equals(event.summary()) || !place.equals(event.location());
        CalendarEvent current = event;
        if (reworded) {
            current = current.renamed(plan.summary(), place, now);
            store.update(current);
            store.tellAt(current.id(), now.plus(BETWEEN_WORDS));
        }
        if (moved) {
            current = current.moved(plan.time(), plan.tentative(), now);
            store.update(current);
            store.addRevision(current.id(), current, now);
            store.askAgain(current);
            tell(handle, store, current, task, now);
        }
        return current;
    }

    /** All who stand are sent the event as it is now. */
    private void tell(
            Handle handle, EventStore store, CalendarEvent event, Task task, Instant now) {
        store.told(event.id());
        for (Attendee attendee : standing(store, event)) {
            mail.request(handle, event, attendee, task, News.CHANGED, now);
        }
    }

    /**
     * Tells the guests of changed words whose time has come, one event at most; false where there
     * is none. Several nodes may do it at the same time.
     */
    boolean tellNext(Handle handle, Instant now) {
        EventStore store = handle.attach(EventStore.class);
        Optional<CalendarEvent> due = store.toTell(now);
        due.ifPresent(event -> {
            Task task = handle.attach(TaskStore.class).find(event.taskId()).orElseThrow();
            boolean stands = event.state() == CalendarEvent.State.ACTIVE;
            // What was changed and changed back needs no mail.
            if (stands && store.saysAnew(event.id())) {
                tell(handle, store, event, task, now);
            } else {
                store.told(event.id());
            }
        });
        return due.isPresent();
    }

    /** Who was to act and no longer is need not come (RFC 5546, 3.2.5). */
    private CalendarEvent removeFormer(
            Handle handle,
            EventStore store,
            CalendarEvent event,
            Task task,
            @Nullable Person assignee,
            Instant now) {
        CalendarEvent current = event;
        for (Attendee attendee : standing(store, event)) {
            boolean former =
                    attendee.role().equals("assignee")
                            && (assignee == null || !assignee.id().equals(attendee.personId()));
            if (former) {
                current = current.withNextSequence(now);
                store.update(current);
                store.remove(event.id(), attendee.address());
                mail.cancel(handle, current, attendee, task, null, now);
            }
        }
        return current;
    }

    /**
     * Takes these guests off the event: each is sent a CANCEL, the others nothing, for their
     * calendars show no guests (RFC 5546, 3.2.5). Only an invitation by name brings them back.
     *
     * @return a sentence for the receipt
     */
    public String uninvite(Handle handle, Task task, List<Attendee> guests, Instant now) {
        EventStore store = handle.attach(EventStore.class);
        CalendarEvent event = store.active(task.id()).orElseThrow();
        List<Attendee> before = new Guests(handle, task.id()).all();
        for (Attendee guest : guests) {
            event = event.withNextSequence(now);
            store.update(event);
            store.uninvite(event.id(), guest.address());
            mail.cancel(handle, event, guest, task, null, now);
        }
        List<Attendee> after = new Guests(handle, task.id()).all();
        return "Guests: "
                + Guests.names(before)
                + " → "
                + Guests.names(after)
                + ". "
                + Guests.names(guests)
                + (guests.size() == 1 ? " is" : " are")
                + " sent a cancellation; \"invite with "
                + guests.getFirst().address()
                + "\" would ask them again.";
    }

    private List<String> invite(
            Handle handle,
            EventStore store,
            CalendarEvent event,
            Task task,
            Person owner,
            List<Guest> guests,
            Instant now) {
        var remarks = new ArrayList<String>();
        List<Attendee> known = store.attendees(event.id());
        for (Guest one : guests) {
            Person guest = one.person();
            if (known.stream().anyMatch(attendee -> isThere(attendee, one))) {
                continue;
            }
            var address = guest.mailAddress();
            if (address.isEmpty()) {
                remarks.add(notInvited(guest));
                continue;
            }
            store.invite(event.id(), address.get(), guest.name(), guest.id(), one.role());
            Attendee attendee =
                    standing(store, event).stream()
                            .filter(standing -> standing.address().equals(address.get()))
                            .findFirst()
                            .orElseThrow();
            mail.request(handle, event, attendee, task, News.INVITED, now);
            if (!guest.id().equals(owner.id())) {
                remarks.add(guest.name() + " was invited.");
            }
        }
        return remarks;
    }

    /**
     * An address that failed, and who was taken off, is tried again only where somebody asks for
     * them by name.
     */
    private static boolean isThere(Attendee attendee, Guest guest) {
        boolean failed = attendee.state().equals("bounced") && !guest.role().equals("guest");
        boolean takenOff = attendee.uninvited() && !guest.role().equals("guest");
        return (attendee.stands() || failed || takenOff)
                && guest.person().addresses().contains(attendee.address());
    }

    private static String notInvited(Person guest) {
        return guest.addresses().isEmpty()
                ? guest.name()
                        + " was not invited: no mail address is known. Reply \"invite with\" and the address."
                : guest.name()
                        + " was not invited: you have not approved "
                        + guest.addresses().getFirst()
                        + " yet. To allow it, reply \"invite with "
                        + guest.addresses().getFirst()
                        + "\".";
    }

    /** An event that took place needs no mail; one that is ahead is taken out of the calendars. */
    private void end(
            Handle handle,
            EventStore store,
            CalendarEvent event,
            Task task,
            Person owner,
            Instant now) {
        if (EventPlan.isPast(event.time(), owner.zone(), now)) {
            store.update(event.closed(now));
            return;
        }
        CalendarEvent cancelled = event.cancelled(now);
        store.update(cancelled);
        String comment = task.state() == TaskState.DONE ? "done" : null;
        for (Attendee attendee : standing(store, event)) {
            mail.cancel(handle, cancelled, attendee, task, comment, now);
        }
    }

    private static List<Attendee> standing(EventStore store, CalendarEvent event) {
        return store.attendees(event.id()).stream().filter(Attendee::stands).toList();
    }
}
