/** Trains the model that tells sentences with a task from others. */
@NullMarked
package org.tickler.extract.train;

import org.jspecify.annotations.NullMarked;
