package org.tickler.tracker;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.tickler.dates.FoundDate;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.people.Person;
import org.tickler.task.Due;

/**
 * Turns the dates people write into moments and dues: default hours, working days, the owner's
 * zone. Pure.
 */
final class Moments {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);

    /** A moment, and a sentence if it is not quite what was written. */
    record Moment(Instant at, List<String> remarks) {}

    /** A due, and a sentence if it is not quite what was written. */
    record Day(Due due, List<String> remarks) {}

    private Moments() {}

    /** When to remind again: a day without an hour means the person's usual hour. */
    static Moment reminder(FoundDate when, boolean exact, Person person) {
        LocalTime time = when.time() != null ? when.time() : person.defaultTime();
        LocalDate from = when.from() != null ? when.from() : when.date();
        LocalDate day = exact || isClock(when) ? from : person.hours().workDayFrom(from);
        return new Moment(day.atTime(time).atZone(person.zone()).toInstant(), moved(from, day));
    }

    /**
     * A due as written by {@code writer}, in the owner's zone and moved to a working day unless a
     * moment was named.
     */
    static Day due(FoundDate when, boolean exact, Person writer, Person owner) {
        if (when.from() != null) {
            return new Day(when.asDue(), List.of());
        }
        LocalTime time = when.time();
        if (time != null) {
            var local =
                    when.date()
                            .atTime(time)
                            .atZone(writer.zone())
                            .withZoneSameInstant(owner.zone());
            return new Day(new Due(local.toLocalDate(), local.toLocalTime(), null, ""), List.of());
        }
        LocalDate day = exact ? when.date() : owner.hours().workDayFrom(when.date());
        return new Day(new Due(day, null, null, ""), moved(when.date(), day));
    }

    /** "In two hours" or "at 14:00" is meant as said, even on a Sunday. */
    private static boolean isClock(FoundDate when) {
        return when.grain() == Grain.MINUTE;
    }

    private static List<String> moved(LocalDate asked, LocalDate given) {
        return asked.equals(given)
                ? List.of()
                : List.of(
                        DAY.format(asked)
                                + " is no working day, so it became "
                                + DAY.format(given)
                                + " (add \"exact\" to keep the day).");
    }
}
