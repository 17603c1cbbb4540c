/** The private calendar feeds: who has one, under which address, and what stands in it. */
@NullMarked
package org.tickler.feed;

import org.jspecify.annotations.NullMarked;
