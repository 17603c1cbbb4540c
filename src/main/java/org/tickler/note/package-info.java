/**
 * The form of generated notes: front matter, items with check boxes, and the trailers that say who
 * must act and when. Pure.
 */
@NullMarked
package org.tickler.note;

import org.jspecify.annotations.NullMarked;
