/** HTTP to servers that the operator configured, within bounds. */
@NullMarked
package org.tickler.http;

import org.jspecify.annotations.NullMarked;
