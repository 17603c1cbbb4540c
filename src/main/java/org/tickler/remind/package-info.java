/**
 * Which reminder of a task is due when, and the sweep that turns due slots into mail, each at most
 * once.
 */
@NullMarked
package org.tickler.remind;

import org.jspecify.annotations.NullMarked;
