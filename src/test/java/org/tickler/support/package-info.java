/** What tests of several packages share: a real database, a clock that is set by hand. */
@NullMarked
package org.tickler.support;

import org.jspecify.annotations.NullMarked;
