package org.tickler.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tickler.calendar.BusyTime;
import org.tickler.people.Person;

/**
 * Finds times at which everybody works and the first person is free. Pure; every person's hours,
 * working days and holidays count in their own zone.
 */
public final class FreeSlots {
    private static final Duration STEP = Duration.ofMinutes(30);

    /** Nobody can be asked and answer sooner. */
    private static final Duration NOTICE = Duration.ofHours(3);

    private static final int MOST_DAYS = 62;

    private FreeSlots() {}

    /**
     * The starts of up to {@code count} slots, soonest first, on different days where there are
     * enough.
     *
     * @param people the first one's day is searched; not empty
     * @param busy when the first one is not free
     * @param first the first and {@code last} the last day, in the first one's zone
     */
    public static List<Instant> find(
            List<Person> people,
            List<BusyTime> busy,
            LocalDate first,
            LocalDate last,
            Duration length,
            int count,
            Instant now) {
        Person host = people.getFirst();
        var free = new ArrayList<Instant>();
        LocalDate day = first;
        for (int i = 0; i < MOST_DAYS && !day.isAfter(last); i++, day = day.plusDays(1)) {
            ZonedDateTime at = day.atTime(roundUp(host.hours().start())).atZone(host.zone());
            ZonedDateTime end = day.atTime(host.hours().end()).atZone(host.zone());
            for (; at.isBefore(end); at = at.plus(STEP)) {
                Instant start = at.toInstant();
                Instant finish = start.plus(length);
                if (!start.isBefore(now.plus(NOTICE))
                        && people.stream().allMatch(person -> works(person, start, finish))
                        && busy.stream().noneMatch(time -> time.overlaps(start, finish))) {
                    free.add(start);
                }
            }
        }
        return spread(free, host, count);
    }

    /** Half hours are what people meet at. */
    private static LocalTime roundUp(LocalTime time) {
        int minute = time.getMinute();
        return minute == 0 || minute == 30
                ? time
                : time.withMinute(0).plusMinutes(minute < 30 ? 30 : 60);
    }

    private static boolean works(Person person, Instant start, Instant end) {
        ZonedDateTime from = start.atZone(person.zone());
        ZonedDateTime to = end.atZone(person.zone());
        return person.hours().isWorkDay(from.toLocalDate())
                && from.toLocalDate().equals(to.toLocalDate())
                && !from.toLocalTime().isBefore(person.hours().start())
                && !to.toLocalTime().isAfter(person.hours().end());
    }

    private static List<Instant> spread(List<Instant> free, Person host, int count) {
        var chosen = new ArrayList<Instant>();
        Set<LocalDate> days = new HashSet<>();
        for (Instant start : free) {
            if (chosen.size() < count && days.add(start.atZone(host.zone()).toLocalDate())) {
                chosen.add(start);
            }
        }
        for (Instant start : free) {
            boolean apart =
                    chosen.stream()
                            .allMatch(other ->
                                    Duration.between(other, start)
                                                    .abs()
                                                    .compareTo(Duration.ofHours(2))
                                            >= 0);
            if (chosen.size() < count && apart) {
                chosen.add(start);
            }
        }
        chosen.sort(null);
        return chosen;
    }
}
