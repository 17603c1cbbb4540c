/**
 * Words, phrases and sentences: word lists of each language as resources, and a trained model that
 * tells sentences with a task from others. Pure.
 */
@NullMarked
package org.tickler.language;

import org.jspecify.annotations.NullMarked;
