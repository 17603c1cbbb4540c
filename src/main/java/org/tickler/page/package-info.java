/**
 * What the pages show: tasks, mail and dates in words for one reader. No HTTP, no SQL of its own.
 */
@NullMarked
package org.tickler.page;

import org.jspecify.annotations.NullMarked;
