/**
 * The commands that read a text and say what they understood: {@code explain}, {@code reply} and
 * {@code when}. They need no database, no mailbox and no settings, and print the JSON lines that
 * other tools rely on.
 */
@NullMarked
package org.tickler.inspect;

import org.jspecify.annotations.NullMarked;
