/**
 * Notices silence: whether the service does its work, judged by what all nodes wrote into the
 * database, and who is told by another way when it does not.
 */
@NullMarked
package org.tickler.watch;

import org.jspecify.annotations.NullMarked;
