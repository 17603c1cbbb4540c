/**
 * People: who they are, where and when they work, how they are reached, and which address the owner
 * has approved. Stores never open a transaction of their own.
 */
@NullMarked
package org.tickler.people;

import org.jspecify.annotations.NullMarked;
