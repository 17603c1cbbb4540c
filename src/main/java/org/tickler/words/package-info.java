/**
 * The words that dates are made of, in every installed language: text is cut into tokens, and the
 * word lists beside this class say what each can mean. A language is added by a word list alone.
 */
@NullMarked
package org.tickler.words;

import org.jspecify.annotations.NullMarked;
