/**
 * Lets the mails of the outbox leave: claimed by one node each, sent, tried again, given up with a
 * word to the owner, and looked up where nobody knows whether they have left.
 */
@NullMarked
package org.tickler.dispatch;

import org.jspecify.annotations.NullMarked;
