/**
 * What people, calendars and servers answer to our mails: who speaks, what they may say, what is
 * carried out, and what they hear. Everything happens in the transaction of the message.
 */
@NullMarked
package org.tickler.answer;

import org.jspecify.annotations.NullMarked;
