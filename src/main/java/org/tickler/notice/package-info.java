/**
 * Reading the notices that mail systems write: word lists in the languages they come in, status
 * codes (RFC 3463), delivery reports (RFC 3464), free text of the non-standard ones, and the day
 * somebody returns. Works on plain text only, never throws, is linear in its input and does no I/O
 * but loading its word lists. Safe for many threads.
 */
@NullMarked
package org.tickler.notice;

import org.jspecify.annotations.NullMarked;
