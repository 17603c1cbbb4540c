package org.tickler.remind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.calendar.HolidayCalendar;
import org.tickler.calendar.UnreadableCalendarException;
import org.tickler.mail.EmailAddress;
import org.tickler.people.Person;
import org.tickler.people.PersonStore;

/** Takes over people's holiday calendars, and plans their reminders anew when these change. */
public final class DaysOff {
    private static final Logger LOG = LoggerFactory.getLogger(DaysOff.class);
    private static final long LARGEST_FILE = 10L << 20;
    private static final int YEARS_AHEAD = 3;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Reminders reminders;

    public DaysOff(Jdbi jdbi, InstantSource clock, Reminders reminders) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.reminders = reminders;
    }

    /**
     * Reads each file again; one that cannot be read leaves what was known.
     *
     * @param files by an address of the person
     * @return how many people have other days off than before
     */
    public int runOnce(Map<EmailAddress, Path> files) {
        int changed = 0;
        for (var file : files.entrySet()) {
            changed += read(file.getKey(), file.getValue()) ? 1 : 0;
        }
        return changed;
    }

    private boolean read(EmailAddress address, Path file) {
        Optional<Person> person =
                jdbi.withExtension(PersonStore.class, store -> store.byAddress(address));
        if (person.isEmpty()) {
            return false;
        }
        LocalDate today = clock.instant().atZone(person.get().zone()).toLocalDate();
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("larger than 10 MB");
            }
            Collection<LocalDate> days =
                    HolidayCalendar.between(
                            Files.readAllBytes(file),
                            today.minusMonths(1).withDayOfMonth(1),
                            today.plusYears(YEARS_AHEAD).withDayOfYear(1));
            return jdbi.inTransaction(
                    handle -> takeOver(handle, person.get(), List.copyOf(days), clock.instant()));
        } catch (IOException | UnreadableCalendarException unreadable) {
            LOG.atWarn()
                    .addKeyValue("person", person.get().id().value())
                    .addKeyValue("reason", unreadable.getMessage())
                    .log("A person's holidays cannot be read");
            return false;
        }
    }

    private static String array(List<LocalDate> days) {
        return days.stream().map(LocalDate::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private boolean takeOver(Handle handle, Person person, List<LocalDate> days, Instant now) {
        PersonStore people = handle.attach(PersonStore.class);
        if (people.setHolidays(person.id(), array(days)) == 0) {
            return false;
        }
        Person changed = people.find(person.id()).orElseThrow();
        reminders.replanAll(handle, changed, now);
        return true;
    }
}
