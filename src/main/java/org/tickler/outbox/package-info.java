/**
 * Mail that leaves: composed, stored in the transaction of its cause, claimed, sent by SMTP,
 * retried. The only user of Transport.
 */
@NullMarked
package org.tickler.outbox;

import org.jspecify.annotations.NullMarked;
