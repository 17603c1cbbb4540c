/**
 * The syntax of mail below any meaning: bytes to a tree of MIME entities, transfer encodings,
 * charsets, encoded words, parameters, addresses and dates. Everything here is tolerant (broken
 * input gives the best reading, never an exception), linear in the length of its input, free of I/O
 * and safe for use by many threads.
 */
@NullMarked
package org.tickler.mime;

import org.jspecify.annotations.NullMarked;
