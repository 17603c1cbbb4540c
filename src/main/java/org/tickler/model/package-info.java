/**
 * Asks a model endpoint what a mail wants, where one is configured. Called outside of transactions;
 * believed only as far as the mail itself has the words.
 */
@NullMarked
package org.tickler.model;

import org.jspecify.annotations.NullMarked;
