@NullMarked
package org.tickler.trust;

import org.jspecify.annotations.NullMarked;
