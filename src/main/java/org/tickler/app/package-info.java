/**
 * One running node: database, scheduler, pollers, dispatcher and page, wired by plain constructors,
 * started and stopped.
 */
@NullMarked
package org.tickler.app;

import org.jspecify.annotations.NullMarked;
