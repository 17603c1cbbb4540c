/**
 * The settings of the program as records: one file, environment overrides, secrets from files,
 * every problem reported at once.
 */
@NullMarked
package org.tickler.config;

import org.jspecify.annotations.NullMarked;
