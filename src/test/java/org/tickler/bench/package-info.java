/**
 * What the scripts under {@code bench/} run: each class measures one path of the program against
 * real servers, beside a plain program that does the least that must be done. Every figure is a
 * ratio of medians taken in turn within one run, because machines are noisy.
 */
@NullMarked
package org.tickler.bench;

import org.jspecify.annotations.NullMarked;
