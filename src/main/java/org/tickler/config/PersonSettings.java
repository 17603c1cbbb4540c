package org.tickler.config;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * Somebody who may get and answer our mail.
 *
 * @param addresses the first one is written to
 * @param language a tag such as {@code en} or {@code de}
 * @param locale decides the order of numeric dates, such as {@code en-GB}; empty if unknown
 * @param dayStart before {@code dayEnd}
 * @param workDays at least one
 * @param defaultTime when a reminder without a time comes
 * @param digest one mail a day instead of single ones
 * @param holidays an iCalendar file of days off, or null
 * @param calendar the person's own calendar: an http or https address or a file; null if unknown
 * @param calendarAllowPrivate whether its address may lead to this machine or its network
 */
public record PersonSettings(
        String name,
        List<EmailAddress> addresses,
        Role role,
        ZoneId zone,
        String language,
        String locale,
        LocalTime dayStart,
        LocalTime dayEnd,
        Set<DayOfWeek> workDays,
        LocalTime defaultTime,
        boolean digest,
        List<String> aliases,
        @Nullable Path holidays,
        @Nullable String calendar,
        boolean calendarAllowPrivate) {

    /** What a person is to the tracker. */
    public enum Role {
        /** The tracker works for them. */
        OWNER,
        /** May answer and be reminded. */
        MEMBER,
        /** May be written to once the owner has confirmed a task. */
        CONTACT
    }

    public PersonSettings {
        addresses = List.copyOf(addresses);
        workDays = Set.copyOf(workDays);
        aliases = List.copyOf(aliases);
    }

    /** A person with the usual hours; tests and the demo use it. */
    public static PersonSettings of(String name, EmailAddress address, Role role, ZoneId zone) {
        return new PersonSettings(
                name,
                List.of(address),
                role,
                zone,
                "en",
                "",
                LocalTime.of(9, 0),
                LocalTime.of(17, 0),
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(8, 0),
                false,
                List.of(),
                null,
                null,
                false);
    }
}
