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
import org.tickler.people.Person;
import org.tickler.task.Task;
import org.tickler.task.TaskState;

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
     */
    public record Wish(@Nullable Duration length, List<Person> guests) {
        public static final Wish NONE = new Wish(null, List.of());

        public Wish {
            guests = List.copyOf(guests);
        }
    }

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
        var guests = new ArrayList<Person>();
        guests.add(owner);
        if (!plan.get().tentative()) {
            if (assignee != null && !assignee.id().equals(owner.id())) {
                guests.add(assignee);
            }
            guests.addAll(wish.guests());
        }
        return active.isPresent()
                ? update(handle, store, active.get(), plan.get(), task, owner, guests, now)
                : create(handle, store, plan.get(), task, owner, guests, now);
    }

    private static @Nullable Duration length(CalendarEvent event) {
        Instant start = event.startsAt();
        Instant end = event.endsAt();
        return start == null || end == null ? null : Duration.between(start, end);
    }

    private List<String> create(
            Handle handle,
            EventStore store,
            EventPlan plan,
            Task task,
            Person owner,
            List<Person> guests,
            Instant now) {
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
                        CalendarEvent.State.ACTIVE,
                        now,
                        now);
        CalendarEvent event = fresh.withId(store.insert(fresh));
        store.addRevision(event.id(), event, now);
        return invite(handle, store, event, task, owner, guests, now);
    }

    private List<String> update(
            Handle handle,
            EventStore store,
            CalendarEvent event,
            EventPlan plan,
            Task task,
            Person owner,
            List<Person> guests,
            Instant now) {
        boolean moved = !plan.time().equals(event.time()) || plan.tentative() != event.tentative();
        boolean renamed = !plan.summary().equals(event.summary());
        CalendarEvent current = event;
        if (moved) {
            // RFC 5546, 2.1.4: only a new time (for the receiver a "significant change") raises
            // SEQUENCE.
            current = event.moved(plan.time(), plan.tentative(), plan.summary(), now);
            store.update(current);
            store.addRevision(current.id(), current, now);
            store.askAgain(current.id(), current.startsAt());
        } else if (renamed) {
            current = event.renamed(plan.summary(), now);
            store.update(current);
        }
        if (moved || renamed) {
            for (Attendee attendee : standing(store, current)) {
                mail.request(handle, current, attendee, task, owner, true, now);
            }
        }
        return invite(handle, store, current, task, owner, guests, now);
    }

    private List<String> invite(
            Handle handle,
            EventStore store,
            CalendarEvent event,
            Task task,
            Person owner,
            List<Person> guests,
            Instant now) {
        var remarks = new ArrayList<String>();
        List<Attendee> invited = standing(store, event);
        for (Person guest : guests) {
            if (invited.stream().anyMatch(known -> guest.addresses().contains(known.address()))) {
                continue;
            }
            var address = guest.mailAddress();
            if (address.isEmpty()) {
                remarks.add(notInvited(guest));
                continue;
            }
            store.invite(event.id(), address.get(), guest.name(), guest.id());
            Attendee attendee =
                    standing(store, event).stream()
                            .filter(one -> one.address().equals(address.get()))
                            .findFirst()
                            .orElseThrow();
            mail.request(handle, event, attendee, task, owner, false, now);
            if (!guest.id().equals(owner.id())) {
                remarks.add(guest.name() + " was invited.");
            }
        }
        return remarks;
    }

    private static String notInvited(Person guest) {
        return guest.addresses().isEmpty()
                ? guest.name()
                        + " was not invited: no mail address is known. Answer \"invite\" with the date and the address."
                : guest.name()
                        + " was not invited: you have not approved "
                        + guest.addresses().getFirst()
                        + " yet. Answer \"invite\" with the date and \"with "
                        + guest.addresses().getFirst()
                        + "\" to allow it.";
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
            mail.cancel(handle, cancelled, attendee, task, owner, comment, now);
        }
    }

    private static List<Attendee> standing(EventStore store, CalendarEvent event) {
        return store.attendees(event.id()).stream()
                .filter(attendee -> attendee.state().equals("invited"))
                .toList();
    }
}
