/**
 * Keeps everything from leaving when something is not as it was: the database is a copy or an old
 * one, the clock has jumped, or a flood is due. A person lets it go on.
 */
@NullMarked
package org.tickler.guard;

import org.jspecify.annotations.NullMarked;
