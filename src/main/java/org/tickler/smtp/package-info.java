/**
 * Talks to the mail server: connections that are kept and used again, and what came of each mail.
 * Knows nothing of the outbox. The only user of Transport.
 */
@NullMarked
package org.tickler.smtp;

import org.jspecify.annotations.NullMarked;
