/** The page, health and metrics. Reads and commands; no SQL of its own. */
@NullMarked
package org.tickler.web;

import org.jspecify.annotations.NullMarked;
