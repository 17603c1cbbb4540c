/**
 * What a mail says by itself, before anything is looked up or written: it may be found out beside
 * other work.
 */
@NullMarked
package org.tickler.understand;

import org.jspecify.annotations.NullMarked;
