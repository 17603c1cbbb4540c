/**
 * What a person answered: the typed text is separated from the quoted one and read as commands.
 * Pure.
 */
@NullMarked
package org.tickler.reply;

import org.jspecify.annotations.NullMarked;
