/** Which addresses cannot be reached: what came back from them, and whether they are written to. */
@NullMarked
package org.tickler.bounce;

import org.jspecify.annotations.NullMarked;
