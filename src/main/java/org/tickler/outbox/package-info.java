/**
 * Mail that is to leave: composed and stored in the transaction of its cause, found again when it
 * is answered. {@code dispatch} lets it leave.
 */
@NullMarked
package org.tickler.outbox;

import org.jspecify.annotations.NullMarked;
