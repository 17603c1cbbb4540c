/**
 * Tells typed lines from quoted ones, in text and in HTML, for every mail client and many
 * languages. Pure.
 */
@NullMarked
package org.tickler.quote;

import org.jspecify.annotations.NullMarked;
