/** Where the fault tests let the program die; in a normal run it does nothing. */
@NullMarked
package org.tickler.fault;

import org.jspecify.annotations.NullMarked;
