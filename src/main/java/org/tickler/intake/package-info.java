/** One inbound mail, one transaction: seen before? what kind? then act. */
@NullMarked
package org.tickler.intake;

import org.jspecify.annotations.NullMarked;
