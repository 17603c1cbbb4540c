/** When people are free: their own calendars, fetched safely and kept, and the slots between. */
@NullMarked
package org.tickler.availability;

import org.jspecify.annotations.NullMarked;
