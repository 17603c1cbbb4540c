package org.tickler.availability;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.availability.BusyStore.Reading;
import org.tickler.availability.CalendarFetch.Answer;
import org.tickler.calendar.BusyCalendar;
import org.tickler.calendar.BusyTime;
import org.tickler.calendar.UnreadableCalendarException;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.Sha256;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.people.PersonStore;

/**
 * Reads the calendars that people keep elsewhere, now and then and outside of any transaction, so
 * that mails can be written from the database alone. What a failing calendar said before stays.
 */
public final class OwnCalendars {
    private static final Logger LOG = LoggerFactory.getLogger(OwnCalendars.class);

    /** How far busy times are kept ahead; read whole again before it shrinks much. */
    private static final Duration AHEAD = Duration.ofDays(400);

    private static final Duration ENOUGH_AHEAD = Duration.ofDays(370);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(20);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /**
     * A configured calendar.
     *
     * @param person an address of whom it belongs to
     * @param location an http or https address, or a file
     * @param allowPrivate whether the address may lead to this machine or its network
     */
    public record Configured(EmailAddress person, String location, boolean allowPrivate) {}

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final List<Configured> calendars;

    public OwnCalendars(Jdbi jdbi, InstantSource clock, List<Configured> calendars) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.calendars = List.copyOf(calendars);
    }

    /**
     * Looks after each calendar that was not looked at for twenty minutes; returns how many were
     * read anew.
     */
    public int runOnce() {
        int read = 0;
        for (Configured calendar : calendars) {
            Optional<Person> person =
                    jdbi.withExtension(
                            PersonStore.class, store -> store.byAddress(calendar.person()));
            if (person.isPresent() && look(calendar, person.get())) {
                read++;
            }
        }
        return read;
    }

    private boolean look(Configured calendar, Person person) {
        Instant now = clock.instant();
        byte[] location = Sha256.of(calendar.location().getBytes(StandardCharsets.UTF_8));
        Reading before =
                jdbi.withExtension(BusyStore.class, store -> store.reading(person.id()))
                        .filter(known -> Arrays.equals(known.locationHash(), location))
                        .orElse(null);
        if (before != null && before.checkedAt().plus(BETWEEN_LOOKS).isAfter(now)) {
            return false;
        }
        Instant covered = before == null ? null : before.coversUntil();
        boolean enough = covered != null && covered.isAfter(now.plus(ENOUGH_AHEAD));
        return switch (fetch(calendar, enough ? before : null)) {
            case Answer.Content content -> take(person, location, content, before, now);
            case Answer.Unchanged _ -> {
                if (before != null) {
                    put(person, location, before, now, now, null);
                }
                yield false;
            }
            case Answer.Failed(String reason) -> {
                failed(person, location, before, now, reason);
                yield false;
            }
        };
    }

    private static Answer fetch(Configured calendar, @Nullable Reading known) {
        String location = calendar.location();
        if (!location.startsWith("http://") && !location.startsWith("https://")) {
            return file(Path.of(location));
        }
        try (var fetch = new CalendarFetch(calendar.allowPrivate(), DEADLINE)) {
            return known == null
                    ? fetch.get(URI.create(location), null, null)
                    : fetch.get(URI.create(location), known.etag(), known.lastModified());
        } catch (IllegalArgumentException broken) {
            return new Answer.Failed("It is no address.");
        }
    }

    private static Answer file(Path file) {
        try {
            return Files.size(file) > CalendarFetch.MOST_BYTES
                    ? new Answer.Failed("It is larger than 10 MB.")
                    : new Answer.Content(Files.readAllBytes(file), null, null);
        } catch (IOException failure) {
            return new Answer.Failed("The file cannot be read.");
        }
    }

    private boolean take(
            Person person,
            byte[] location,
            Answer.Content content,
            @Nullable Reading before,
            Instant now) {
        List<BusyTime> times;
        ZoneId zone = person.zone();
        Instant until = now.plus(AHEAD);
        try {
            times =
                    BusyCalendar.between(
                            content.bytes(), now.minus(Duration.ofDays(1)), until, zone);
        } catch (UnreadableCalendarException unreadable) {
            failed(person, location, before, now, String.valueOf(unreadable.getMessage()));
            return false;
        }
        jdbi.useTransaction(handle -> {
            BusyStore store = handle.attach(BusyStore.class);
            store.clear(person.id());
            store.add(person.id(), times);
            store.put(
                    new Reading(
                            person.id(),
                            location,
                            content.etag(),
                            content.lastModified(),
                            now,
                            now,
                            until,
                            null));
        });
        LOG.atInfo()
                .addKeyValue("person", person.id().value())
                .addKeyValue("busy", times.size())
                .log("A person's own calendar was read");
        return true;
    }

    private void failed(
            Person person, byte[] location, @Nullable Reading before, Instant now, String reason) {
        if (before == null || !reason.equals(before.problem())) {
            LOG.atWarn()
                    .addKeyValue("person", person.id().value())
                    .addKeyValue("reason", reason)
                    .log("A person's own calendar cannot be read");
        }
        put(person, location, before, before == null ? null : before.readAt(), now, reason);
    }

    private void put(
            Person person,
            byte[] location,
            @Nullable Reading before,
            @Nullable Instant readAt,
            Instant now,
            @Nullable String problem) {
        PersonId id = person.id();
        var reading =
                before == null
                        ? new Reading(id, location, null, null, readAt, now, null, problem)
                        : new Reading(
                                id,
                                location,
                                before.etag(),
                                before.lastModified(),
                                readAt,
                                now,
                                before.coversUntil(),
                                problem);
        jdbi.useTransaction(handle -> {
            BusyStore store = handle.attach(BusyStore.class);
            if (before == null) {
                // Another calendar than before: what that one said no longer counts.
                store.clear(id);
            }
            store.put(reading);
        });
    }
}
