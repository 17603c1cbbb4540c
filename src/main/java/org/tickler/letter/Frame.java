package org.tickler.letter;

import org.jspecify.annotations.Nullable;

/**
 * What stands around every letter.
 *
 * @param hash names this very mail in the marker line; letters and digits
 * @param publicUrl where the web page is, without a trailing slash, or null
 */
public record Frame(String hash, @Nullable String publicUrl) {
    /** For looking at a letter that is not sent. */
    public static final Frame PREVIEW = new Frame("preview", null);
}
