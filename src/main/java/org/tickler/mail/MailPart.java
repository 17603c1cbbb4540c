package org.tickler.mail;

import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One leaf of a message's MIME tree, transfer encoding undone. A nested {@code message/rfc822} is a
 * leaf too; its bytes can be read by {@link MailReader} again.
 *
 * @param type lower-case {@code type/subtype}
 * @param parameters the Content-Type's parameters with lower-case names (such as {@code method},
 *     {@code charset})
 * @param fileName the decoded file name, or null
 * @param attachment whether Content-Disposition says attachment
 * @param content the decoded bytes; never changed by anybody
 * @param charset the charset to read the bytes with, declared or guessed
 */
public record MailPart(
        String type,
        Map<String, String> parameters,
        @Nullable String fileName,
        boolean attachment,
        byte[] content,
        Charset charset) {
    public MailPart {
        parameters = Map.copyOf(parameters);
    }

    /** The bytes as text, line ends normalised to {@code \n}. */
    public String text() {
        return new String(content, charset).replace("\r\n", "\n").replace('\r', '\n');
    }
}
