package org.tickler.people;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;

/**
 * Somebody Tickler knows.
 *
 * @param locale decides the order of numeric dates; null means unknown
 * @param addresses in the order of the configuration; the first is written to
 * @param approved the addresses that the owner has approved: no other one is ever written to
 * @param pausedUntil no reminders before this instant; null when not paused
 */
public record Person(
        PersonId id,
        String name,
        Role role,
        ZoneId zone,
        String language,
        @Nullable Locale locale,
        LocalTime defaultTime,
        WorkHours hours,
        boolean digest,
        @Nullable Instant pausedUntil,
        List<EmailAddress> addresses,
        Set<EmailAddress> approved,
        List<String> aliases) {

    /** What a person is to the tracker. */
    public enum Role {
        /** The tracker works for them. */
        OWNER,
        /** Configured: may answer and be reminded. */
        MEMBER,
        /** Met in mail or notes only. */
        CONTACT
    }

    public Person {
        addresses = List.copyOf(addresses);
        approved = Set.copyOf(approved);
        aliases = List.copyOf(aliases);
    }

    public boolean isOwner() {
        return role == Role.OWNER;
    }

    /** The first address that may be written to. */
    public Optional<EmailAddress> mailAddress() {
        return addresses.stream().filter(approved::contains).findFirst();
    }

    public Optional<NamedAddress> mailbox() {
        return mailAddress().map(address -> new NamedAddress(name, address));
    }

    /** The first word of the name, as people say it. */
    public String firstName() {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }
}
