/**
 * Dates in words, found in text or read from a whole phrase. Pure: the reference moment, zone and
 * locale come in.
 */
@NullMarked
package org.tickler.dates;

import org.jspecify.annotations.NullMarked;
