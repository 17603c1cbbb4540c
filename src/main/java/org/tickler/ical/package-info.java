/**
 * The text form of iCalendar (RFC 5545, 3.1 to 3.3): unfolded lines, components, values and zone
 * names, read tolerantly and at a bounded cost. Pure, and knows nothing of invitations.
 */
@NullMarked
package org.tickler.ical;

import org.jspecify.annotations.NullMarked;
