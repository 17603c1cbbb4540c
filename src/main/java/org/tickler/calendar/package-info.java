/**
 * iCalendar and iMIP, written and read (RFC 5545, 5546, 6047). Pure, and the only user of ical4j.
 */
@NullMarked
package org.tickler.calendar;

import org.jspecify.annotations.NullMarked;
