/** The page over HTTP, health and metrics. Only reads, but for the demonstration. */
@NullMarked
package org.tickler.web;

import org.jspecify.annotations.NullMarked;
