package org.tickler.ask;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * For whom and when a text is read.
 *
 * @param me the owner's addresses
 * @param myName the owner's name, or the empty string
 * @param people other known people, for assignees and for trailers such as {@code @Ana Ruiz}
 * @param zone the owner's zone: days are counted in it
 * @param locale the owner's language and date order, or null where unknown
 * @param now when the message arrived; used where it carries no date of its own
 */
public record ReadingContext(
        Set<EmailAddress> me,
        String myName,
        List<Known> people,
        ZoneId zone,
        @Nullable Locale locale,
        Instant now) {
    /** A known person with any number of addresses and other names. */
    public record Known(String name, List<EmailAddress> addresses, List<String> aliases) {
        public Known {
            addresses = List.copyOf(addresses);
            aliases = List.copyOf(aliases);
        }
    }

    public ReadingContext {
        me = Set.copyOf(me);
        people = List.copyOf(people);
    }
}
