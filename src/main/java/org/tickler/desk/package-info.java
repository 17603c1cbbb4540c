/** Commands of the owner and the operator on tasks and mail in the configured database. */
@NullMarked
package org.tickler.desk;

import org.jspecify.annotations.NullMarked;
