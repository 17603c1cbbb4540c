/** Who speaks to whom in a text, and what a sentence asks, promises or gives to somebody. Pure. */
@NullMarked
package org.tickler.ask;

import org.jspecify.annotations.NullMarked;
