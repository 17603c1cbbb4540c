package org.tickler.inspect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Moments and zones as they are written on the command line. */
final class Moments {
    private Moments() {}

    /**
     * @param text ISO 8601: with an offset, or local in {@code zone}, or a day alone
     * @throws UsageException for anything else
     */
    static Instant instant(String text, ZoneId zone) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            // no offset: local
        }
        try {
            return text.indexOf('T') > 0
                    ? LocalDateTime.parse(text).atZone(zone).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException(
                    "'" + text + "' is no date or time; write it like 2026-01-31T09:00.");
        }
    }

    /**
     * @throws UsageException for an unknown zone
     */
    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new UsageException(
                    "'" + text + "' is no time zone; write it like Europe/Paris or +02:00.");
        }
    }
}
