/** The command line: names, options and output formats that other tools rely on. */
@NullMarked
package org.tickler.cli;

import org.jspecify.annotations.NullMarked;
