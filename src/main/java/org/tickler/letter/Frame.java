package org.tickler.letter;

import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * What stands around every letter.
 *
 * @param hash names this very mail in the marker line; letters and digits
 * @param answerTo an address that alone tells which mail is answered, so that links may open a
 *     written reply; null where there is none
 * @param publicUrl where the web page is, without a trailing slash, or null
 */
public record Frame(String hash, @Nullable EmailAddress answerTo, @Nullable String publicUrl) {
    /** For looking at a letter that is not sent. */
    public static final Frame PREVIEW = new Frame("preview", null, null);
}
