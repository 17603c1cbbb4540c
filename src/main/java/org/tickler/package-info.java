/** The program's entry point. */
@NullMarked
package org.tickler;

import org.jspecify.annotations.NullMarked;
