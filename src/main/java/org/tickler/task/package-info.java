/**
 * The domain: tasks, their states, sources and history, with the SQL objects that keep them. A
 * change of a task is a pure transition first; stores never open a transaction of their own.
 */
@NullMarked
package org.tickler.task;

import org.jspecify.annotations.NullMarked;
