/** Whole lives of tasks, from the mail that brings them to the answer that closes them. */
@NullMarked
package org.tickler.scenario;

import org.jspecify.annotations.NullMarked;
