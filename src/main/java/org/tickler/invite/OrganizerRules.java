package org.tickler.invite;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.PartStat;
import org.tickler.mail.EmailAddress;

/**
 * What an inbound calendar message means to the organizer (RFC 5546, 2.1.5, 3.2.3, 3.2.6 and
 * 3.2.7): pure, and the whole table in one place. {@link #judge} says what a message is, {@link
 * #after} what it changes about its guest; everything else is the caller's.
 *
 * <p>What always holds:
 *
 * <ul>
 *   <li>Only {@link Verdict.Answered}, {@link Verdict.Countered} and {@link Verdict.Delegated}
 *       change a guest, and only the guest whose own address, or an alias of it, sent the mail.
 *   <li>Answers in any order, with any repetitions, leave the same state: of two, the one to the
 *       later revision counts, then the one with the later stamp. Clocks of different people are
 *       never compared.
 *   <li>Which revision is answered is told by the time it echoes, as some clients send no SEQUENCE
 *       and some a wrong one; SEQUENCE decides where there is no time.
 *   <li>Each verdict allows at most one mail: to the guest (REFRESH, an answer to an old time or to
 *       a cancelled event) or to the owner (a question).
 * </ul>
 */
public final class OrganizerRules {
    private static final Comparator<Guest> LATER =
            Comparator.comparingInt(Guest::revision)
                    .thenComparing(Guest::stamp, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(Guest::partStat)
                    .thenComparing(guest -> String.valueOf(guest.counter()));

    private OrganizerRules() {}

    /** One time as it was sent. */
    public record Revision(int sequence, EventTime time) {}

    /**
     * @param active whether it still stands
     * @param revisions all times ever sent, oldest first; never empty
     */
    public record Event(boolean active, List<Revision> revisions) {
        public Event {
            revisions = List.copyOf(revisions);
            if (revisions.isEmpty()) {
                throw new IllegalArgumentException("an event was sent at least once");
            }
        }

        Revision current() {
            return revisions.getLast();
        }
    }

    /**
     * @param aliases other addresses of the same person, known for certain
     * @param invited false for who was taken off the list
     * @param revision the SEQUENCE of the revision last answered, or -1
     * @param stamp of the last answer, or null
     * @param counter the time proposed with it, or null
     */
    public record Guest(
            EmailAddress address,
            Set<EmailAddress> aliases,
            boolean invited,
            PartStat partStat,
            int revision,
            @Nullable Instant stamp,
            @Nullable EventTime counter) {
        public Guest {
            aliases = Set.copyOf(aliases);
        }

        boolean is(EmailAddress other) {
            return address.equals(other) || aliases.contains(other);
        }
    }

    /** What a message is. */
    public sealed interface Verdict {
        /** Only the organizer may send this method, and that is us (RFC 5546, 2.1.1). */
        record NotForUs() implements Verdict {}

        /** It names nobody who was invited: a forwarded invitation. For the owner to decide. */
        record Stranger(@Nullable EmailAddress address) implements Verdict {}

        /** In a guest's name, but from elsewhere. For the owner to know; nothing else. */
        record Unverified(Guest guest, EmailAddress from) implements Verdict {}

        /** The guest asks for the invitation again (RFC 5546, 3.2.6). */
        record Refresh(Guest guest) implements Verdict {}

        /** To an event or invitation that is gone: the CANCEL may have been lost. */
        record NoLongerStands(Guest guest) implements Verdict {}

        /** Neither yes nor no, or in words we do not know. */
        record Undecided(Guest guest) implements Verdict {}

        /** Somebody else is to come (RFC 5546, 3.2.2.3). For the owner to decide whether. */
        record Delegated(Guest guest, @Nullable EmailAddress to, int revision, Instant stamp)
                implements Verdict {}

        /** The guest has not seen the current time yet. */
        record OldTime(Guest guest) implements Verdict {}

        /** A later answer of the guest is known already. */
        record Stale(Guest guest) implements Verdict {}

        /** Word for word the known answer. */
        record Repeated(Guest guest) implements Verdict {}

        /** A proposal without a time, or to a time that is past talking about. */
        record Commented(Guest guest, String comment) implements Verdict {}

        /** The guest's answer to the current time. */
        record Answered(Guest guest, PartStat partStat, int revision, Instant stamp)
                implements Verdict {}

        /** The guest proposes another time. For the owner to decide. */
        record Countered(
                Guest guest, PartStat partStat, EventTime proposed, int revision, Instant stamp)
                implements Verdict {}
    }

    /**
     * @param from the only From address, authenticated by the caller
     * @param written the mail's Date, for messages whose DTSTAMP is unusable
     */
    public static Verdict judge(
            Event event,
            List<Guest> guests,
            CalendarMessage message,
            EmailAddress from,
            Instant written) {
        return switch (message.method()) {
            case REPLY, COUNTER, REFRESH -> fromGuest(event, guests, message, from, written);
            case PUBLISH, REQUEST, ADD, CANCEL, DECLINECOUNTER -> new Verdict.NotForUs();
            case null -> new Verdict.NotForUs();
        };
    }

    /** The guest as the verdict leaves them; the same guest for most verdicts. */
    public static Guest after(Guest guest, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Answered(Guest who, PartStat partStat, int revision, Instant stamp)
                    when who.address().equals(guest.address()) ->
                    answered(guest, partStat, revision, stamp, null);
            case Verdict.Delegated(Guest who, _, int revision, Instant stamp)
                    when who.address().equals(guest.address()) ->
                    answered(guest, PartStat.DELEGATED, revision, stamp, null);
            case Verdict.Countered(
                            Guest who,
                            PartStat partStat,
                            EventTime proposed,
                            int revision,
                            Instant stamp)
                    when who.address().equals(guest.address()) ->
                    answered(guest, partStat, revision, stamp, proposed);
            case Verdict _ -> guest;
        };
    }

    private static Guest answered(
            Guest guest,
            PartStat partStat,
            int revision,
            Instant stamp,
            @Nullable EventTime counter) {
        return new Guest(
                guest.address(),
                guest.aliases(),
                guest.invited(),
                partStat,
                revision,
                stamp,
                counter);
    }

    private static Verdict fromGuest(
            Event event,
            List<Guest> guests,
            CalendarMessage message,
            EmailAddress from,
            Instant written) {
        CalendarMessage.Attendee line = line(guests, message, from).orElse(null);
        Guest guest =
                line == null
                        ? null
                        : guests.stream()
                                .filter(one -> one.is(line.address()))
                                .findFirst()
                                .orElse(null);
        if (line == null || guest == null) {
            return new Verdict.Stranger(line == null ? null : line.address());
        }
        if (!guest.is(from)) {
            return new Verdict.Unverified(guest, from);
        }
        if (!event.active() || !guest.invited()) {
            return new Verdict.NoLongerStands(guest);
        }
        Instant stamp = message.stamp() == null ? written : message.stamp();
        return switch (message.method()) {
            case REFRESH -> new Verdict.Refresh(guest);
            case COUNTER -> counter(event, guest, line, message, stamp);
            case REPLY, PUBLISH, REQUEST, ADD, CANCEL, DECLINECOUNTER ->
                    reply(event, guest, line, message, stamp);
            case null -> new Verdict.NotForUs();
        };
    }

    private static Verdict reply(
            Event event,
            Guest guest,
            CalendarMessage.Attendee line,
            CalendarMessage message,
            Instant stamp) {
        PartStat answer = line.partStat();
        if (answer == null || answer == PartStat.NEEDS_ACTION) {
            return new Verdict.Undecided(guest);
        }
        Revision current = event.current();
        EventTime time = message.time();
        Optional<Revision> echoed = time == null ? Optional.empty() : sent(event, time);
        if (time != null && echoed.isEmpty() && mayMove(answer)) {
            // Some clients let people move what they accept and call it a REPLY.
            return proposal(event, guest, answer, time, stamp);
        }
        boolean late = message.sequence() != null && message.sequence() < current.sequence();
        boolean old = echoed.isPresent() ? echoed.get() != current : late;
        if (old) {
            return new Verdict.OldTime(guest);
        }
        return latest(
                guest,
                answer == PartStat.DELEGATED
                        ? new Verdict.Delegated(
                                guest, line.delegatedTo(), current.sequence(), stamp)
                        : new Verdict.Answered(guest, answer, current.sequence(), stamp));
    }

    /** Who does not come has no say in when it is. */
    private static boolean mayMove(PartStat answer) {
        return answer != PartStat.DECLINED && answer != PartStat.DELEGATED;
    }

    private static Verdict counter(
            Event event,
            Guest guest,
            CalendarMessage.Attendee line,
            CalendarMessage message,
            Instant stamp) {
        EventTime time = message.time();
        Integer sequence = message.sequence();
        boolean late = sequence != null && sequence < event.current().sequence();
        if (time == null || late) {
            return new Verdict.Commented(guest, message.comment() == null ? "" : message.comment());
        }
        PartStat partStat =
                line.partStat() == PartStat.DECLINED ? PartStat.DECLINED : PartStat.TENTATIVE;
        return start(time).equals(start(event.current().time()))
                ? latest(
                        guest,
                        new Verdict.Answered(guest, partStat, event.current().sequence(), stamp))
                : proposal(event, guest, partStat, time, stamp);
    }

    /** A proposal is never an acceptance of the time that stands. */
    private static Verdict proposal(
            Event event, Guest guest, PartStat answer, EventTime time, Instant stamp) {
        PartStat partStat = answer == PartStat.DECLINED ? answer : PartStat.TENTATIVE;
        return latest(
                guest,
                new Verdict.Countered(guest, partStat, time, event.current().sequence(), stamp));
    }

    /** RFC 5546, 2.1.5; equal stamps need an order too, or the last to arrive would win. */
    private static Verdict latest(Guest guest, Verdict verdict) {
        Guest next = after(guest, verdict);
        int order = guest.stamp() == null ? 1 : LATER.compare(next, guest);
        if (order == 0) {
            return new Verdict.Repeated(guest);
        }
        return order > 0 ? verdict : new Verdict.Stale(guest);
    }

    /**
     * With several ATTENDEE lines, as scripts of people with many addresses write, the sender's.
     */
    private static Optional<CalendarMessage.Attendee> line(
            List<Guest> guests, CalendarMessage message, EmailAddress from) {
        Optional<Guest> sender = guests.stream().filter(guest -> guest.is(from)).findFirst();
        return message.attendees().stream()
                .filter(line -> sender.filter(guest -> guest.is(line.address())).isPresent())
                .findFirst()
                .or(() -> message.attendees().stream().findFirst());
    }

    /** The latest revision that starts when {@code time} does: ends are often lost or rounded. */
    private static Optional<Revision> sent(Event event, EventTime time) {
        for (Revision revision : event.revisions().reversed()) {
            if (start(revision.time()).equals(start(time))) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }

    private static Object start(EventTime time) {
        return switch (time) {
            case EventTime.Timed(Instant start, _) -> start;
            case EventTime.AllDay(LocalDate start, _) -> start;
        };
    }
}
