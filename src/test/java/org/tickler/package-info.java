/** Rules about the program as a whole. */
@NullMarked
package org.tickler;

import org.jspecify.annotations.NullMarked;
