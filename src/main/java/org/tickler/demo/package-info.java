/** The whole loop on embedded servers, told as a story. */
@NullMarked
package org.tickler.demo;

import org.jspecify.annotations.NullMarked;
