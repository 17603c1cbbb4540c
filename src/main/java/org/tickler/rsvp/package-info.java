/**
 * What people say in words to an invitation. Pure: words in, meaning out; whether it counts is
 * decided above.
 */
@NullMarked
package org.tickler.rsvp;

import org.jspecify.annotations.NullMarked;
