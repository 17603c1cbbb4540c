/**
 * How far a sender is believed: what vouches for the From address, who only looks like somebody
 * known, and which commands need a second proof.
 */
@NullMarked
package org.tickler.trust;

import org.jspecify.annotations.NullMarked;
