/**
 * The vocabulary of mail and the pure reading of it: raw bytes become a {@link
 * org.tickler.mail.ParsedMail} once, and nothing above this package touches MIME again. No I/O, no
 * clock, no database.
 */
@NullMarked
package org.tickler.mail;

import org.jspecify.annotations.NullMarked;
