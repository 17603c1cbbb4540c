/**
 * What somebody has to do: notes and prose become {@link org.tickler.extract.Candidate candidates}
 * with their evidence. Pure.
 */
@NullMarked
package org.tickler.extract;

import org.jspecify.annotations.NullMarked;
