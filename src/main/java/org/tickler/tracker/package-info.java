/**
 * What can be done to a task, with every consequence (history, slots, events, mail) in the caller's
 * one transaction.
 */
@NullMarked
package org.tickler.tracker;

import org.jspecify.annotations.NullMarked;
