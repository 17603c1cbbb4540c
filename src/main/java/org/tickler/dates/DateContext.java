package org.tickler.dates;

import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What relative and ambiguous dates are read against.
 *
 * @param now the reference moment in the zone in which days are counted
 * @param locale decides the order of {@code 12/01} and adds a language pack; null means unknown:
 *     English words, and an ambiguous numeric date is reported as such
 */
public record DateContext(ZonedDateTime now, @Nullable Locale locale) {}
