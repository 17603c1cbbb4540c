/**
 * iCalendar and iMIP, written and read (RFC 5545, 5546, 6047). Pure.
 *
 * <p>Calendars of strangers and our own invitations are read and written here by hand, not by
 * ical4j. Measured with ical4j 4.4.0 in its relaxed mode, time zone definitions cut out: it refused
 * 24 of 140 calendars of real clients, each of which is read or refused in words here; a mail of
 * 326 bytes with a SECONDLY rule in its VTIMEZONE filled a heap of 1 GB; an unknown zone silently
 * became a local time; and its writer folds at 75 characters, not octets, and leaves control
 * characters in. Its settings are global to the process. Recurrence is asked of each day ({@link
 * org.tickler.ical.DayRule}), for an expanded rule can fill any memory. ical4j remains as the
 * second reader that the tests hold against ours.
 */
@NullMarked
package org.tickler.calendar;

import org.jspecify.annotations.NullMarked;
