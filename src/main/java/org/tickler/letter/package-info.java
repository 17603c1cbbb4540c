/**
 * What our mails say: a {@link org.tickler.letter.Letter} becomes a subject, a complete plain text
 * and the same in simple HTML. No I/O, no clock, no database, no MIME.
 */
@NullMarked
package org.tickler.letter;

import org.jspecify.annotations.NullMarked;
