/** A text taken apart: paragraphs, list items, table rows, headings, and who it says was there. */
@NullMarked
package org.tickler.layout;

import org.jspecify.annotations.NullMarked;
