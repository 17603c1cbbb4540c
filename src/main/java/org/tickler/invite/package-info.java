/**
 * The organizer: which follow-up has which event, who was invited, what they answered (RFC 5546).
 */
@NullMarked
package org.tickler.invite;

import org.jspecify.annotations.NullMarked;
