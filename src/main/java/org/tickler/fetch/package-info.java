/**
 * IMAP: connect, poll, IDLE, and the cursor by (mailbox, UIDVALIDITY, UID). The only user of
 * jakarta.mail's Store.
 */
@NullMarked
package org.tickler.fetch;

import org.jspecify.annotations.NullMarked;
